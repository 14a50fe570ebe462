"""Ratings: what a customer judges, and what counts as bad."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from dengta.kernel.text import SafeText

CHANGEABLE = timedelta(days=7)
BAD = 2
"""A mark this low, or lower, is looked at by a lead."""


class Resolution(StrEnum):
    """Whether it was solved, in the customer's eyes."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Given:
    """A rating as it was given: marks from 1 to 5, words untrusted."""

    speed: int
    professionalism: int
    resolution: Resolution
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating as it is kept."""

    speed: int
    professionalism: int
    resolution: Resolution
    words: SafeText = field(repr=False)
    resolved_at: datetime
    rated_at: datetime
    changed_at: datetime

    def changeable(self, at: datetime) -> bool:
        """Whether its giver may still change it."""
        return at < self.rated_at + CHANGEABLE


def is_bad(given: Given | Rating) -> bool:
    """Whether somebody who leads should look at what happened."""
    return min(given.speed, given.professionalism) <= BAD or given.resolution is Resolution.NO
