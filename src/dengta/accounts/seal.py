"""Seal the audit log into its chain, and check that it still is what was sealed."""

from dataclasses import dataclass

from dengta.accounts import chain
from dengta.accounts.chain import Broken, Head
from dengta.accounts.model import AuditEntry
from dengta.accounts.store import audit as store
from dengta.platform.db import Tx

BATCH = 1000


async def seal(tx: Tx) -> int:
    """Give every committed, unsealed entry its place in the chain; returns how many. Safe to run from anywhere."""
    sealed = 0
    while await store.any_unsealed(tx):
        head = await store.take_head(tx)
        entries = await store.unsealed(tx, BATCH)
        if not entries:
            break
        await store.seal(tx, [entry.id for entry in entries], head, _links(head, entries))
        sealed += len(entries)
    return sealed


def _links(head: Head, entries: list[AuditEntry]) -> list[Head]:
    links = []
    for entry in entries:
        head = Head(head.position + 1, chain.link(head.hash, head.position + 1, entry))
        links.append(head)
    return links


@dataclass(frozen=True, slots=True)
class Whole:
    """Every sealed entry is as it was sealed, up to `head`."""

    head: Head


async def verify(tx: Tx, anchor: Head | None = None, *, since: Head = chain.START) -> Whole | Broken:
    """Walk the chain from its start, or on from a head reached before; call it in a snapshot.

    `anchor` is a head written down earlier: the chain must pass through it, which finds even a log that was
    rewritten from end to end. Finds entries altered, removed, inserted or cut off the end.
    """
    head = since
    while entries := await store.sealed_after(tx, head.position, BATCH):
        for entry in entries:
            match chain.walk(head, [entry]):
                case Broken() as broken:
                    return broken
                case Head() as reached:
                    head = reached
            if anchor and head.position == anchor.position and head.hash != anchor.hash:
                return Broken(head.position, "rewritten")
    recorded = await store.find_head(tx)
    if recorded != head:
        return Broken(head.position + 1, "cut")
    if anchor and anchor.position > head.position:
        return Broken(head.position + 1, "cut")
    return Whole(head)
