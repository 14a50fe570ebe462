"""Keep and read the counters: a short sum over cells instead of a count over conversations (I14)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dengta.accounts.public import Actor
from dengta.inbox.store import tallies as stored
from dengta.inbox.views import View
from dengta.kernel.clock import Clock
from dengta.platform import outbox
from dengta.platform.db import Database, Tx
from dengta.platform.relay import Fact

TOPICS = ("inbox.conversation_opened", "inbox.tallied")


async def counters(*, actor: Actor, db: Database, clock: Clock) -> dict[View, int]:
    """How many conversations each view holds for this actor; `overdue` and `mentions` are counted up to
    `stored.ENOUGH` only.

    `mentions` counts those they have not looked at. Resolved ones are not counted: nobody waits for them.
    """
    async with db.snapshot() as tx:
        counted = await stored.counted(tx, actor)
        late = await stored.overdue(tx, actor, clock.now())
        called = await stored.mentions(tx, actor)
    return {**{View(name): count for name, count in counted.items()}, View.OVERDUE: late, View.MENTIONS: called}


async def project(tx: Tx, facts: Sequence[Fact]) -> None:
    """Keep the cells true: a projection of the relay, which hands each fact over once and in order."""
    moved = moves((fact.topic, fact.payload) for fact in facts)
    if moved:
        await stored.move(tx, moved)


def moves(facts: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[stored.CellRow, int]:
    """What facts add to each cell, those that cancel out left away."""
    sums: Counter[stored.CellRow] = Counter()
    for topic, payload in facts:
        if topic not in TOPICS:
            continue
        for side, amount in (("before", -1), ("after", 1)):
            cell = payload.get(side)
            if cell is not None:
                sums[stored.cell_row(*cell)] += amount
    return {cell: amount for cell, amount in sums.items() if amount}


async def drift(db: Database) -> int:
    """How many cells differ from a fresh count; 0 is as it should be, whatever still waits for the relay."""
    async with db.snapshot() as tx:
        return len(await _wrong(tx))


async def recount(db: Database) -> int:
    """Count everything again where the cells are wrong; returns how many were. The desk may go on meanwhile."""
    async with db.transaction() as tx:
        await stored.hold(tx)
        wrong = await _wrong(tx)
        await stored.move(tx, wrong)
    return len(wrong)


async def _wrong(tx: Tx) -> dict[stored.CellRow, int]:
    """What is missing from each cell that is wrong. What waits in the outbox is about to be added and not missing."""
    missing = Counter(await stored.fresh(tx))
    missing.subtract(await stored.kept(tx))
    missing.subtract(moves(await outbox.waiting(tx, TOPICS)))
    return {cell: amount for cell, amount in missing.items() if amount}
