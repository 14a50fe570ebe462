"""The log of receipts, for anyone who wants to check it."""

import base64
from typing import Annotated

from litestar import get
from litestar.params import Parameter
from msgspec import Struct

from dengta.inbox.errors import NoSuchEntry
from dengta.inbox.receipt_log import latest, prove, prove_growth, verifier
from dengta.platform.db import Database
from dengta.platform.keys import Keys

BASE = "/api/v1/log"
Size = Annotated[int | None, Parameter(ge=1, le=2**62)]
HEX = 64


class HeadShape(Struct, frozen=True):
    """A signed head. `checkpoint` is a signed note (C2SP tlog-checkpoint), `verifier` the key it is signed with."""

    size: int
    root: str
    checkpoint: str
    verifier: str


class ProofShape(Struct, frozen=True):
    """That an entry is in the tree of `size`, by RFC 6962; hashes are base64."""

    position: int
    size: int
    hashes: list[str]


class GrowthShape(Struct, frozen=True):
    """That one tree begins with another, by RFC 6962; hashes are base64."""

    old: int
    new: int
    hashes: list[str]


@get(f"{BASE}/head", summary="The signed head of the log of receipts", tags=["log"])
async def head(db: Database, keys: Keys) -> HeadShape:
    """How the log stands, signed. Keep one, and nobody can change what was before it unseen."""
    found = await latest(db=db)
    return HeadShape(found.size, _text(found.root), found.checkpoint, verifier(keys))


@get(f"{BASE}/proof/{{leaf:str}}", summary="Prove that a receipt is in the log", tags=["log"])
async def inclusion(
    leaf: Annotated[str, Parameter(min_length=HEX, max_length=HEX, pattern="^[0-9a-f]+$")],
    db: Database,
    size: Size = None,
) -> ProofShape:
    """`leaf` is the hash of the entry: SHA-256 of a zero byte and the entry's text, in hex."""
    try:
        wanted = bytes.fromhex(leaf)
    except ValueError as error:
        raise NoSuchEntry from error
    proof = await prove(wanted, size, db=db)
    return ProofShape(proof.position, proof.size, [_text(one) for one in proof.hashes])


@get(f"{BASE}/consistency", summary="Prove that the log only grew", tags=["log"])
async def growth(
    db: Database, old: Annotated[int, Parameter(ge=1, le=2**62)], new: Annotated[int, Parameter(ge=1, le=2**62)]
) -> GrowthShape:
    """That the first `old` entries are the same in the tree of `new`."""
    return GrowthShape(old, new, [_text(one) for one in await prove_growth(old, new, db=db)])


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


routes = [head, inclusion, growth]
