"""What a colleague is told about a text that may not go out. English here, Chinese in `locale/zh_Hans.po`."""

from dengta.platform.i18n import N_, Language, translate
from dengta.safety.outgoing.model import Fault

FAULTS = {
    Fault.ASKS_FOR_SECRET: N_("It asks for a recovery phrase, a key, a password or a code. We never do."),
    Fault.ASKS_FOR_CONTROL: N_("It asks to see or steer the customer's device. We never do."),
    Fault.ASKS_FOR_MONEY: N_("It asks for a fee or a deposit. Support takes no money."),
    Fault.BAD_LINK: N_(
        "It holds a link that is on a list or hides where it leads. To warn of a site, write example[.]com."
    ),
    Fault.TWIN_ADDRESS: N_("It holds an address that only resembles one of this conversation or of ours."),
    Fault.ELSEWHERE: N_("It sends the customer to an account or a number that is not in the official register."),
    Fault.UNKNOWN_LINK: N_(
        "It holds a link that is neither ours nor on a list of good sites. Write it without the link."
    ),
    Fault.UNKNOWN_ADDRESS: N_("It holds an address that the customer did not write and that is not ours."),
}


def fault_said(fault: Fault, language: Language) -> str:
    """What is wrong, in a sentence."""
    return translate(language, FAULTS[fault])
