"""The relay: one process at a time takes facts from the outbox, numbers them densely and tells the world.

Who relays is decided by a session advisory lock, so that a relay that dies is replaced as soon as PostgreSQL
notices. Everything a batch does happens in one transaction: a crash leaves it wholly undone.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.rows import class_row

from dengta.platform.db import Database, Tx
from dengta.platform.log import frames, log

LOCK = 7_305_021_102
CHANNEL = "dengta_facts"
BATCH = 500
IDLE = 0.05  # seconds between looks when nobody in this process has nudged
PACE = 0.02  # seconds between batches: a lone fact waits for nobody, a crowd shares what a batch costs
RETRY = 1.0

TAKE_LOCK = "select pg_advisory_lock(%s)"
TAKE = """
    with taken as (
        delete from platform_outbox
        where id in (select id from platform_outbox order by id limit %(batch)s)
        returning id, topic, streams, payload, recorded_at
    ), numbered as (
        select coalesce((select max(seq) from platform_fact), 0) + row_number() over (order by id) as seq,
               topic, streams, payload, recorded_at
        from taken
    )
    insert into platform_fact (seq, topic, streams, payload, recorded_at)
    select * from numbered
    returning seq, topic, streams, payload, recorded_at
"""
NOTIFY = "select pg_notify(%(channel)s, %(seq)s::text)"
FORGET = "delete from platform_fact where recorded_at < %(before)s and seq < (select max(seq) from platform_fact)"
LAG = "select count(*), coalesce(extract(epoch from now() - min(recorded_at)), 0)::float from platform_outbox"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with its place in the one order everybody sees. `seq` has no gaps."""

    seq: int
    topic: str
    streams: list[str]
    payload: dict[str, Any]
    recorded_at: datetime


Projection = Callable[[Tx, Sequence[Fact]], Awaitable[None]]
"""Hears every fact once and in order, in the relay's transaction: keeps a derived table true, or queues slow work."""


class Relay:
    """Runs until cancelled. `nudge` says that this process has just committed facts."""

    def __init__(self, db: Database, projections: Sequence[Projection]) -> None:
        self._db = db
        self._projections = projections
        self._nudged = asyncio.Event()
        self.leading = False

    def nudge(self) -> None:
        """There is something in the outbox; do not wait for the next look."""
        self._nudged.set()

    async def run(self) -> None:
        """Wait for the lock and relay while holding it; connects and tries again after any error.

        A batch that fails is wholly undone and tried again, because nothing may be left out of the one order.
        """
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._db.url, autocommit=True) as connection:
                    await self._lead(connection)
            except psycopg.Error as error:
                log.warning("relay.interrupted", error=type(error).__name__)
            except Exception as error:  # noqa: BLE001 -- the relay-batch edge: log where, try again
                log.error("relay.stumbled", error=type(error).__name__, where=frames(error))
            finally:
                self.leading = False
            await asyncio.sleep(RETRY)

    async def _lead(self, connection: Tx) -> None:
        await connection.execute(TAKE_LOCK, (LOCK,))
        self.leading = True
        log.info("relay.leading")
        while True:
            self._nudged.clear()
            async with connection.transaction():
                facts = await relay_batch(connection, self._projections)
            if len(facts) < BATCH:
                await self._rest(PACE if facts else 0)

    async def _rest(self, least: float) -> None:
        await asyncio.sleep(least)
        try:
            async with asyncio.timeout(IDLE):
                await self._nudged.wait()
        except TimeoutError:
            return


async def relay_batch(tx: Tx, projections: Sequence[Projection]) -> list[Fact]:
    """Move up to `BATCH` facts from the outbox into the numbered record, and let every projection hear them.

    The caller holds the relay's lock and the transaction. Returns the facts moved, in order.
    """
    async with tx.cursor(row_factory=class_row(Fact)) as taken:
        await taken.execute(TAKE, {"batch": BATCH})
        facts = sorted(await taken.fetchall(), key=lambda fact: fact.seq)
    if not facts:
        return []
    for project in projections:
        await project(tx, facts)
    await tx.execute(NOTIFY, {"channel": CHANNEL, "seq": facts[-1].seq})
    return facts


async def lag(tx: Tx) -> tuple[int, float]:
    """How many facts wait in the outbox, and for how many seconds the oldest has waited."""
    row = await (await tx.execute(LAG)).fetchone()
    return (int(row[0]), float(row[1])) if row else (0, 0.0)


async def forget(tx: Tx, *, before: datetime) -> int:
    """Drop facts recorded before a time; the latest always stays, because numbering goes on from it."""
    dropped = await tx.execute(FORGET, {"before": before})
    return dropped.rowcount
