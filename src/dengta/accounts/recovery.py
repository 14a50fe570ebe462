"""Codes for the day the phone is gone: ten, each good once in place of an authenticator's."""

import secrets

from dengta.platform.keys import Keys

COUNT = 10
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that look alike
LENGTH = 10  # 49 bits: beyond guessing through the throttle


def new_codes() -> tuple[str, ...]:
    """Ten codes such as `h7k2m-q9xpd`, to be shown once."""
    return tuple(_grouped("".join(secrets.choice(LETTERS) for _ in range(LENGTH))) for _ in range(COUNT))


def digest(keys: Keys, owner: bytes, code: str) -> bytes:
    """What is kept of a code: keyed, so that a copy of the table is of no use without the installation's key."""
    return keys.digest("recovery_code", owner + normal(code).encode())


def normal(code: str) -> str:
    """A code as typed, without case, spaces and hyphens."""
    return "".join(letter for letter in code.lower() if letter.isalnum())


def looks_like_one(code: str) -> bool:
    """Whether this was meant as a recovery code rather than an authenticator's six digits."""
    return len(normal(code)) == LENGTH


def _grouped(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"
