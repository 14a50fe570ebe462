"""Codes from an authenticator app (TOTP, RFC 6238: SHA-1, six digits, thirty seconds)."""

import hmac
import os
from datetime import datetime

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dengta.platform.keys import Keys

STEP = 30
ISSUER = "Dengta"


def new_secret() -> str:
    """160 random bits in base32, as authenticator apps take it."""
    return pyotp.random_base32()


def uri(secret: str, login: str) -> str:
    """The `otpauth://` address that an authenticator app reads from a QR code."""
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=login, issuer_name=ISSUER)


def matching_step(secret: str, code: str, at: datetime, *, after: int = 0) -> int | None:
    """The time step a code belongs to: this one or a neighbour, and later than `after`, the last one used.

    None for a wrong code and for one that was used before. The caller stores the step.
    """
    given = "".join(code.split())
    if len(given) != 6 or not (given.isascii() and given.isdecimal()):
        return None
    totp = pyotp.TOTP(secret, interval=STEP)
    now = int(at.timestamp()) // STEP
    fitting = [step for step in (now - 1, now, now + 1) if hmac.compare_digest(totp.generate_otp(step), given)]
    return next((step for step in fitting if step > after), None)


def seal(keys: Keys, secret: str, owner: bytes) -> bytes:
    """The secret encrypted (AES-256-GCM) for one owner; it opens for no other."""
    nonce = os.urandom(12)
    return nonce + AESGCM(keys.derive("totp")).encrypt(nonce, secret.encode(), owner)


def unseal(keys: Keys, sealed: bytes, owner: bytes) -> str | None:
    """The secret, or None when it was sealed for another owner, by another installation, or altered."""
    try:
        return AESGCM(keys.derive("totp")).decrypt(sealed[:12], sealed[12:], owner).decode()
    except (InvalidTag, ValueError):
        return None
