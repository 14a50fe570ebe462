"""What is promised to each lane, and how soon answers really came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dengta.inbox.public import Expectation, Lane
from dengta.triage.errors import BadTarget
from dengta.triage.model.calendar import Calendar, add_business_time, business_time_between

MINUTE = timedelta(minutes=1)
ENOUGH = 20  # answers in the last 14 days from which a band may be called measured


BOUNDS: Mapping[str, tuple[float, float]] = {
    "first": (1, 43_200),
    "next": (1, 43_200),
    "silence": (15, 86_400),
    "close_after": (120, 86_400),
    "warn_share": (0.05, 0.95),
}
"""The least and the most of each figure, in minutes; `warn_share` is a part of one."""


@dataclass(frozen=True, slots=True)
class Target:
    """Minutes to the first and to further answers, in business time unless `around_the_clock`.

    `silence` and `close_after` are plain minutes: until a customer we wait for is reminded, and from the second
    reminder until the conversation is closed. `warn_share` is the part of a wait after which staff are warned.
    Raises `BadTarget` for figures that cannot be kept.
    """

    first: int
    next: int
    silence: int
    close_after: int
    around_the_clock: bool
    warn_share: float

    def __post_init__(self) -> None:
        for part, (least, most) in BOUNDS.items():
            if not least <= getattr(self, part) <= most:
                raise BadTarget(part)


@dataclass(frozen=True, slots=True)
class Recent:
    """The band in which most recent first answers came (p50 to p80), in the lane's own time."""

    answered: int
    low: timedelta
    high: timedelta


DEFAULT_TARGETS: Mapping[Lane, Target] = {
    Lane.EMERGENCY: Target(10, 15, 120, 2_880, around_the_clock=True, warn_share=0.5),
    Lane.URGENT: Target(60, 120, 1_440, 4_320, around_the_clock=False, warn_share=0.75),
    Lane.STANDARD: Target(480, 960, 2_880, 4_320, around_the_clock=False, warn_share=0.75),
    Lane.FEEDBACK: Target(960, 1_920, 4_320, 10_080, around_the_clock=False, warn_share=0.75),
}
"""What the migration seeds, for a desk that has not read its own yet."""


def later(at: datetime, worth: timedelta, target: Target, calendar: Calendar) -> datetime:
    """The moment by which `worth` of the target's own time has passed."""
    return at + worth if target.around_the_clock else add_business_time(at, worth, calendar)


def taken(start: datetime, end: datetime, target: Target, calendar: Calendar) -> timedelta:
    """How much of the target's own time lies between two moments."""
    return end - start if target.around_the_clock else business_time_between(start, end, calendar)


def expectation(
    minutes: int, at: datetime, *, target: Target, calendar: Calendar, recent: Recent | None = None
) -> Expectation:
    """A promise of `minutes` from `at`. The band is on the wall: it includes the hours the desk is closed."""
    stated = minutes * MINUTE
    warn, low, high = stated * target.warn_share, *((recent.low, recent.high) if recent else (stated, stated))
    when = {worth: later(at, worth, target, calendar) for worth in {stated, warn, low, high}}
    return Expectation(
        due=when[stated],
        warn_at=when[warn],
        measured=recent is not None,
        usual_low=_minutes(when[low] - at),
        usual_high=_minutes(when[high] - at),
    )


def band(waits: Sequence[timedelta], waiting: Sequence[timedelta] = ()) -> Recent | None:
    """The band from p50 to p80 of real waits; None when too few were answered to speak of.

    `waiting` are those not answered yet, after so long: their waits are known only from below, and are weighed in by
    the product-limit estimate (Kaplan and Meier 1958). A quantile it cannot reach is the longest wait seen.
    """
    if len(waits) < ENOUGH:
        return None
    return Recent(len(waits), _quantile(waits, waiting, 0.5), _quantile(waits, waiting, 0.8))


def _quantile(waits: Sequence[timedelta], waiting: Sequence[timedelta], share: float) -> timedelta:
    """The shortest wait by which at least this share is estimated to be answered."""
    moments = sorted([(wait, False) for wait in waits] + [(wait, True) for wait in waiting])
    unanswered = 1.0
    for at_risk, (wait, censored) in zip(range(len(moments), 0, -1), moments, strict=True):
        if not censored:
            unanswered *= 1 - 1 / at_risk
        if 1 - unanswered >= share - 1e-9:
            return wait
    return moments[-1][0]


def _minutes(wait: timedelta) -> int:
    """Rounded up: a promise is not made shorter by rounding."""
    return -(-wait // MINUTE)
