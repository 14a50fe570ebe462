"""The log of receipts: added to, read, never changed."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import class_row, dict_row

from dengta.kernel.ids import ConversationId
from dengta.platform.db import Tx
from dengta.platform.merkle import Node

SIZE = "select coalesce(max(position) + 1, 0) from inbox_log_leaf"
FACTS = """
    select c.id, c.reference, c.created_at, c.understood ->> 'lane' as lane,
           (c.understood -> 'promise' ->> 'due')::timestamptz as promised_at
    from unnest(%(conversations)s::bigint[]) with ordinality as told (id, turn)
    join inbox_conversation c on c.id = told.id
    where not exists (select from inbox_log_leaf l where l.conversation_id = c.id)
    order by told.turn
"""
ADD_LEAVES = """
    insert into inbox_log_leaf (position, conversation_id, entry, hash)
    select * from unnest(%(positions)s::bigint[], %(conversations)s::bigint[], %(entries)s::text[], %(hashes)s::bytea[])
"""
ADD_NODES = """
    insert into inbox_log_node (level, index, hash)
    select * from unnest(%(levels)s::smallint[], %(indexes)s::bigint[], %(hashes)s::bytea[])
"""
NODES = """
    select n.level, n.index, n.hash from inbox_log_node n
    join unnest(%(levels)s::smallint[], %(indexes)s::bigint[]) as wanted (level, index) using (level, index)
"""
COUNT_NODES = "select count(*) from inbox_log_node"
LEFT_OUT = """
    select count(*), (array_agg(c.reference order by c.id))[1] from inbox_conversation c
    where c.created_at < %(before)s
      and not exists (select from inbox_log_leaf l where l.conversation_id = c.id)
"""
ADD_HEAD = """
    insert into inbox_log_head (size, root, signed_at, checkpoint) values (%(size)s, %(root)s, %(at)s, %(checkpoint)s)
    on conflict (size) do nothing
"""
HEAD = "select size, root, signed_at, checkpoint from inbox_log_head order by size desc limit 1"
HEADS = "select size, root, signed_at, checkpoint from inbox_log_head order by size"
POSITION = "select position from inbox_log_leaf where hash = %(hash)s"
ENTRY = "select position, entry, hash from inbox_log_leaf where conversation_id = %(conversation)s"
ENTRIES = """
    select position, entry, hash from inbox_log_leaf where position >= %(start)s order by position limit %(most)s
"""


class LogDamaged(Exception):  # noqa: N818 -- a state that was found, as in `CannotRestore`
    """The log of receipts is not whole; `dengta log verify` says where. Nothing more can be added to it or proven."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry and its place."""

    position: int
    entry: str
    hash: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """A signed head."""

    size: int
    root: bytes
    signed_at: datetime
    checkpoint: str


async def size(tx: Tx) -> int:
    """How many leaves there are."""
    ((number,),) = await (await tx.execute(SIZE)).fetchall()
    return int(number)


async def facts(tx: Tx, conversations: Sequence[int]) -> list[dict[str, Any]]:
    """What the receipts of these conversations said, of those not in the log yet, in the order given.

    The lane and the time as they were told: by now the desk may have answered, or changed its mind.
    """
    async with tx.cursor(row_factory=dict_row) as found:
        await found.execute(FACTS, {"conversations": list(conversations)})
        return await found.fetchall()


async def add(
    tx: Tx, start: int, conversations: Sequence[int], entries: Sequence[str], hashes: Sequence[bytes]
) -> None:
    """Add leaves from a position on."""
    values = {"conversations": list(conversations), "entries": list(entries), "hashes": list(hashes)}
    await tx.execute(ADD_LEAVES, {**values, "positions": list(range(start, start + len(entries)))})


async def add_nodes(tx: Tx, made: Mapping[Node, bytes]) -> None:
    """Add subtrees that became complete."""
    values = {"levels": [level for level, _ in made], "indexes": [index for _, index in made]}
    await tx.execute(ADD_NODES, {**values, "hashes": list(made.values())})


async def nodes(tx: Tx, wanted: Sequence[Node]) -> dict[Node, bytes]:
    """The hashes of these subtrees. Raises `LogDamaged` when one is missing."""
    there = await find_nodes(tx, wanted)
    for level, index in wanted:
        if (level, index) not in there:
            raise LogDamaged(f"the log of receipts has lost the hash {index} of level {level}")
    return there


async def find_nodes(tx: Tx, wanted: Sequence[Node]) -> dict[Node, bytes]:
    """The hashes of those of the subtrees that are kept."""
    values = {"levels": [level for level, _ in wanted], "indexes": [index for _, index in wanted]}
    found = await tx.execute(NODES, values)
    return {(int(level), int(index)): bytes(known) for level, index, known in await found.fetchall()}


async def count_nodes(tx: Tx) -> int:
    """How many subtrees are kept."""
    ((number,),) = await (await tx.execute(COUNT_NODES)).fetchall()
    return int(number)


async def left_out(tx: Tx, before: datetime) -> tuple[int, str | None]:
    """How many conversations opened before a time have no entry, and the first one's reference."""
    ((number, reference),) = await (await tx.execute(LEFT_OUT, {"before": before})).fetchall()
    return int(number), reference


async def add_head(tx: Tx, head: Head) -> None:
    """Keep a head, unless one of this size is kept already."""
    values = {"size": head.size, "root": head.root, "at": head.signed_at, "checkpoint": head.checkpoint}
    await tx.execute(ADD_HEAD, values)


async def find_head(tx: Tx) -> Head | None:
    """The latest head."""
    async with tx.cursor(row_factory=class_row(Head)) as found:
        await found.execute(HEAD)
        return await found.fetchone()


async def heads(tx: Tx) -> list[Head]:
    """Every head that was signed, the smallest first."""
    async with tx.cursor(row_factory=class_row(Head)) as found:
        await found.execute(HEADS)
        return await found.fetchall()


async def find_position(tx: Tx, leaf: bytes) -> int | None:
    """Where the entry with this hash is."""
    row = await (await tx.execute(POSITION, {"hash": leaf})).fetchone()
    return int(row[0]) if row else None


async def find_leaf(tx: Tx, conversation: ConversationId) -> Leaf | None:
    """The entry of a conversation's receipt, once it is there."""
    async with tx.cursor(row_factory=class_row(Leaf)) as found:
        await found.execute(ENTRY, {"conversation": conversation})
        return await found.fetchone()


async def every_leaf(tx: Tx, *, most: int = 5_000) -> AsyncIterator[Leaf]:
    """Every entry in order."""
    start = 0
    while True:
        async with tx.cursor(row_factory=class_row(Leaf)) as found:
            await found.execute(ENTRIES, {"start": start, "most": most})
            leaves = await found.fetchall()
        for leaf in leaves:
            yield leaf
        if len(leaves) < most:
            return
        start = leaves[-1].position + 1
