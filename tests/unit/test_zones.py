"""Moments of the record, in the zone that a reader's browser named."""

from datetime import UTC, date, datetime

import pytest

from dengta.platform.zones import Moments, zone_of

NOW = datetime(2026, 11, 22, 18, 30, 5, tzinfo=UTC)


@pytest.mark.parametrize("name", [None, "", "Mars/Olympus", "../../etc/passwd", "Asia/Shanghai\n", "x" * 400])
def test_a_zone_that_is_none_is_utc(name: str | None) -> None:
    assert zone_of(name).key == "UTC"


def test_a_reader_reads_their_own_time_and_everybody_the_same_utc() -> None:
    here = Moments("zh_Hans", zone_of("Asia/Shanghai"))
    assert here.whole(NOW) == "2026-11-23 02:30"
    assert here.utc(NOW) == "2026-11-22 18:30:05 UTC"


def test_without_a_zone_the_time_says_that_it_is_utc() -> None:
    assert Moments("en", zone_of(None)).whole(NOW) == "22 Nov 2026, 18:30 UTC"


def test_a_day_begins_when_it_begins_for_the_reader() -> None:
    here = Moments("en", zone_of("America/New_York"))
    assert here.start_of(date(2026, 3, 8)) == datetime(2026, 3, 8, 5, tzinfo=UTC)
    assert here.start_of(date(2026, 3, 9)) == datetime(2026, 3, 9, 4, tzinfo=UTC)  # the clocks went forward between
