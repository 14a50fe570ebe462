"""The door of insight."""

from dengta.insight.model import Given, Rating, Resolution
from dengta.insight.rate import find_rating, rate

__all__ = ["Given", "Rating", "Resolution", "find_rating", "rate"]
