"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

MONDAY_MORNING = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class FakeClock:
    """Satisfies `dengta.kernel.clock.Clock`. Stands at a Monday morning unless told otherwise."""

    def __init__(self, at: datetime = MONDAY_MORNING) -> None:
        self._now = at

    def now(self) -> datetime:
        return self._now

    def set(self, at: datetime) -> datetime:
        """Jump to a moment, forwards or back."""
        self._now = at.astimezone(UTC)
        return self._now

    def advance(self, by: timedelta | None = None, **parts: float) -> datetime:
        """Let time pass: `clock.advance(minutes=5)`."""
        return self.set(self._now + (by or timedelta()) + timedelta(**parts))
