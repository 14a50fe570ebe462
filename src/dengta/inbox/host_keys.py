"""Register and retire the keys that the wallet's own apps sign their customers' identities with.

See `inbox.identity` for how a signed identity is checked.
"""

import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from dengta.inbox.errors import BadHostKey, NoSuchHostKey
from dengta.inbox.model import HostKey
from dengta.inbox.store import identity as stored
from dengta.kernel.clock import Clock
from dengta.platform.db import Database

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Registered:
    """A key in use. `secret` is what the app's server must hold: for HS256 only, and shown once."""

    id: int
    secret: str | None = field(repr=False)


async def register_host_key(name: str, public_key: str | None, *, db: Database, clock: Clock) -> Registered:
    """Accept identities signed with an Ed25519 key (PEM), or with a fresh HS256 secret when no key is given.

    The algorithm belongs to the key for good (RFC 8725, section 3.1). Raises `BadHostKey`.
    """
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise BadHostKey("a name of at most 80 characters is needed")
    secret = None if public_key else secrets.token_urlsafe(48)
    key = _checked(public_key) if public_key else str(secret)
    algorithm = "EdDSA" if public_key else "HS256"
    async with db.transaction() as tx:
        added = await stored.add_host_key(tx, name.strip(), algorithm, key, at=clock.now())
    return Registered(added, secret)


async def retire_host_key(key: int, *, db: Database, clock: Clock) -> None:
    """Accept nothing more that was signed with a key, from this moment. Raises `NoSuchHostKey`."""
    async with db.transaction() as tx:
        if not await stored.retire_host_key(tx, key, at=clock.now()):
            raise NoSuchHostKey


async def list_host_keys(*, db: Database) -> list[HostKey]:
    """The keys in use, the newest first."""
    async with db.transaction() as tx:
        return await stored.host_keys(tx)


def _checked(pem: str) -> str:
    try:
        key = load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadHostKey("that is not a public key in PEM") from error
    if not isinstance(key, Ed25519PublicKey):
        raise BadHostKey("only Ed25519 public keys are accepted")
    return pem
