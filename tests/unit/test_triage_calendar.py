"""Days that desks have got wrong: split shifts, weekends, holidays and changed clocks (I16)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dengta.triage.errors import BadCalendar
from dengta.triage.model.calendar import (
    Calendar,
    Day,
    Span,
    add_business_minutes,
    business_minutes_between,
    is_open,
    next_opening,
)

NINE_TO_SIX: Day = (Span(540, 1_080),)
SPLIT: Day = (Span(540, 720), Span(810, 1_080))
CLOSED: Day = ()


def shanghai(**exceptions: Day) -> Calendar:
    days = tuple((date.fromisoformat(day.removeprefix("d").replace("_", "-")), at) for day, at in exceptions.items())
    return Calendar("Asia/Shanghai", (SPLIT,) * 5 + (CLOSED, CLOSED), days)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-23T09:00+08:00", 60, "2026-11-23T10:00+08:00"),
        ("2026-11-23T11:30+08:00", 60, "2026-11-23T14:00+08:00"),  # over lunch
        ("2026-11-23T12:15+08:00", 30, "2026-11-23T14:00+08:00"),  # written at lunch
        ("2026-11-20T17:30+08:00", 60, "2026-11-23T09:30+08:00"),  # over the weekend
        ("2026-11-22T10:00+08:00", 1, "2026-11-23T09:01+08:00"),  # written on Sunday
        ("2026-11-23T17:00+08:00", 60, "2026-11-23T18:00+08:00"),  # exactly at closing
        ("2026-11-23T09:00+08:00", 450, "2026-11-23T18:00+08:00"),  # a day's work
        ("2026-11-23T09:00+08:00", 451, "2026-11-24T09:01+08:00"),
        ("2026-11-23T03:00+08:00", 0, "2026-11-23T03:00+08:00"),
    ],
)
def test_minutes_run_only_while_the_desk_is_open(start: str, minutes: int, end: str) -> None:
    assert add_business_minutes(at(start), minutes, shanghai()) == at(end)
    assert business_minutes_between(at(start), at(end), shanghai()) == minutes


def test_a_holiday_is_skipped_and_a_working_saturday_counts() -> None:
    calendar = shanghai(d2026_10_01=CLOSED, d2026_10_02=CLOSED, d2026_10_10=NINE_TO_SIX)
    assert add_business_minutes(at("2026-09-30T17:30+08:00"), 60, calendar) == at("2026-10-05T09:30+08:00")
    assert is_open(at("2026-10-10T12:30+08:00"), calendar)
    assert not is_open(at("2026-10-02T10:00+08:00"), calendar)


def test_an_hour_the_clock_skips_is_not_worked_and_one_it_repeats_is_worked_twice() -> None:
    nights = Calendar("America/New_York", ((Span(60, 240),),) * 7)  # 01:00 to 04:00
    spring, autumn = at("2026-03-08T00:00-05:00"), at("2026-11-01T00:00-04:00")
    assert business_minutes_between(spring, spring + timedelta(hours=12), nights) == 120
    assert business_minutes_between(autumn, autumn + timedelta(hours=12), nights) == 240
    assert add_business_minutes(spring, 61, nights) == at("2026-03-08T03:01-04:00")


def test_nine_on_the_wall_stays_nine_when_the_clocks_change() -> None:
    berlin = Calendar("Europe/Berlin", (NINE_TO_SIX,) * 7)
    assert next_opening(at("2026-10-24T20:00+02:00"), berlin) == at("2026-10-25T09:00+01:00")
    assert next_opening(at("2026-10-23T20:00+02:00"), berlin) == at("2026-10-24T09:00+02:00")


def test_a_desk_open_over_midnight_has_no_seam() -> None:
    late = Calendar("Asia/Shanghai", ((Span(0, 120), Span(1_200, 1_440)),) * 7)
    assert add_business_minutes(at("2026-11-23T23:30+08:00"), 60, late) == at("2026-11-24T00:30+08:00")


@pytest.mark.parametrize(
    ("code", "week", "exceptions", "zone"),
    [
        ("never_open", (CLOSED,) * 7, (), "UTC"),
        ("week_length", (NINE_TO_SIX,) * 6, (), "UTC"),
        ("spans_overlap", ((Span(60, 120), Span(90, 150)),) * 7, (), "UTC"),
        ("date_twice", (NINE_TO_SIX,) * 7, ((date(2026, 1, 1), CLOSED), (date(2026, 1, 1), CLOSED)), "UTC"),
        ("zone_unknown", (NINE_TO_SIX,) * 7, (), "Mars/Olympus"),
        ("zone_unknown", (NINE_TO_SIX,) * 7, (), "../etc/passwd"),
    ],
)
def test_a_calendar_that_cannot_be_followed_is_refused(
    code: str, week: tuple[Day, ...], exceptions: tuple[tuple[date, Day], ...], zone: str
) -> None:
    with pytest.raises(BadCalendar) as refused:
        Calendar(zone, week, exceptions)
    assert refused.value.reason == code


def test_a_span_must_end_after_it_begins() -> None:
    with pytest.raises(BadCalendar):
        Span(600, 600)
