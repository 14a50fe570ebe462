"""What other modules may use of safety."""

from dengta.safety.browser import browser_words
from dengta.safety.errors import TooLong
from dengta.safety.model import Certainty, Finding, Redaction, Secret, marker
from dengta.safety.redact import LIMIT, TAIL, clip, join, redact, stored, trusted
from dengta.safety.texts import NEVER_ASK, advice, label

__all__ = [
    "LIMIT",
    "NEVER_ASK",
    "TAIL",
    "Certainty",
    "Finding",
    "Redaction",
    "Secret",
    "TooLong",
    "advice",
    "browser_words",
    "clip",
    "join",
    "label",
    "marker",
    "redact",
    "stored",
    "trusted",
]
