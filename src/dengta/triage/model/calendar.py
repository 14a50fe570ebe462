"""Business time: when the desk is open, and how long it has been open between two moments.

The one definition everything follows: the desk is open at a moment when the wall clock of its time zone then shows
a time inside one of that date's spans. So an hour that the clock skips is not worked, and one that it repeats is
worked twice. Everything is counted in UTC and only asked of the wall clock.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from itertools import count, pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from dengta.triage.errors import BadCalendar

DAY = 86_400  # seconds
MIDNIGHT = 1_440  # the end of a day, in minutes after its start

NOTHING = timedelta()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `opens` up to but not including `closes`, in minutes after midnight on the wall clock."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= MIDNIGHT:
            raise BadCalendar("span_order")


Day = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A week of spans, Monday first, and the dates that differ from it. An exception without spans is closed.

    Spans of a day neither overlap nor touch out of order, and some day of the week is open, so that every wait ends.
    """

    zone: str
    week: tuple[Day, ...]
    exceptions: tuple[tuple[date, Day], ...] = ()
    _days: Mapping[date, Day] = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        _check_zone(self.zone)
        if len(self.week) != 7:
            raise BadCalendar("week_length")
        if not any(self.week):
            raise BadCalendar("never_open")
        if len({day for day, _ in self.exceptions}) != len(self.exceptions):
            raise BadCalendar("date_twice")
        for spans in (*self.week, *(spans for _, spans in self.exceptions)):
            if any(earlier.closes > later.opens for earlier, later in pairwise(spans)):
                raise BadCalendar("spans_overlap")
        object.__setattr__(self, "_hash", hash((self.zone, self.week, self.exceptions)))
        object.__setattr__(self, "_days", dict(self.exceptions))

    def __hash__(self) -> int:
        return self._hash  # counted once, because every look-up below needs it

    def spans_on(self, day: date) -> Day:
        """The spans of a date on the wall clock."""
        special = self._days.get(day)
        return self.week[day.weekday()] if special is None else special


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise BadCalendar("zone_unknown") from unknown


@cache
def zones() -> tuple[str, ...]:
    """The zones people live in, by name; the aliases of the database are left out."""
    places = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return ("UTC", *sorted(name for name in available_timezones() if name.startswith(places)))


def is_open(at: datetime, calendar: Calendar) -> bool:
    """Whether the desk is open at a moment."""
    wall = at.astimezone(ZoneInfo(calendar.zone))
    seconds = wall.hour * 3_600 + wall.minute * 60 + wall.second
    return any(span.opens * 60 <= seconds < span.closes * 60 for span in calendar.spans_on(wall.date()))


def next_opening(at: datetime, calendar: Calendar) -> datetime:
    """The first moment from `at` on at which the desk is open: `at` itself when it is."""
    now = _seconds(at)
    opens = next(opens for opens, closes in _from(now, calendar) if closes > now)
    return at.astimezone(UTC) if opens <= now else _moment(opens)


def add_business_time(start: datetime, worth: timedelta, calendar: Calendar) -> datetime:
    """The first moment by which `worth` of open time has passed since `start`, in UTC.

    Nothing added is `start` itself; time that runs out exactly at closing ends at closing, not at the next opening.
    """
    if worth < NOTHING:
        raise ValueError("business time runs forwards only")
    if worth == NOTHING:
        return start.astimezone(UTC)
    now = start.astimezone(UTC)
    for opens, closes in _from(_seconds(now), calendar):
        begin, end = max(now, _moment(opens)), _moment(closes)
        if begin >= end:
            continue
        if worth <= end - begin:
            return begin + worth
        worth -= end - begin
    raise AssertionError("a calendar is open some day, so this is not reached")


def add_business_minutes(start: datetime, minutes: float, calendar: Calendar) -> datetime:
    """As `add_business_time`, in minutes."""
    return add_business_time(start, timedelta(minutes=minutes), calendar)


def business_time_between(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How long the desk is open from `start` to `end`; negative when `end` comes first."""
    if end < start:
        return -business_time_between(end, start, calendar)
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    total = NOTHING
    for opens, closes in _from(_seconds(start), calendar):
        begin, finish = max(start, _moment(opens)), min(end, _moment(closes))
        if begin < finish:
            total += finish - begin
        if _moment(closes) >= end:
            break
    return total


def business_minutes_between(start: datetime, end: datetime, calendar: Calendar) -> float:
    """As `business_time_between`, in minutes."""
    return business_time_between(start, end, calendar) / timedelta(minutes=1)


def _seconds(at: datetime) -> int:
    since = at.astimezone(UTC) - _EPOCH
    return since.days * DAY + since.seconds


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _moment(seconds: int) -> datetime:
    return _EPOCH + timedelta(seconds=seconds)


def _from(seconds: int, calendar: Calendar) -> Iterator[tuple[int, int]]:
    """Open stretches in UTC seconds, in order, from the UTC day of a moment on, without end."""
    for day in count(seconds // DAY):
        yield from _stretches(calendar, day)


@lru_cache(maxsize=4_096)
def _stretches(calendar: Calendar, day: int) -> tuple[tuple[int, int], ...]:
    """The open stretches inside one UTC day (counted from 1970), cut at its ends."""
    zone = ZoneInfo(calendar.zone)
    found = [
        stretch
        for begin, end, offset in _steady(zone, day * DAY, (day + 1) * DAY)
        for stretch in _within(calendar, begin, end, offset)
    ]
    return tuple(found)


def _within(calendar: Calendar, begin: int, end: int, offset: int) -> Iterator[tuple[int, int]]:
    """Open stretches between two moments during which the wall clock runs `offset` seconds ahead of UTC."""
    for local in range((begin + offset) // DAY, (end + offset - 1) // DAY + 1):
        for span in calendar.spans_on(date(1970, 1, 1) + timedelta(days=local)):
            opens = max(begin, local * DAY + span.opens * 60 - offset)
            closes = min(end, local * DAY + span.closes * 60 - offset)
            if opens < closes:
                yield opens, closes


def _steady(zone: ZoneInfo, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Cut a stretch of UTC where the zone's offset changes: (from, to, offset), all in seconds.

    Looks every three hours; no zone has changed twice within so short a time.
    """
    while begin < end:
        offset = _offset(zone, begin)
        step = begin
        while step < end and _offset(zone, step) == offset:
            step += 10_800
        change = min(step, end)
        if step < end or _offset(zone, end - 1) != offset:
            change = _change(zone, step - 10_800, min(step, end - 1), offset)
        yield begin, change, offset
        begin = change


def _change(zone: ZoneInfo, before: int, after: int, offset: int) -> int:
    """The first second after `before`, at most `after`, at which the offset is no longer `offset`."""
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == offset:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, seconds: int) -> int:
    offset = _moment(seconds).astimezone(zone).utcoffset()
    assert offset is not None, "a zone from the database always knows its offset"  # noqa: S101
    return round(offset.total_seconds())
