"""What other modules may use of safety."""

from dengta.safety.browser import browser_words
from dengta.safety.errors import TooLong
from dengta.safety.feeds.fetch import fetch_due_feeds
from dengta.safety.feeds.load import refresh_lists
from dengta.safety.files.pages import secrets_of_pdf
from dengta.safety.files.pictures import only_picture
from dengta.safety.model import Certainty, Finding, Redaction, Secret, marker
from dengta.safety.outgoing.examine import examine
from dengta.safety.outgoing.model import Fault, Objection
from dengta.safety.outgoing.texts import fault_said
from dengta.safety.redact import LIMIT, TAIL, clip, join, redact, redact_after, stored, trusted
from dengta.safety.texts import NEVER_ASK, advice, label
from dengta.safety.verdict.addresses import candidates
from dengta.safety.verdict.annotate import Piece
from dengta.safety.verdict.check import check
from dengta.safety.verdict.feeds import UnreadableFeed, read_feed
from dengta.safety.verdict.knowledge import Knowledge
from dengta.safety.verdict.lists import FeedContent, Lists
from dengta.safety.verdict.model import Grade, Report, Sort, Verdict
from dengta.safety.verdict.official import Entry, Official, OfficialSource
from dengta.safety.verdict.recognise import recognise
from dengta.safety.verdict.shapes import report_shape, verdict_shape
from dengta.safety.verdict.texts import grade_name

__all__ = [
    "LIMIT",
    "NEVER_ASK",
    "TAIL",
    "Certainty",
    "Entry",
    "Fault",
    "FeedContent",
    "Finding",
    "Grade",
    "Knowledge",
    "Lists",
    "Objection",
    "Official",
    "OfficialSource",
    "Piece",
    "Redaction",
    "Report",
    "Secret",
    "Sort",
    "TooLong",
    "UnreadableFeed",
    "Verdict",
    "advice",
    "browser_words",
    "candidates",
    "check",
    "clip",
    "examine",
    "fault_said",
    "fetch_due_feeds",
    "grade_name",
    "join",
    "label",
    "marker",
    "only_picture",
    "read_feed",
    "recognise",
    "redact",
    "redact_after",
    "refresh_lists",
    "report_shape",
    "secrets_of_pdf",
    "stored",
    "trusted",
    "verdict_shape",
]
