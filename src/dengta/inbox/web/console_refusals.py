"""What staff are told when something could not be done."""

from dataclasses import dataclass, field

from dengta.inbox.errors import Withheld
from dengta.inbox.web import console_texts as texts
from dengta.kernel.errors import Refused
from dengta.platform.i18n import Language, translate
from dengta.safety.public import fault_said


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a text was held back, in a sentence, and the words of it that this rests on, harmless to show."""

    said: str
    words: str = field(repr=False)


def refusal_said(refused: Refused, language: Language) -> str:
    """Why, and what became of what they wrote."""
    if isinstance(refused, Withheld):
        return translate(language, texts.WITHHELD)
    return translate(language, texts.REFUSALS.get(refused.code, texts.REFUSED))


def reasons_said(refused: Refused, language: Language) -> list[Reason]:
    """What to change in a text that was held back, in the order of the text's faults; empty for any other refusal."""
    if not isinstance(refused, Withheld):
        return []
    return list(dict.fromkeys(Reason(fault_said(one.fault, language), one.words) for one in refused.objections))
