"""Endpoints and deliveries, and the rules of retrying."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

TOPICS = {
    "conversation.opened": "inbox.conversation_opened",
    "message.received": "inbox.message_received",
    "message.sent": "inbox.message_sent",
    "conversation.changed": "inbox.conversation_changed",
}
"""What an endpoint may ask for, and the fact each stands for. Notes and secrets found are nobody's outside."""

WAITS = (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600)
"""Seconds before each further attempt, as the scheme recommends: some fifty hours in all."""

GONE = 410


class State(StrEnum):
    """`dead` means that every attempt failed; it can be sent again by hand."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to tell. `topics` are keys of `TOPICS`."""

    id: int
    uid: UUID
    url: str
    topics: list[str]
    made_at: datetime
    disabled_at: datetime | None
    disabled_why: str | None


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery whose time has come, claimed by this process."""

    id: int
    endpoint_id: int
    url: str
    secret: bytes = field(repr=False)
    message_id: str
    body: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as staff and programs see it."""

    id: int
    message_id: str
    topic: str
    state: str
    attempts: int
    last_status: int | None
    last_problem: str | None
    due_at: datetime
    made_at: datetime
    changed_at: datetime


def next_attempt(attempts: int, at: datetime) -> datetime | None:
    """When to try again after `attempts` failures, or None when it is time to give up."""
    return at + timedelta(seconds=WAITS[attempts - 1]) if attempts <= len(WAITS) else None
