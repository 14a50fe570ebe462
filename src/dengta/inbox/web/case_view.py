"""A case as its page shows it: what the API shows, cut into pieces that a template can put on paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from dengta.inbox.case import Case
from dengta.inbox.model import Lane, Status
from dengta.inbox.protocols import Labels
from dengta.inbox.web.shapes import CaseShape, MessageShape, RedactedShape
from dengta.inbox.web.showing import case_shape, redacted
from dengta.inbox.web.times import Times
from dengta.platform.i18n import Language, translate
from dengta.safety.public import Secret, label

MARKER = re.compile("⟦([a-z_]+)⟧")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message: plain words, or the label that stands where a secret was removed."""

    text: str
    removed: bool = False


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything the page of a case says."""

    shape: CaseShape
    advice: list[RedactedShape]
    language: Language
    late: bool
    emergency: bool
    answered: bool
    next_at: datetime

    @property
    def resolved(self) -> bool:
        return self.shape.status == Status.RESOLVED

    def pieces(self, message: MessageShape) -> list[Piece]:
        """A message's words; a removed secret becomes its label in the reader's language."""
        return list(_pieces(message.text, self.language))


def case_view(case: Case, labels: Labels, times: Times) -> CaseView:
    """The case as this reader sees it now."""
    shape = case_shape(case, labels, times.language)
    kinds = dict.fromkeys(kind for message in case.messages.values() for kind in message.redactions)
    due = case.conversation.next_update_due
    return CaseView(
        shape=shape,
        advice=redacted(tuple(kinds), times.language),
        language=times.language,
        late=due is not None and case.conversation.status is Status.OPEN and due < times.now,
        emergency=case.conversation.lane is Lane.EMERGENCY,
        next_at=case.conversation.promised_at,
        answered=any(message.sender == "staff" for message in shape.messages),
    )


def _pieces(text: str, language: Language) -> Iterator[Piece]:
    at = 0
    for match in MARKER.finditer(text):
        if match.start() > at:
            yield Piece(text[at : match.start()])
        yield Piece(translate(language, label(Secret(match[1]))), removed=True)
        at = match.end()
    if at < len(text):
        yield Piece(text[at:])
