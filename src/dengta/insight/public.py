"""The door of insight."""

from dengta.insight.model import Given, Rating, Resolution
from dengta.insight.rate import find_rating, rate
from dengta.insight.reactions import ERASE, erase_words, queue_erasures
from dengta.insight.tell import KeptRatings

__all__ = [
    "ERASE",
    "Given",
    "KeptRatings",
    "Rating",
    "Resolution",
    "erase_words",
    "find_rating",
    "queue_erasures",
    "rate",
]
