"""What staff are told about lists."""

from dengta.platform.i18n import N_
from dengta.safety.feeds.model import FeedKind, Problem

KINDS = {
    FeedKind.BAD: N_("Bad sites and addresses"),
    FeedKind.GOOD: N_("Known good sites"),
}
PROBLEMS = {
    Problem.UNREACHABLE: N_("No answer came in time. We keep using what the list said last and try again."),
    Problem.REFUSED: N_("The address refused. We keep using what the list said last and try again."),
    Problem.TOO_LARGE: N_("The list is larger than 32 MB. We keep using what it said last."),
    Problem.UNREADABLE: N_("There was no site or address in it. We keep using what it said last."),
}
"""By why the last attempt brought nothing."""
