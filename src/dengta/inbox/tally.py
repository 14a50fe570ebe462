"""Keep and read the counters: a short sum over cells instead of a count over conversations (I14)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from dengta.accounts.public import Actor
from dengta.inbox.store import tallies as stored
from dengta.inbox.views import View
from dengta.kernel.clock import Clock
from dengta.platform.db import Database, Tx
from dengta.platform.relay import Fact

OPENED, TALLIED = "inbox.conversation_opened", "inbox.tallied"


async def counters(*, actor: Actor, db: Database, clock: Clock) -> dict[View, int]:
    """How many conversations each view holds for this actor; `overdue` is counted up to `stored.ENOUGH` only.

    `mentions` counts those they have not looked at. Resolved ones are not counted: nobody waits for them.
    """
    async with db.snapshot() as tx:
        counted = await stored.counted(tx, actor)
        late = await stored.overdue(tx, actor, clock.now())
        called = await stored.mentions(tx, actor)
    return {**{View(name): count for name, count in counted.items()}, View.OVERDUE: late, View.MENTIONS: called}


async def project(tx: Tx, facts: Sequence[Fact]) -> None:
    """Keep the cells true: a projection of the relay, which hands each fact over once and in order."""
    moved = moves(facts)
    if moved:
        await stored.move(tx, moved)


def moves(facts: Iterable[Fact]) -> dict[tuple[object, ...], int]:
    """What a batch of facts adds to each cell, those that cancel out left away."""
    sums: Counter[tuple[object, ...]] = Counter()
    for fact in facts:
        if fact.topic not in {OPENED, TALLIED}:
            continue
        for side, amount in (("before", -1), ("after", 1)):
            cell = fact.payload.get(side)
            if cell is not None:
                sums[tuple(cell)] += amount
    return {cell: amount for cell, amount in sums.items() if amount}


async def drift(tx: Tx) -> int:
    """How many cells differ from a fresh count, when nothing waits in the outbox; 0 is as it should be."""
    return await stored.drift(tx)


async def recount(tx: Tx) -> int:
    """Count everything again and put it in the place of the cells; returns how many had been wrong.

    The caller holds the relay's lock, or facts still on their way would count twice.
    """
    wrong = await stored.drift(tx)
    if wrong:
        await stored.recount(tx)
    return wrong
