"""How audit entries are chained: pure, so that anyone can write it again and check us.

The hash of an entry is SHA-256 over the UTF-8 of a JSON object with sorted keys, no spaces, and non-ASCII as it is:
`action`, `actor_id`, `at` (microseconds since 1970, UTC), `detail`, `id`, `position`, `previous` (hex of the hash
before; 64 zeros for the first), `session_id`, `subject`, `subject_id`, `token_id`. Positions run 1, 2, 3 without gaps.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from dengta.accounts.model import AuditEntry

GENESIS = bytes(32)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends. Written down elsewhere, it proves later that nothing before it was changed or cut."""

    position: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place at which the log is not what was sealed. `why` is a code."""

    position: int
    why: str


START = Head(0, GENESIS)


def link(previous: bytes, position: int, entry: AuditEntry) -> bytes:
    """The hash of an entry at a position after the entry whose hash is `previous`."""
    said = {
        "action": entry.action,
        "actor_id": entry.actor_id,
        "at": (entry.at - EPOCH) // timedelta(microseconds=1),
        "detail": entry.detail,
        "id": entry.id,
        "position": position,
        "previous": previous.hex(),
        "session_id": entry.session_id,
        "subject": entry.subject,
        "subject_id": entry.subject_id,
        "token_id": entry.token_id,
    }
    return sha256(json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).digest()


def walk(head: Head, entries: Iterable[AuditEntry]) -> Head | Broken:
    """Follow sealed entries on from `head`; where they lead, or the first that does not fit."""
    for entry in entries:
        expected = head.position + 1
        if entry.position != expected:
            return Broken(expected, "missing")
        if entry.previous_hash != head.hash:
            return Broken(expected, "unlinked")
        if entry.hash != link(head.hash, expected, entry):
            return Broken(expected, "altered")
        head = Head(expected, entry.hash)
    return head
