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


class WeakPassword(Refused):
    """The password would be guessed. `reason` is `too_short`, `too_long`, `common` or `about_you`."""

    kind = Kind.INVALID
    code = "weak_password"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BadName(Refused):
    """A name must have 1 to 80 visible characters."""

    kind = Kind.INVALID
    code = "bad_name"


class BadLogin(Refused):
    """A login is an e-mail address or a plain name of 2 to 100 letters, digits and . _ % + @ -"""

    kind = Kind.INVALID
    code = "bad_login"


class WrongCode(Refused):
    """The code is not the authenticator's present one; the phone's clock may be off, or it was used already."""

    kind = Kind.INVALID
    code = "wrong_code"


class PasskeyRefused(Refused):
    """The passkey's answer does not prove anything here: unknown, stale, replayed, or for another site."""

    kind = Kind.UNAUTHENTICATED
    code = "passkey_refused"


class PasskeysUnavailable(Refused):
    """Browsers allow passkeys on a host name only; this desk is set up under an IP address."""

    kind = Kind.CONFLICT
    code = "passkeys_unavailable"


class InvitationGone(Refused):
    """The invitation was used, withdrawn, has expired or never was. Never says which."""

    kind = Kind.GONE
    code = "invitation_gone"


class LoginTaken(Refused):
    """Someone has this login, or has been invited under it."""

    kind = Kind.CONFLICT
    code = "login_taken"


class AlreadySetUp(Refused):
    """There is an administrator; the next one is invited, or made at the command line."""

    kind = Kind.CONFLICT
    code = "already_set_up"


class LastAdministrator(Refused):
    """The desk would be left without an active administrator."""

    kind = Kind.CONFLICT
    code = "last_administrator"


class NotOneself(Refused):
    """Nobody gives themselves a role."""

    kind = Kind.FORBIDDEN
    code = "not_oneself"


class LastProof(Refused):
    """Without this the person could not sign in any more."""

    kind = Kind.CONFLICT
    code = "last_proof"


class BadInput(Refused):
    """A field holds something it cannot hold; `detail` names the field."""

    kind = Kind.INVALID
    code = "bad_input"
