"""Keys for programs: findable when they leak, worthless when their maker is gone.

A token is `dgt_`, 43 characters of base62 (256 random bits) and 6 of base62 that are the CRC-32 of what stands before,
so that a scanner can tell a leaked one from noise without asking anyone.
"""

import secrets
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256

from dengta.accounts import audit, policy
from dengta.accounts.errors import BadInput, NotFound, Unauthenticated
from dengta.accounts.model import Actor, Role, Scope, Token
from dengta.accounts.names import clean_name
from dengta.accounts.sessions import require_fresh
from dengta.accounts.store import tokens as store
from dengta.kernel.clock import Clock
from dengta.kernel.ids import GroupId
from dengta.platform.db import Database, Tx

PREFIX = "dgt_"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
RANDOM, CHECK = 43, 6
LONGEST = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A token just made; `raw` is shown once and kept nowhere."""

    token: Token
    raw: str = field(repr=False)


async def make_token(
    name: str,
    scopes: Iterable[str],
    *,
    lasts: timedelta | None,
    actor: Actor,
    db: Database,
    clock: Clock,
) -> MadeToken:
    """A key bound to the person who makes it, freshly proven. `lasts` None means until it is revoked."""
    now = clock.now()
    if not policy.may_make_tokens(actor):
        raise NotFound
    wanted = _known(scopes)
    if lasts is not None and not timedelta() < lasts <= LONGEST:
        raise BadInput("days")
    raw = mint()
    made = Token(0, actor.staff_id, clean_name(name), raw[-4:], wanted, now, now + lasts if lasts else None, None)
    async with db.transaction() as tx:
        await require_fresh(tx, actor, now)
        added = await store.add(tx, made, digest(raw))
        detail = {"scopes": sorted(wanted), "days": lasts.days if lasts else None}
        await audit.record(tx, actor=actor, action="token.made", subject="token", subject_id=added, detail=detail)
    return MadeToken(made, raw)


async def revoke_token(token: int, *, actor: Actor, db: Database, clock: Clock) -> None:
    """Kill one's own token, or as an administrator anyone's. Raises `NotFound` for anything else."""
    if actor.token_scopes is not None:
        raise NotFound
    async with db.transaction() as tx:
        owner = await store.revoke(tx, token, clock.now(), of=None if policy.may_administer(actor) else actor.staff_id)
        if owner is None:
            raise NotFound
        await audit.record(
            tx, actor=actor, action="token.revoked", subject="token", subject_id=token, detail={"staff": owner}
        )


def well_formed(raw: str) -> bool:
    """Whether this is a token at all, by its check; says nothing of whether it counts."""
    if len(raw) != len(PREFIX) + RANDOM + CHECK or not raw.startswith(PREFIX) or not raw.isascii():
        return False
    return _check(raw[:-CHECK]) == raw[-CHECK:]


async def find_token(tx: Tx, raw: str) -> Token | None:
    """The token, its use remembered; None when malformed, unknown, revoked, expired, or its maker is suspended."""
    if not well_formed(raw):
        return None
    token = await store.find(tx, digest(raw))
    if token is not None:
        await store.touch(tx, token.id)
    return token


async def find_token_actor(raw: str, *, db: Database) -> Actor:
    """The person a token speaks for, narrowed to its scopes. Raises `Unauthenticated`."""
    async with db.transaction() as tx:
        token = await find_token(tx, raw)
        maker = await store.find_bearer(tx, token.id) if token else None
    if token is None or maker is None:
        raise Unauthenticated
    return Actor(
        token.staff_id,
        maker.name,
        frozenset(Role(role) for role in maker.roles),
        frozenset(GroupId(group) for group in maker.groups),
        token_scopes=token.scopes,
        token_id=token.id,
    )


def _known(scopes: Iterable[str]) -> frozenset[str]:
    wanted = frozenset(scopes)
    if not wanted or not wanted <= set(Scope):
        raise BadInput("scopes")
    return wanted


def mint() -> str:
    """A fresh token that nobody has yet."""
    body = PREFIX + "".join(secrets.choice(DIGITS) for _ in range(RANDOM))
    return body + _check(body)


def _check(body: str) -> str:
    number, digits = zlib.crc32(body.encode()), ""
    for _ in range(CHECK):
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits


def digest(raw: str) -> bytes:
    """What is kept of a token."""
    return sha256(raw.encode()).digest()
