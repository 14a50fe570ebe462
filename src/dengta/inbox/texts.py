"""What the inbox says to customers, in plain words."""

from datetime import datetime

from dengta.inbox.model import EventKind, Happened, Status
from dengta.platform.i18n import N_, Language, translate

TITLES = {
    EventKind.MESSAGE: N_("We received your message"),
    EventKind.UNDERSTOOD: N_("We understood it as: %(label)s"),
    EventKind.REDACTED: N_("A secret was removed from what you sent. We did not keep it."),
    EventKind.ASSIGNED: N_("%(name)s is looking after your case"),
    EventKind.GROUP: N_("Your case is with the %(group)s team"),
    EventKind.LANE: N_("We changed how soon your case must be seen"),
    EventKind.TOPIC: N_("We understood it as: %(label)s"),
    EventKind.MERGED: N_("Joined with your other message about the same problem"),
    EventKind.UNMERGED: N_("Separated again from your other message"),
    EventKind.ESCALATED: N_("This took longer than we promised. A team lead has been told."),
    EventKind.REMINDED: N_("We reminded you that we wait for your answer"),
    EventKind.RATED: N_("You told us how we did"),
    EventKind.DELIVERY: N_("A message could not be delivered"),
}

STATUSES = {
    Status.OPEN: N_("Open again"),
    Status.WAITING: N_("We are waiting for your answer"),
    Status.SNOOZED: N_("We are working on it"),
    Status.RESOLVED: N_("Resolved. Reply at any time to open it again."),
}

UNASSIGNED = N_("Your case is back with the team")
HOW_TO_ADD = N_("To add something, just write again here or open your tracking link. Keep the link to yourself.")
SOMEBODY = N_("A member of the team")
REMOVED = N_("removed")

MEASURED = N_("Most people hear from us within %(high)s. We promise an answer by %(due)s.")
STATED = N_("We aim to answer within %(high)s, and promise an answer by %(due)s.")

MINUTES = N_("%(n)s min")
HOURS = N_("%(n)s h")
DAYS = N_("%(n)s days")


def title(happened: Happened, language: Language, **values: object) -> str:
    """An event in plain words; empty for one that needs no words of its own."""
    if happened.kind is EventKind.STATUS:
        return translate(language, STATUSES[Status(str(happened.body.get("status", "open")))])
    if happened.kind is EventKind.ASSIGNED and not values.get("name"):
        return translate(language, UNASSIGNED)
    text = TITLES.get(happened.kind)
    return translate(language, text, **values) if text else ""


def span(minutes: int, language: Language) -> str:
    """A length of time a person can picture: minutes up to two hours, then hours, then days."""
    if minutes <= 120:
        return translate(language, MINUTES, n=max(1, minutes))
    if minutes <= 48 * 60:
        return translate(language, HOURS, n=-(-minutes // 60))
    return translate(language, DAYS, n=-(-minutes // 1440))


def expectation(language: Language, *, measured: bool, high: int, due: datetime) -> str:
    """The sentence that promises an answer. Times are UTC where the reader's zone is not known; pages localise them."""
    text = MEASURED if measured else STATED
    return translate(language, text, high=span(high, language), due=moment(due))


def moment(at: datetime) -> str:
    """A time without ambiguity for a reader whose zone we do not know."""
    return f"{at:%Y-%m-%d %H:%M} UTC"
