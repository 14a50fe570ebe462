"""What triage refuses, and why."""

from dengta.kernel.errors import Kind, Refused


class BadCalendar(Refused):
    """Hours that cannot be followed. `reason` says what is wrong: a span that runs backwards, spans that overlap."""

    kind = Kind.INVALID
    code = "bad_calendar"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BadTarget(Refused):
    """A promise that cannot be kept or means nothing. `part` says which of its figures is out of bounds."""

    kind = Kind.INVALID
    code = "bad_target"

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class NotYours(Refused):
    """Only administrators change what the desk promises; to others these pages are not there."""

    kind = Kind.NOT_FOUND
    code = "not_found"
