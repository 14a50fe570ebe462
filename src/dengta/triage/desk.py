"""What the inbox asks of triage, answered from memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dengta.accounts.public import groups
from dengta.inbox.public import Expectation, Lane, Understanding
from dengta.kernel.ids import GroupId
from dengta.kernel.text import SafeText
from dengta.platform.db import Database, Tx
from dengta.platform.i18n import Language
from dengta.triage import store, texts
from dengta.triage.model.calendar import Calendar, Span, is_open, next_opening
from dengta.triage.model.targets import DEFAULT_TARGETS, MINUTE, Recent, Target, expectation, taken
from dengta.triage.model.topics import TOPICS, topic_of
from dengta.triage.understand import understand


@dataclass(frozen=True, slots=True)
class FormTopic:
    """A topic as the help form offers it; `fields` are keys of `inbox.model.DETAILS`, `group` is whose it is."""

    key: str
    label: str
    fields: tuple[str, ...]
    group: str
    lane: Lane


ALWAYS_OPEN = Calendar("UTC", ((Span(0, 1_440),),) * 7)


@dataclass(frozen=True, slots=True)
class Known:
    """What the desk knew when it last looked."""

    calendar: Calendar = ALWAYS_OPEN
    targets: Mapping[Lane, Target] = field(default_factory=lambda: DEFAULT_TARGETS)
    recent: Mapping[Lane, Recent] = field(default_factory=dict)
    groups: Mapping[str, GroupId] = field(default_factory=dict)


class CachedDesk:
    """The inbox's `Desk`: nothing in it waits. `refresh` at start and every half minute keeps it true.

    Before the first refresh it promises the default targets around the clock and knows no group.
    """

    def __init__(self, known: Known | None = None) -> None:
        self._known = known or Known()
        understand("")  # reads the lexicon and the examples now, not in front of the first customer

    async def refresh(self, tx: Tx) -> None:
        """Look again at the calendar, the targets, the recent times and the groups; all at once or not at all."""
        self._known = await load(tx)

    def understand(self, text: SafeText, *, topic: str | None, details: Mapping[str, SafeText]) -> Understanding:
        """Topic and lane of a first message; `topic` is what the customer chose, if they did."""
        return understand(text, topic=topic, details=details)

    def first_reply(self, lane: Lane, at: datetime) -> Expectation:
        """When a conversation of this lane that starts at `at` is to be answered, and when it usually is."""
        known = self._known
        target = known.targets[lane]
        return expectation(target.first, at, target=target, calendar=known.calendar, recent=known.recent.get(lane))

    def next_reply(self, lane: Lane, at: datetime) -> Expectation:
        """When a further message of the customer at `at` is to be answered."""
        target = self._known.targets[lane]
        return expectation(target.next, at, target=target, calendar=self._known.calendar)

    def renewed(self, lane: Lane, since: datetime, at: datetime) -> Expectation:
        """A new promise, made at `at`, for an answer that has been late since `since`.

        Each is half as long again as the last, so that a case nobody can take yet is not promised hour by hour.
        """
        known, target = self._known, self._known.targets[lane]
        late = taken(since, at, target, known.calendar) / MINUTE
        minutes = max(target.next, int(late / 2))
        return expectation(minutes, at, target=target, calendar=known.calendar)

    def silence(self, lane: Lane, at: datetime) -> datetime:
        """When a customer we wait for since `at` is to be reminded."""
        return at + self._known.targets[lane].silence * MINUTE

    def closing(self, lane: Lane, at: datetime) -> datetime:
        """When a customer who was reminded for the last time at `at` is taken to need nothing more."""
        return at + self._known.targets[lane].close_after * MINUTE

    def group_for(self, topic: str) -> GroupId | None:
        """The group that takes this topic; None when the desk has no such group."""
        return self._known.groups.get(topic_of(topic).group)

    def open_now(self, at: datetime) -> bool:
        """Whether the desk's hours include this moment."""
        return is_open(at, self._known.calendar)

    def opens_at(self, at: datetime) -> datetime | None:
        """When the desk opens next; None while it is open."""
        opening = next_opening(at, self._known.calendar)
        return opening if opening > at else None

    def zone(self) -> str:
        """The desk's time zone."""
        return self._known.calendar.zone

    def label(self, topic: str, language: Language, *, reasons: tuple[str, ...] = ()) -> str:
        """What a topic is called; names the asset when the reasons of its understanding do."""
        assets = [reason.removeprefix(ASSET) for reason in reasons if reason.startswith(ASSET)]
        return texts.label(topic, language, asset=assets[0] if assets else None)


ASSET = "asset:"


async def load(tx: Tx) -> Known:
    """Everything the desk needs to know, read in one transaction."""
    return Known(
        calendar=await store.load_calendar(tx),
        targets=await store.load_targets(tx),
        recent=await store.load_recent(tx),
        groups={group.key: group.id for group in await groups(tx)},
    )


def topics(language: Language) -> list[tuple[str, str]]:
    """Every topic with what it is called, the gravest first."""
    return [(key, texts.label(key, language)) for key in TOPICS]


async def look_again(desk: CachedDesk, db: Database) -> None:
    """Let a change be true at once in this process; the others follow within half a minute."""
    async with db.transaction() as tx:
        await desk.refresh(tx)


def topics_for_form(language: Language) -> list[FormTopic]:
    """The topics the help form offers, the gravest first."""
    return [
        FormTopic(topic.key, texts.label(topic.key, language), topic.fields, topic.group, topic.lane)
        for topic in TOPICS.values()
        if topic.on_form
    ]
