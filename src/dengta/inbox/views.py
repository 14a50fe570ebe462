"""What staff look at: the views, a filter over them, and the rows of the list."""

import base64
import binascii
import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

from dengta.inbox.errors import BadCursor, BadFilter
from dengta.inbox.model import Lane, Status
from dengta.kernel.ids import ConversationId, GroupId, StaffId
from dengta.kernel.text import SafeText

CODE = re.compile(r"[A-Za-z0-9_.-]{1,120}", re.ASCII)
LARGEST = 2**62


class View(StrEnum):
    """The views everyone has. All but `resolved`, `snoozed` and `mentions` show what is open or waiting."""

    MINE = "mine"
    MY_GROUPS = "my_groups"
    UNASSIGNED = "unassigned"
    WAITING = "waiting"
    OVERDUE = "overdue"
    EMERGENCY = "emergency"
    ALL = "all"
    MENTIONS = "mentions"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


class Sort(StrEnum):
    """How a view is ordered.

    `due`: what must be answered first; our turn before the customer's, then the lane's gravity, then the promise that
    falls due next. `overdue` goes by the promise alone. `newest`: the latest activity first, which is how `waiting`,
    `mentions`, `snoozed` and `resolved` always are.
    """

    DUE = "due"
    NEWEST = "newest"


SORTED_BY_DUE = frozenset(
    {View.MINE, View.MY_GROUPS, View.UNASSIGNED, View.OVERDUE, View.EMERGENCY, View.ALL},
)
"""The views in which somebody waits for us, so that there is a choice of order."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a view is narrowed to; None does not narrow. `topic` takes the topics below it too.

    Raises `BadFilter` for what could not be a code or a number of ours.
    """

    lane: Lane | None = None
    status: Status | None = None
    topic: str | None = None
    group: GroupId | None = None
    assignee: StaffId | None = None
    language: str | None = None
    channel: str | None = None

    def __post_init__(self) -> None:
        codes = (self.topic, self.language, self.channel)
        numbers = (self.group, self.assignee)
        if not all(code is None or CODE.fullmatch(code) for code in codes):
            raise BadFilter
        if not all(number is None or 0 <= number <= LARGEST for number in numbers):
            raise BadFilter


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of the list ended; `rank` is the row's `answer_order`."""

    at: datetime
    id: int
    rank: int = 0

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode([self.at, self.id, self.rank])).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """The cursor that was given as this text; raises `BadCursor`."""
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            at, number, rank = msgspec.json.decode(raw, type=tuple[datetime, int, int])
        except (binascii.Error, ValueError, msgspec.DecodeError) as error:
            raise BadCursor from error
        if at.tzinfo is None or not 0 <= number < 2**63 or not 0 <= rank < 2**15:
            raise BadCursor
        return cls(at, number, rank)


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation as the list shows it. `customer` is masked."""

    id: ConversationId
    reference: str
    subject: SafeText = field(repr=False)
    excerpt: SafeText = field(repr=False)
    status: Status
    lane: Lane
    topic: str
    language: str
    channel: str
    group_id: GroupId | None
    assignee_id: StaffId | None
    assignee: str | None
    customer: str
    confidential: bool
    created_at: datetime
    last_activity_at: datetime
    next_update_due: datetime | None
    snoozed_until: datetime | None
    overdue: bool
    unread: bool
    has_draft: bool
    answer_order: int


Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items, and where the next ones begin; None when these are the last."""

    items: tuple[Item, ...]
    next: Cursor | None = None
