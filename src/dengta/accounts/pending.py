"""An authenticator's secret between being shown and being proven: kept by the page itself, sealed, not by us."""

import base64
import binascii
from dataclasses import dataclass, field

from dengta.accounts import totp
from dengta.platform.keys import Keys


@dataclass(frozen=True, slots=True)
class Pending:
    """A secret on its way into an app. `sealed` goes into a hidden field and opens for the same owner only."""

    secret: str = field(repr=False)
    sealed: str = field(repr=False)
    uri: str = field(repr=False)


def new_pending(keys: Keys, *, owner: str, login: str) -> Pending:
    """A fresh secret for whoever `owner` names: an invitation, a person, the set-up."""
    return _show(keys, totp.new_secret(), owner, login)


def same_pending(keys: Keys, sealed: str, *, owner: str, login: str) -> Pending:
    """The secret of a form that is shown again, so that nobody scans twice; a fresh one if it does not open."""
    secret = open_pending(keys, sealed, owner=owner)
    return _show(keys, secret, owner, login) if secret else new_pending(keys, owner=owner, login=login)


def open_pending(keys: Keys, sealed: str, *, owner: str) -> str | None:
    """The secret that was shown to this owner, or None."""
    try:
        raw = base64.urlsafe_b64decode(sealed.encode())
    except (binascii.Error, ValueError):
        return None
    return totp.unseal(keys, raw, _owner(owner))


def _show(keys: Keys, secret: str, owner: str, login: str) -> Pending:
    sealed = base64.urlsafe_b64encode(totp.seal(keys, secret, _owner(owner))).decode()
    return Pending(secret, sealed, totp.uri(secret, login))


def _owner(owner: str) -> bytes:
    return b"pending:" + owner.encode()
