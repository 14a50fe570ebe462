"""Where a conversation's clock stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dengta.inbox.public import Conversation, Status


class Clocked(StrEnum):
    """What the clock counts towards, and how pressing that is."""

    DUE = "due"
    SOON = "soon"
    LATE = "late"
    REMINDER = "reminder"
    WAKES = "wakes"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Standing:
    """The clock of a conversation: `at` is when it runs out, or ran out; None when it does not run."""

    clocked: Clocked
    at: datetime | None


def standing(conversation: Conversation, now: datetime) -> Standing:
    """Where the clock stands at a moment."""
    at = conversation.next_update_due
    if at is None:
        return Standing(Clocked.NONE, None)
    if conversation.status is Status.WAITING:
        return Standing(Clocked.REMINDER, at)
    if conversation.status is Status.SNOOZED:
        return Standing(Clocked.WAKES, at)
    if at <= now:
        return Standing(Clocked.LATE, at)
    soon = conversation.warn_at is not None and conversation.warn_at <= now
    return Standing(Clocked.SOON if soon else Clocked.DUE, at)
