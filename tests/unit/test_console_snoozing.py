"""The moments that the console offers for snoozing."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dengta.inbox.web.console_conversation import snoozes
from dengta.inbox.web.console_words import Times

SHANGHAI = ZoneInfo("Asia/Shanghai")


def offered(*now: int) -> dict[str, str]:
    """What is offered at a time of a day in Shanghai, as the reader's own clock shows it."""
    times = Times("en", SHANGHAI, datetime(*now, tzinfo=SHANGHAI).astimezone(UTC))  # type: ignore[arg-type, misc]
    return {key: f"{times.local(at):%a %H:%M}" for key, at in snoozes(times).items()}


def test_a_morning_offers_the_hour_the_day_the_morrow_and_the_week() -> None:
    assert offered(2026, 11, 18, 10, 20) == {
        "hour": "Wed 11:20",
        "later": "Wed 14:00",
        "tomorrow": "Thu 09:00",
        "week": "Mon 09:00",
    }


def test_late_in_the_evening_there_is_no_later_today() -> None:
    assert "later" not in offered(2026, 11, 18, 21, 30)


def test_a_sunday_offers_its_monday_once() -> None:
    assert [key for key, at in offered(2026, 11, 22, 10, 0).items() if at == "Mon 09:00"] == ["week"]
