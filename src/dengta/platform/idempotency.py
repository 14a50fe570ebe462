"""The first answer to a write, kept for a day, so that a repeat is given it again.

A claim is committed before the write begins and the answer after the write is durable, because a write belongs to its
own module's transaction. A process that dies between the two leaves a claim without an answer; `LEASE` later the same
request may be made again. So a repeat is never answered with something that did not happen, two attempts never run side
by side, and what must not be done twice even across a crash (messages, notes) is claimed by its own client id besides.
"""

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.keys import Keys

KEPT = timedelta(hours=24)
LEASE = timedelta(minutes=2)  # longer than any request lasts
NONCE = 12

CLAIM = """
    insert into platform_idempotency as held (caller, key, fingerprint, claimed_at)
    values (%(caller)s, %(key)s, %(fingerprint)s, %(at)s)
    on conflict (caller, key) do update
    set fingerprint = excluded.fingerprint, claimed_at = excluded.claimed_at, status = null, answer = null
    where held.claimed_at <= %(forgotten)s
        or (held.status is null and held.claimed_at <= %(abandoned)s and held.fingerprint = excluded.fingerprint)
    returning true
"""
FIND = "select fingerprint, status, answer from platform_idempotency where caller = %(caller)s and key = %(key)s"
FINISH = """
    update platform_idempotency set status = %(status)s, answer = %(answer)s
    where caller = %(caller)s and key = %(key)s and claimed_at = %(at)s and status is null
"""
RELEASE = """
    delete from platform_idempotency
    where caller = %(caller)s and key = %(key)s and claimed_at = %(at)s and status is null
"""
FORGET = "delete from platform_idempotency where claimed_at <= %(forgotten)s"


@dataclass(frozen=True, slots=True)
class Write:
    """Who writes under which key, and a keyed digest of what."""

    caller: bytes = field(repr=False)
    key: str
    fingerprint: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered."""

    status: int
    content_type: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Claimed:
    """The write is this request's to do; `at` tells its claim from a later one."""

    at: datetime


@dataclass(frozen=True, slots=True)
class InProgress:
    """Another request with this key has not been answered yet."""


@dataclass(frozen=True, slots=True)
class Reused:
    """The key was used for something else."""


async def claim(write: Write, *, db: Database, keys: Keys, clock: Clock) -> Claimed | Answer | InProgress | Reused:
    """Take the key, durably, or say what stands in the way. Of any number at once, one is `Claimed`."""
    at = clock.now()
    values = {"caller": write.caller, "key": write.key, "fingerprint": write.fingerprint, "at": at}
    async with db.transaction() as tx:
        bounds = {"forgotten": at - KEPT, "abandoned": at - LEASE}
        if await (await tx.execute(CLAIM, values | bounds)).fetchone():
            return Claimed(at)
        found = await (await tx.execute(FIND, values)).fetchone()
    if found is None:  # released in between: as good as under way, for one try more
        return InProgress()
    fingerprint, status, sealed = found
    if fingerprint != write.fingerprint:
        return Reused()
    return InProgress() if status is None else _opened(write, status, sealed, keys)


async def finish(write: Write, claimed: Claimed, answer: Answer, *, db: Database, keys: Keys) -> None:
    """Remember the answer, unless the claim has passed to another meanwhile."""
    plain = msgspec.msgpack.encode((answer.content_type, answer.body))
    nonce = os.urandom(NONCE)
    sealed = nonce + _cipher(keys).encrypt(nonce, plain, _bound(write))
    values = {"caller": write.caller, "key": write.key, "at": claimed.at, "status": answer.status, "answer": sealed}
    async with db.transaction() as tx:
        await tx.execute(FINISH, values)


async def release(write: Write, claimed: Claimed, *, db: Database) -> None:
    """Nothing was done: the key is free again."""
    async with db.transaction() as tx:
        await tx.execute(RELEASE, {"caller": write.caller, "key": write.key, "at": claimed.at})


async def forget_answers(db: Database, clock: Clock) -> int:
    """Drop what is older than a day; returns how many."""
    async with db.transaction() as tx:
        return (await tx.execute(FORGET, {"forgotten": clock.now() - KEPT})).rowcount


def _opened(write: Write, status: int, sealed: bytes, keys: Keys) -> Answer:
    plain = _cipher(keys).decrypt(sealed[:NONCE], sealed[NONCE:], _bound(write))
    content_type, body = msgspec.msgpack.decode(plain, type=tuple[str, bytes])
    return Answer(status, content_type, body)


def _cipher(keys: Keys) -> AESGCM:
    return AESGCM(keys.derive("idempotency.answer"))


def _bound(write: Write) -> bytes:
    """An answer opens only where it was put."""
    return write.caller + write.fingerprint + write.key.encode()
