"""Business time against a slow oracle that asks the wall clock about every second (I16)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from dengta.triage.model.calendar import (
    Calendar,
    Day,
    Span,
    add_business_time,
    business_time_between,
    is_open,
    next_opening,
)

ZONES = (
    "Asia/Shanghai",
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",  # half an hour of summer time
    "America/Sao_Paulo",  # used to change at midnight
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "Pacific/Apia",  # left out a whole day
    "America/St_Johns",
)

NEAR_CHANGES = (
    datetime(2026, 3, 8, 6, tzinfo=UTC),
    datetime(2026, 11, 1, 5, tzinfo=UTC),
    datetime(2026, 3, 29, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 0, tzinfo=UTC),
    datetime(2026, 4, 4, 14, tzinfo=UTC),
    datetime(2018, 11, 4, 2, tzinfo=UTC),
    datetime(2018, 2, 18, 1, tzinfo=UTC),
    datetime(2011, 12, 30, 9, tzinfo=UTC),
    datetime(2026, 2, 15, 1, tzinfo=UTC),
)


@st.composite
def days(draw: st.DrawFn) -> Day:
    ends = sorted(draw(st.sets(st.integers(0, 1_440), max_size=6)))
    return tuple(Span(opens, closes) for opens, closes in zip(ends[::2], ends[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    week = draw(st.tuples(*[days()] * 7).filter(any))
    near = draw(st.sampled_from(NEAR_CHANGES)).date()
    offsets = draw(st.sets(st.integers(-3, 6), max_size=4))
    exceptions = tuple((near + timedelta(days=offset), draw(days())) for offset in sorted(offsets))
    return Calendar(draw(st.sampled_from(ZONES)), week, exceptions)


moments = st.builds(
    lambda near, seconds: near + timedelta(seconds=seconds),
    st.sampled_from(NEAR_CHANGES),
    st.integers(-100_000, 300_000),
)


def open_by_the_wall_clock(at: datetime, calendar: Calendar) -> bool:
    """The definition, written out: date and time on the wall, looked up in that date's spans."""
    wall = at.astimezone(ZoneInfo(calendar.zone))
    spans = dict(calendar.exceptions).get(wall.date(), calendar.week[wall.weekday()])
    shown = wall.time()
    return any(
        (shown.hour, shown.minute) >= divmod(span.opens, 60) and (shown.hour, shown.minute) < divmod(span.closes, 60)
        for span in spans
    )


def seconds_open(start: datetime, end: datetime, calendar: Calendar) -> int:
    """Every second from start to end, one by one."""
    length = int((end - start).total_seconds())
    return sum(open_by_the_wall_clock(start + timedelta(seconds=tick), calendar) for tick in range(length))


@settings(max_examples=60, deadline=None)
@given(calendars(), moments, st.integers(0, 20_000))
def test_time_between_is_the_number_of_seconds_that_were_open(calendar: Calendar, start: datetime, length: int) -> None:
    end = start + timedelta(seconds=length)
    assert business_time_between(start, end, calendar).total_seconds() == seconds_open(start, end, calendar)


@settings(max_examples=300, deadline=None)
@given(calendars(), moments)
def test_open_is_what_the_wall_clock_says(calendar: Calendar, at: datetime) -> None:
    assert is_open(at, calendar) == open_by_the_wall_clock(at, calendar)
    assert (next_opening(at, calendar) == at) == open_by_the_wall_clock(at, calendar)


@settings(max_examples=300, deadline=None)
@given(calendars(), moments)
def test_the_next_opening_is_open_and_nothing_before_it_is(calendar: Calendar, at: datetime) -> None:
    opening = next_opening(at, calendar)
    assert opening >= at
    assert open_by_the_wall_clock(opening, calendar)
    assert business_time_between(at, opening, calendar) == timedelta()


@settings(max_examples=300, deadline=None)
@given(calendars(), moments, st.integers(0, 10**6), st.integers(0, 10**6))
def test_time_adds_up(calendar: Calendar, start: datetime, first: int, second: int) -> None:
    middle, end = start + timedelta(seconds=first), start + timedelta(seconds=first + second)
    parts = business_time_between(start, middle, calendar) + business_time_between(middle, end, calendar)
    assert business_time_between(start, end, calendar) == parts
    assert business_time_between(end, start, calendar) == -parts


@settings(max_examples=300, deadline=None)
@given(calendars(), moments, st.integers(0, 400_000_000))
def test_adding_and_measuring_are_inverse_to_the_microsecond(
    calendar: Calendar, start: datetime, microseconds: int
) -> None:
    worth = timedelta(microseconds=microseconds * 100)
    end = add_business_time(start, worth, calendar)
    assert end >= start
    assert business_time_between(start, end, calendar) == worth
    if worth:  # and no earlier moment would have done
        assert business_time_between(start, end - timedelta(microseconds=1), calendar) < worth


@settings(max_examples=200, deadline=None)
@given(calendars(), moments, st.integers(0, 40_000), st.integers(0, 40_000), st.integers(0, 90_000))
def test_later_starts_and_longer_waits_never_end_earlier(
    calendar: Calendar, start: datetime, shorter: int, more: int, delay: int
) -> None:
    sooner = add_business_time(start, timedelta(seconds=shorter), calendar)
    assert sooner <= add_business_time(start, timedelta(seconds=shorter + more), calendar)
    assert sooner <= max(
        add_business_time(start + timedelta(seconds=delay), timedelta(seconds=shorter), calendar),
        start + timedelta(seconds=delay),
    )
    two_steps = add_business_time(sooner, timedelta(seconds=more), calendar)
    assert two_steps == add_business_time(start, timedelta(seconds=shorter + more), calendar)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(ZONES), st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_a_desk_that_never_closes_keeps_plain_time(zone: str, day: date) -> None:
    always = Calendar(zone, ((Span(0, 1_440),),) * 7)
    start = datetime(day.year, day.month, day.day, 23, 30, tzinfo=UTC)
    assert add_business_time(start, timedelta(hours=50), always) == start + timedelta(hours=50)
