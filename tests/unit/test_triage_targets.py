"""Promises and measured bands."""

from datetime import UTC, datetime, timedelta

from dengta.inbox.model import Lane
from dengta.triage.model.calendar import Calendar, Span
from dengta.triage.model.targets import DEFAULT_TARGETS, ENOUGH, Recent, band, expectation

OFFICE = Calendar("UTC", ((Span(540, 1_080),),) * 7)
EVENING = datetime(2026, 11, 23, 17, 50, tzinfo=UTC)


def test_too_few_answers_make_no_band() -> None:
    assert band([timedelta(minutes=5)] * (ENOUGH - 1)) is None


def test_a_band_is_what_half_and_four_fifths_of_answers_took() -> None:
    assert band([timedelta(minutes=minute) for minute in range(100, 0, -1)]) == Recent(
        100, timedelta(minutes=50), timedelta(minutes=80)
    )


def test_a_band_seen_at_closing_time_includes_the_night() -> None:
    recent = Recent(40, timedelta(minutes=5), timedelta(minutes=20))
    target = DEFAULT_TARGETS[Lane.URGENT]
    expected = expectation(60, EVENING, target=target, calendar=OFFICE, recent=recent)
    assert (expected.measured, expected.usual_low, expected.usual_high) == (True, 5, 15 * 60 + 20)


def test_a_lane_kept_around_the_clock_does_not_wait_for_morning() -> None:
    expected = expectation(10, EVENING, target=DEFAULT_TARGETS[Lane.EMERGENCY], calendar=OFFICE)
    assert expected.due == EVENING + timedelta(minutes=10)
    assert expected.warn_at == EVENING + timedelta(minutes=5)
    assert not expected.measured


def test_those_still_waiting_push_the_band_up_but_only_as_far_as_is_known() -> None:
    answered = [timedelta(minutes=minute) for minute in range(1, 41)]
    assert band(answered, [timedelta()] * 100) == band(answered)
    longer = band(answered, [timedelta(hours=1)] * 40)
    assert longer == Recent(40, timedelta(minutes=40), timedelta(hours=1))
