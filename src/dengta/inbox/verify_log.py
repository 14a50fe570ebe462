"""Compute the log of receipts anew, and say in words what is wrong with what is kept."""

from datetime import timedelta

from dengta.inbox.receipt_log import checkpoint
from dengta.inbox.store import log as stored
from dengta.inbox.store.log import Head
from dengta.kernel.clock import Clock
from dengta.platform import merkle
from dengta.platform.db import Database, Tx
from dengta.platform.keys import Keys

AT_ONCE = 10_000  # hashes that are compared in one question
ENTERED_WITHIN = timedelta(minutes=10)
"""The relay enters a receipt within moments; a conversation that has none after this was left out."""


async def verify_log(*, db: Database, keys: Keys, clock: Clock) -> tuple[int, list[str]]:
    """Compute the whole tree anew from the entries; returns how many, and what is wrong, in words.

    Every entry, every kept hash and every signed head is compared, and every conversation has to have an entry.
    """
    async with db.snapshot() as tx:
        count, wrong = await _walk(tx, keys)
        left_out, first = await stored.left_out(tx, clock.now() - ENTERED_WITHIN)
    if left_out:
        wrong.append(f"conversations without an entry: {left_out}, the first is {first}")
    return count, wrong


async def _walk(tx: Tx, keys: Keys) -> tuple[int, list[str]]:
    count, wrong = 0, list[str]()
    ends: dict[merkle.Node, bytes] = {}
    made: dict[merkle.Node, bytes] = {}
    heads = {head.size: head for head in await stored.heads(tx)}
    async for leaf in stored.every_leaf(tx):
        computed = merkle.leaf_hash(leaf.entry.encode())
        if leaf.position != count or computed != leaf.hash:
            return count, [*wrong, f"entry {count} is missing or was altered"]
        grown = merkle.grow(count, [computed], ends)
        made |= grown
        ends |= grown
        count += 1
        ends = {node: ends[node] for node in merkle.peaks(0, count)}
        head = heads.pop(count, None)
        if head is not None and _head_is_wrong(head, merkle.root(0, count, ends), keys):
            wrong.append(f"the head of {count} entries does not fit them")
        if len(made) >= AT_ONCE:
            wrong += await _unlike(tx, made)
            made = {}
    wrong += await _unlike(tx, made)
    wrong += [f"the head of {size} entries has fewer behind it" for size in heads]
    if await stored.count_nodes(tx) > merkle.subtrees(count):
        wrong.append("there are hashes of no entries")
    return count, wrong


def _head_is_wrong(head: Head, root: bytes, keys: Keys) -> bool:
    return head.root != root or head.checkpoint != checkpoint(head.size, root, keys)


async def _unlike(tx: Tx, made: dict[merkle.Node, bytes]) -> list[str]:
    """Which kept hashes are not those that were computed."""
    kept = await stored.find_nodes(tx, list(made))
    return [
        f"hash {index} of level {level} {'was altered' if (level, index) in kept else 'is missing'}"
        for (level, index), computed in made.items()
        if kept.get((level, index)) != computed
    ]
