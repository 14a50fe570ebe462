"""How the console says things: times in the reader's zone, texts cut into stretches, events as sentences. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time

from dengta.inbox.model import EventKind
from dengta.inbox.web.console_texts import EVENTS, ICONS, JUST_NOW, LANES, SPANS, STATUSES, TODAY, YESTERDAY
from dengta.platform.i18n import Language, translate

SOON = timedelta(minutes=15)
SPECIAL = re.compile(
    r"⟦(?P<removed>[a-z_]+)⟧"
    r"|(?P<hash>\b0x[0-9a-fA-F]{40,64}\b|\b(?:bc1|tb1|ltc1)[0-9a-z]{20,80}\b|\b[1-9A-HJ-NP-Za-km-z]{32,90}\b)"
    r"|(?<![\w@.])(?P<mention>@[\w.+-]{1,80})"
)

PieceKind = Literal["text", "removed", "hash", "mention", "mark"]
SPECIAL_KINDS: Mapping[str, PieceKind] = {"removed": "removed", "hash": "hash", "mention": "mention"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that is shown in one way. `removed` holds the kind of the secret that stood there."""

    kind: PieceKind
    text: str


def pieces(text: str, marks: Sequence[tuple[int, int]] = ()) -> list[Piece]:
    """A safe text cut into stretches: plain, removed secrets, addresses, mentions, and the places in `marks`."""
    if marks:
        return list(_marked(text, marks))
    found: list[Piece] = []
    at = 0
    for match in SPECIAL.finditer(text):
        kind = SPECIAL_KINDS[match.lastgroup or ""]
        if match.start() > at:
            found.append(Piece("text", text[at : match.start()]))
        found.append(Piece(kind, match[kind]))
        at = match.end()
    if at < len(text):
        found.append(Piece("text", text[at:]))
    return found


