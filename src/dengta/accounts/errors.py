"""What accounts refuses, and how it says so."""

from datetime import timedelta

from dengta.kernel.errors import Kind, Refused


class Unauthenticated(Refused):
    """No session or token, or one that no longer counts. Never says which."""

    kind = Kind.UNAUTHENTICATED
    code = "unauthenticated"


class NotFound(Refused):
    """Not there, or not for this person to know."""

    kind = Kind.NOT_FOUND
    code = "not_found"


class ReadLimitReached(Refused):
    """So much has been looked at in an hour or a day that further looks wait for a security officer."""

    kind = Kind.THROTTLED
    code = "read_limit_reached"


class SignInFailed(Refused):
    """Login, password or code is wrong, or there is no such person, or they are suspended. Never says which."""

    kind = Kind.UNAUTHENTICATED
    code = "sign_in_failed"


class TooManyAttempts(Refused):
    """Failed too often; `retry_after` is how many seconds until the next try counts."""

    kind = Kind.THROTTLED
    code = "too_many_attempts"

    def __init__(self, wait: timedelta) -> None:
        self.retry_after = max(1, round(wait.total_seconds()))
        super().__init__(f"try again in {self.retry_after} seconds")


class StepUpNeeded(Refused):
    """This changes who can get in, so it needs a fresh proof of who is asking."""

    kind = Kind.FORBIDDEN
    code = "step_up_needed"
