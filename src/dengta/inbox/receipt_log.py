"""Receipts as leaves of an append-only log, so that the desk cannot deny one it gave or backdate one it did not.

An entry says what the receipt said: reference, when it came, lane, promised time; and a number drawn for it alone, so
that its hash tells nothing to others. Whoever holds the entry can ask for proof that it is in the tree (RFC 6962), and
whoever kept a head, that the tree of today begins with that of then.
"""

import base64
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dengta.inbox.errors import NoSuchEntry
from dengta.inbox.events import ConversationOpened
from dengta.inbox.store import log as stored
from dengta.inbox.store.log import Head, Leaf
from dengta.kernel.clock import Clock
from dengta.kernel.ids import ConversationId
from dengta.platform import merkle
from dengta.platform.db import Database, Tx
from dengta.platform.keys import Keys
from dengta.platform.relay import Fact

NAME = "dengta-receipts"
PURPOSE = "receipts.log"


@dataclass(frozen=True, slots=True)
class Proof:
    """Where an entry is in a tree of `size`, and the hashes that show it, in the order the verifier takes them."""

    position: int
    size: int
    hashes: Sequence[bytes]


async def enter(tx: Tx, facts: Sequence[Fact]) -> None:
    """Enter the receipt of every conversation that was opened: a projection of the relay, which runs one at a time."""
    opened = [fact.payload["conversation_id"] for fact in facts if fact.topic == ConversationOpened.topic]
    told = await stored.facts(tx, opened) if opened else []
    if not told:
        return
    size = await stored.size(tx)
    entries = [entry(one) for one in told]
    hashes = [merkle.leaf_hash(one.encode()) for one in entries]
    known = await stored.nodes(tx, merkle.peaks(0, size))
    await stored.add(tx, size, [one["id"] for one in told], entries, hashes)
    await stored.add_nodes(tx, merkle.grow(size, hashes, known))


def entry(told: dict[str, Any]) -> str:
    """What is hashed: JSON, keys sorted, no spaces, times as microseconds since 1970."""
    said = {
        "lane": told["lane"],
        "nonce": secrets.token_hex(16),
        "promised_at": _micros(told["promised_at"]),
        "received_at": _micros(told["created_at"]),
        "reference": told["reference"],
    }
    return msgspec.json.encode(said, order="sorted").decode()


async def sign_head(*, db: Database, keys: Keys, clock: Clock) -> bool:
    """Sign how the log stands, if it grew since; whether it did."""
    async with db.transaction() as tx:
        size = await stored.size(tx)
        last = await stored.find_head(tx)
        if size == (last.size if last else 0):
            return False
        root = await _root(tx, 0, size)
        await stored.add_head(tx, Head(size, root, clock.now(), checkpoint(size, root, keys)))
    return True


def checkpoint(size: int, root: bytes, keys: Keys) -> str:
    """A head as a signed note (C2SP tlog-checkpoint): three lines, an empty one, and their Ed25519 signature."""
    text = f"{NAME}\n{size}\n{base64.b64encode(root).decode()}\n"
    key = _key(keys)
    public = key.public_key().public_bytes_raw()
    mark = hashlib.sha256(f"{NAME}\n\x01".encode() + public).digest()[:4]
    return f"{text}\n\u2014 {NAME} {base64.b64encode(mark + key.sign(text.encode())).decode()}\n"


def verifier(keys: Keys) -> str:
    """The public key in the form that tools for signed notes take."""
    public = _key(keys).public_key().public_bytes_raw()
    mark = hashlib.sha256(f"{NAME}\n\x01".encode() + public).digest()[:4]
    return f"{NAME}+{mark.hex()}+{base64.b64encode(bytes([1]) + public).decode()}"


async def latest(*, db: Database) -> Head:
    """The latest signed head; raises `NoSuchEntry` while there is none."""
    async with db.snapshot() as tx:
        head = await stored.find_head(tx)
    if head is None:
        raise NoSuchEntry
    return head


async def prove(leaf: bytes, size: int | None, *, db: Database) -> Proof:
    """That the entry with this hash is in the tree of the latest head, or of `size`. Raises `NoSuchEntry`."""
    async with db.snapshot() as tx:
        head = await stored.find_head(tx)
        position = await stored.find_position(tx, leaf)
        of = size or (head.size if head else 0)
        if head is None or position is None or not position < of <= head.size:
            raise NoSuchEntry
        return Proof(position, of, [await _root(tx, *part) for part in merkle.inclusion(position, of)])


async def prove_growth(old: int, new: int, *, db: Database) -> list[bytes]:
    """That the tree of `new` entries begins with the tree of `old`. Raises `NoSuchEntry` beyond the latest head."""
    async with db.snapshot() as tx:
        head = await stored.find_head(tx)
        if head is None or not 0 < old <= new <= head.size:
            raise NoSuchEntry
        return [await _root(tx, *part) for part in merkle.consistency(old, new)]


async def entry_of(conversation: ConversationId, *, db: Database) -> Leaf | None:
    """The entry of a conversation's receipt; None until the relay has been there."""
    async with db.autocommit() as tx:
        return await stored.find_leaf(tx, conversation)


async def _root(tx: Tx, start: int, end: int) -> bytes:
    return merkle.root(start, end, await stored.nodes(tx, merkle.peaks(start, end)))


def _key(keys: Keys) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keys.derive(PURPOSE))


def _micros(at: datetime) -> int:
    return int(at.timestamp()) * 1_000_000 + at.microsecond
