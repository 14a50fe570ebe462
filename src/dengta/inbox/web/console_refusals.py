"""What staff are told when something could not be done."""

from dengta.inbox.errors import Withheld
from dengta.inbox.web import console_texts as texts
from dengta.kernel.errors import Refused
from dengta.platform.i18n import Language, translate
from dengta.safety.public import fault_said


def refusal_said(refused: Refused, language: Language) -> str:
    """Why, and what became of what they wrote."""
    if isinstance(refused, Withheld):
        faults = dict.fromkeys(objection.fault for objection in refused.objections)
        return " ".join([translate(language, texts.WITHHELD), *(fault_said(fault, language) for fault in faults)])
    return translate(language, texts.REFUSALS.get(refused.code, texts.REFUSED))