def _marked(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for start, end in sorted(marks):
        if start < at or end > len(text):
            continue
        yield from pieces(text[at:start])
        yield Piece("mark", text[start:end])
        at = end
    yield from pieces(text[at:])


@dataclass(frozen=True)
class Times:
    """How one reader is told moments: in their language and time zone, from their present moment."""

    language: Language
    zone: ZoneInfo
    now: datetime

    def span(self, at: datetime) -> str:
        """How far away a moment is, either way, a minute at least: `12 min`, `3 h`, `2 d`."""
        return self._far(abs(self.now - at))

    def ago(self, at: datetime) -> str:
        """A past moment for a list: `now`, `12 min`, `3 h`, then its date."""
        away = self.now - at
        if away < timedelta(minutes=1):
            return translate(self.language, JUST_NOW)
        if away < timedelta(days=1):
            return self._far(away)
        pattern = "MMMd" if at.year == self.now.year else "yMMMd"
        return self._date(at, pattern)

    def clock_time(self, at: datetime) -> str:
        """`14:05`."""
        return format_time(self.local(at), "HH:mm", locale=self.language)

    def whole(self, at: datetime) -> str:
        """The day and the time, with the zone when it is not the reader's own."""
        said = f"{self._date(at, 'yMMMEd')} {self.clock_time(at)}"
        return f"{said} UTC" if self.zone.key == "UTC" else said

    def day(self, at: datetime) -> str:
        """`Today`, `Yesterday`, then the date."""
        days = (self.local(self.now).date() - self.local(at).date()).days
        if days in (0, 1):
            return translate(self.language, YESTERDAY if days else TODAY)
        return self._date(at, "yMMMEd")

    def soon(self, at: datetime) -> bool:
        """Whether a promise is close enough to look up from other work."""
        return at - self.now < SOON

    def same_day(self, one: datetime, other: datetime) -> bool:
        return self.local(one).date() == self.local(other).date()

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)

    def _date(self, at: datetime, skeleton: str) -> str:
        day = self.local(at)
        if self.language == "zh_Hans":
            weekday = format_date(day, "EEE", locale="zh_Hans") if "E" in skeleton else ""
            year = f"{day.year} 年 " if "y" in skeleton and day.year != self.now.year else ""
            return f"{year}{day.month} 月 {day.day} 日{' ' + weekday if weekday else ''}"
        pattern = ("EEE " if "E" in skeleton else "") + ("d MMM y" if day.year != self.now.year else "d MMM")
        return format_datetime(day, pattern, locale="en_GB")

    def _far(self, away: timedelta) -> str:
        minutes = max(int(away.total_seconds() // 60), 1)
        minute, hour, day = SPANS
        if minutes < 60:
            return translate(self.language, minute, number=minutes)
        if minutes < 48 * 60:
            return translate(self.language, hour, number=round(minutes / 60))
        return translate(self.language, day, number=round(minutes / (24 * 60)))


@dataclass(frozen=True)
class Teller:
    """Tells a conversation's events as sentences. `names` are colleagues, `groups` are the groups' names."""

    times: Times
    names: Mapping[int, str]
    groups: Mapping[int, str]
    topics: Mapping[str, str]

    @cached_property
    def language(self) -> Language:
        return self.times.language

    def sentence(self, kind: EventKind, body: Mapping[str, object], by: int | None) -> str:
        """What happened and who did it; the kind's plain words when the body says less than expected."""
        who = self.names.get(by or 0) or self._say(EVENTS["someone"] if by else EVENTS["the_desk"])
        key, values = self._said(kind, body, by)
        return translate(self.language, EVENTS[key], who=who, **values)

    def _said(self, kind: EventKind, body: Mapping[str, object], by: int | None) -> tuple[str, dict[str, str]]:
        match kind:
            case EventKind.ASSIGNED:
                return self._assigned(body.get("to"), by)
            case EventKind.STATUS:
                return self._status(body)
            case EventKind.DELIVERY:
                key = f"delivery_{body.get('state')}"
                return (key if key in EVENTS else "delivery"), {}
            case EventKind.CONFIDENTIAL:
                return ("confidential" if body.get("to", True) else "not_confidential"), {}
            case EventKind.MERGED | EventKind.UNMERGED:
                other = next((str(body[role]) for role in ("into", "source", "other") if body.get(role)), "")
                return kind.value, {"other": other}
            case EventKind.UNDERSTOOD:
                return "understood", {
                    "to": self._topic(body.get("topic")),
                    "lane": self._named(LANES, body.get("lane")),
                }
            case _:
                return self._moved(kind, body.get("to"))

    def _moved(self, kind: EventKind, to: object) -> tuple[str, dict[str, str]]:
        match kind:
            case EventKind.GROUP:
                return "group", {"to": self.groups.get(_number(to)) or self._say(EVENTS["no_group"])}
            case EventKind.LANE:
                return "lane", {"to": self._named(LANES, to)}
            case EventKind.TOPIC:
                return "topic", {"to": self._topic(to)}
            case _:
                return (kind.value if kind.value in EVENTS else "other"), {}

    def _assigned(self, to: object, by: int | None) -> tuple[str, dict[str, str]]:
        if to is None:
            return "unassigned", {}
        if to == by:
            return "taken", {}
        return "assigned", {"to": self.names.get(_number(to)) or self._say(EVENTS["someone"])}

    def _topic(self, topic: object) -> str:
        return self.topics.get(str(topic)) or str(topic or "")

    def _status(self, body: Mapping[str, object]) -> tuple[str, dict[str, str]]:
        status, by = str(body.get("status")), body.get("by")
        if status == "open" and by == "customer":
            return "reopened_by_customer", {}
        until = body.get("until")
        if status == "snoozed" and isinstance(until, str):
            return "snoozed_until", {"time": self.times.whole(datetime.fromisoformat(until).astimezone(UTC))}
        return (f"status_{status}" if f"status_{status}" in EVENTS else "other"), {}

    def _named(self, words: Mapping[str, str], key: object) -> str:
        return self._say(words.get(str(key), "")) or str(key or "")

    def _say(self, text: str) -> str:
        return translate(self.language, text)


def picture(kind: EventKind) -> str:
    """The icon that stands before an event."""
    return ICONS.get(kind.value, "circle")


def status_words(language: Language, status: str) -> str:
    return translate(language, STATUSES[status])


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
