"""The door of insight."""

from dengta.insight.model import Given, Rating, Resolution
from dengta.insight.rate import find_rating, rate
from dengta.insight.reactions import erase_words

__all__ = ["Given", "Rating", "Resolution", "erase_words", "find_rating", "rate"]
