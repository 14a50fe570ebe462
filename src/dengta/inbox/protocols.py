"""What the inbox asks of modules above it. Each is filled once, in the composition root."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from dengta.inbox.model import Conversation, Lane
from dengta.kernel.ids import ConversationId, GroupId
from dengta.kernel.text import SafeText
from dengta.platform.db import Database, Tx
from dengta.platform.i18n import Language


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a message was taken to be about, and how sure that is (0 to 1), with reasons staff can read."""

    topic: str
    lane: Lane
    certainty: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """When a first answer is promised. `measured` says it came from recent data rather than the stated default.

    `due` is the promise; `usual_low` and `usual_high` are the band in which most answers come, in minutes.
    """

    due: datetime
    warn_at: datetime
    measured: bool
    usual_low: int
    usual_high: int


@runtime_checkable
class Judgement(Protocol):
    """What a customer said of how their question was resolved."""

    @property
    def speed(self) -> int: ...
    @property
    def professionalism(self) -> int: ...
    @property
    def resolution(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def resolved_at(self) -> datetime: ...


@runtime_checkable
class Desk(Protocol):
    """What the inbox asks of whoever understands messages and keeps the calendar. Filled in the composition root.

    Pure and quick: nothing here may wait, because it runs before the receipt.
    """

    def understand(self, text: SafeText, *, topic: str | None, details: Mapping[str, SafeText]) -> Understanding:
        """Topic and lane of a first message; `topic` is what the customer chose, if they did."""
        ...

    def first_reply(self, lane: Lane, at: datetime) -> Expectation:
        """When a conversation of this lane that starts at `at` is to be answered."""
        ...

    def next_reply(self, lane: Lane, at: datetime) -> Expectation:
        """When a further message of the customer at `at` is to be answered."""
        ...

    def silence(self, lane: Lane, at: datetime) -> datetime:
        """When a customer we wait for since `at` is to be reminded."""
        ...

    def group_for(self, topic: str) -> GroupId | None:
        """The group that takes this topic."""
        ...


@dataclass(frozen=True, slots=True)
class FormTopic:
    """A topic as the help form offers it: `fields` are keys of `DETAILS`, `section` is where it stands in the list."""

    key: str
    label: str
    fields: tuple[str, ...]
    section: str
    lane: Lane


@runtime_checkable
class Hours(Protocol):
    """When the desk is open and how soon it answers, from memory. Filled in the composition root."""

    def open_now(self, at: datetime) -> bool:
        """Whether the desk's hours include this moment."""
        ...

    def opens_at(self, at: datetime) -> datetime | None:
        """When the desk opens next; None while it is open."""
        ...

    def zone(self) -> str:
        """The desk's time zone (IANA), which pages name until they know the reader's."""
        ...

    def first_reply(self, lane: Lane, at: datetime) -> Expectation:
        """When a conversation of this lane that starts at `at` is answered, and usually is."""
        ...


@runtime_checkable
class Ratings(Protocol):
    """What customers said of the answers they got. Filled in the composition root."""

    async def of(self, tx: Tx, conversations: Sequence[ConversationId]) -> Mapping[int, Sequence[Mapping[str, Any]]]:
        """The ratings of these conversations as an export shows them; those without one are not in it."""
        ...

    async def last(self, conversation: Conversation, *, db: Database) -> Judgement | None:
        """What the customer said last of this conversation, if anything."""
        ...


@runtime_checkable
class Labels(Protocol):
    """What topics and groups are called. Filled in the composition root."""

    def form_topics(self, language: Language) -> Sequence[FormTopic]:
        """The topics a customer may choose from, the gravest first."""
        ...

    def topic(self, topic: str, language: Language, *, reasons: tuple[str, ...] = ()) -> str:
        """A topic in a reader's words; `reasons` of its understanding may name an asset."""
        ...

    def topics(self, language: Language) -> Sequence[tuple[str, str]]:
        """Every topic a conversation can be given, with what it is called, the gravest first."""
        ...

    def group(self, group: int, language: Language) -> str:
        """A group's name."""
        ...
