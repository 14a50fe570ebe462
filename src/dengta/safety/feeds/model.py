"""A list somebody publishes, as the desk keeps it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class FeedKind(StrEnum):
    """What a list that has no sides of its own lists."""

    BAD = "bad"
    GOOD = "good"


class Problem(StrEnum):
    """Why the last attempt brought nothing."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Feed:
    """A list without what it says. `taken_at` is when that was last read; `url` None means that it came from a file."""

    id: int
    uid: UUID
    name: str
    url: str | None
    kind: FeedKind
    every_hours: int
    entries: int
    taken_at: datetime | None
    tried_at: datetime | None
    problem: Problem | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class DueFeed:
    """A list whose time to be fetched has come."""

    id: int
    name: str
    url: str
    kind: FeedKind
