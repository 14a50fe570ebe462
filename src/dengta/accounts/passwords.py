"""Passwords: which are good enough, and how they are kept (Argon2id, RFC 9106)."""

import asyncio
import re
import unicodedata
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import resources

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dengta.accounts.errors import WeakPassword

SHORTEST = 12
LONGEST = 256

COMMON = frozenset(resources.files(__package__).joinpath("common_passwords.txt").read_text("utf-8").split())
"""Twelve characters and more that people pick first: keyboard walks, counting, "password" and its kin, 我爱你, our own
trade. Long lists of leaked passwords refuse almost nothing more at this length (NIST SP 800-63B, section 3.1.1.2, asks
for a comparison with common, expected and compromised values, and for no rules of composition)."""

SIMPLE = re.compile(r"(.{1,4})\1+.{0,3}", re.DOTALL)
DIGITS = re.compile(r"[\d\W_]+")

_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")  # each hash takes 64 MiB while it runs
_hasher = PasswordHasher()


def check_strength(password: str, about: Iterable[str] = ()) -> None:
    """Raise `WeakPassword` unless this is worth keeping. `about` are words an attacker would try: login and name."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(plain) < SHORTEST:
        raise WeakPassword("too_short")
    if len(password) > LONGEST:
        raise WeakPassword("too_long")
    if plain in COMMON or SIMPLE.fullmatch(plain):
        raise WeakPassword("common")
    words = {word for text in about for word in re.split(r"[\s@._+-]+", text.casefold()) if len(word) > 3}
    for word in words | {"dengta"}:
        if word in plain and len(DIGITS.sub("", plain.replace(word, ""))) < 6:
            raise WeakPassword("about_you")


async def hash_password(password: str) -> str:
    """A fresh Argon2id hash; takes tens of milliseconds, on a thread of its own."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, _normal(password))


async def matches(kept: str | None, password: str) -> bool:
    """Whether the password is the kept one. With none kept it is False after the same work."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _matches, kept, _normal(password))


def _matches(kept: str | None, password: str) -> bool:
    try:
        return _hasher.verify(kept or _nobodys(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password[: LONGEST + 1])
