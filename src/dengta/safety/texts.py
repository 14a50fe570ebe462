"""What people are told about secrets. English here, Chinese in `locale/zh_Hans.po`."""

from dengta.platform.i18n import N_
from dengta.safety.model import Secret

NEVER_ASK = N_("We never ask for your recovery phrase, private key or password. Anyone who does is a thief.")
"""The line said everywhere in the same words."""

_LABELS = {
    Secret.SEED_PHRASE: N_("recovery phrase removed"),
    Secret.PRIVATE_KEY: N_("private key removed"),
    Secret.POSSIBLE_KEY: N_("private key or hash removed"),
    Secret.EXTENDED_PRIVATE_KEY: N_("extended private key removed"),
    Secret.KEYSTORE: N_("keystore file removed"),
    Secret.CONNECTION_KEY: N_("connection key removed"),
    Secret.PASSWORD: N_("password removed"),
    Secret.ONE_TIME_CODE: N_("one-time code removed"),
}
_ADVICE = {
    Secret.SEED_PHRASE: N_(
        "What you just sent contained a recovery phrase. We removed it and did not keep it. But someone "
        "else may already have seen it: create a new wallet now and move your assets there. We will go "
        "through it with you, step by step."
    ),
    Secret.PRIVATE_KEY: N_(
        "What you just sent contained a private key. We removed it and did not keep it. But someone else "
        "may already have seen it: create a new account now and move your assets there. We will go "
        "through it with you, step by step."
    ),
    Secret.POSSIBLE_KEY: N_(
        "What you just sent contained something that looks like a private key. We removed it and did not "
        'keep it. If it was a transaction hash, send it again with the words "tx hash" before it. If it '
        "was a private key, someone else may already have seen it: create a new account now and move your"
        " assets there."
    ),
    Secret.EXTENDED_PRIVATE_KEY: N_(
        "What you just sent contained an extended private key. It opens every account of that wallet. We "
        "removed it and did not keep it. But someone else may already have seen it: create a new wallet "
        "now and move your assets there."
    ),
    Secret.KEYSTORE: N_(
        "What you just sent contained a keystore file. We removed it and did not keep it. Whoever has the"
        " file and guesses its password has your assets: create a new wallet now and move them there. "
        "Never send its password to anyone."
    ),
    Secret.CONNECTION_KEY: N_(
        "What you just sent contained the key of a wallet connection. We removed it and did not keep it. "
        "Open the connected sites in your wallet and disconnect this one. Your recovery phrase is not in "
        "it."
    ),
    Secret.PASSWORD: N_(
        "What you just sent contained a password. We removed it and did not keep it. Change it wherever "
        "you use it. We never need it."
    ),
    Secret.ONE_TIME_CODE: N_(
        "What you just sent contained a one-time code. We removed it and did not keep it. Never give such"
        " a code to anyone, us included. If someone asked you for it, tell us."
    ),
}


def label(kind: Secret) -> str:
    """A few words for the small label in the place of what was removed. To be translated."""
    return _LABELS[kind]


def advice(kind: Secret) -> str:
    """What to tell a customer at once: what happened, what was kept, what to do now. To be translated."""
    return _ADVICE[kind]
