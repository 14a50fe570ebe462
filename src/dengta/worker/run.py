"""Run the relay and the queue beside a server, or by themselves."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial

from dengta.accounts.public import START, Head, forget_old, seal_audit, seal_audit_log, watch_chain
from dengta.inbox.public import INDEX, drop_loose, enter, index_messages, queue_messages, sign_head, tally
from dengta.insight.public import ERASE, erase_words, queue_erasures
from dengta.kernel.clock import Clock
from dengta.platform.db import Database, Tx
from dengta.platform.files import Files
from dengta.platform.http import Outbound
from dengta.platform.idempotency import forget_answers
from dengta.platform.jobs import LONG, REACTIONS, Every, Reaction, queue
from dengta.platform.keys import Keys
from dengta.platform.log import frames, log
from dengta.platform.relay import Fact, Projection, Relay
from dengta.platform.relay import forget as forget_recorded
from dengta.platform.retention import Kind, retain
from dengta.platform.traces import span
from dengta.safety.public import fetch_due_feeds
from dengta.triage.public import measure_replies, watch_clocks
from dengta.webhooks.public import TELL, deliver_due, queue_told, tell_endpoints

FACTS_STAY = timedelta(days=30)
PROJECTIONS: tuple[Projection, ...] = (tally.project, seal_audit, enter, queue_messages, queue_told, queue_erasures)
AT_ONCE = 4  # short jobs that one process has in hand, so that a slow one holds up nothing
PATIENCE = 10.0  # seconds a running job is given to end when the process stops


class Worker:
    """The desk's background work on one database. Any number may run; one of them relays."""

    def __init__(
        self, *, db: Database, clock: Clock, keys: Keys, files: Files, outbound: Outbound, kept: Sequence[Kind]
    ) -> None:
        self._db, self._clock, self._keys, self._outbound = db, clock, keys, outbound
        self.relay = Relay(db, (project,))
        self._queue = queue(db, reactions(clock), schedule(db, clock, keys, files, outbound, kept))

    async def run(self) -> None:
        """Work until cancelled; the queue is opened again if the database goes away.

        Should any part of it end by itself, all of it ends and raises, so that whoever started it notices.
        """
        async with asyncio.TaskGroup() as parts:
            for part in (self.relay.run, self._tell_endpoints, self._react):
                parts.create_task(_without_end(part))

    async def _tell_endpoints(self) -> None:
        while True:
            try:
                tried = await deliver_due(db=self._db, keys=self._keys, clock=self._clock, outbound=self._outbound)
            except Exception as error:  # noqa: BLE001 -- a background edge: log once, look again
                log.warning("webhooks.interrupted", error=type(error).__name__, where=frames(error))
                tried = 0
            await asyncio.sleep(0 if tried else 1.0)

    async def _react(self) -> None:
        while True:
            await self._work()

    async def _work(self) -> None:
        try:
            async with self._queue.open_async(), asyncio.TaskGroup() as queues:
                queues.create_task(self._take(REACTIONS, AT_ONCE))
                queues.create_task(self._take(LONG, 1))
        except Exception as error:  # noqa: BLE001 -- the job edge: log once, open again
            log.warning("worker.interrupted", error=type(error).__name__)
            await asyncio.sleep(1.0)

    async def _take(self, jobs: str, at_once: int) -> None:
        await self._queue.run_worker_async(
            queues=[jobs],
            concurrency=at_once,
            install_signal_handlers=False,
            fetch_job_polling_interval=1.0,
            shutdown_graceful_timeout=PATIENCE,
            delete_jobs="successful",
        )


async def _without_end(part: Callable[[], Awaitable[None]]) -> None:
    await part()
    raise RuntimeError("a part of the worker came to an end")


async def project(tx: Tx, facts: Sequence[Fact]) -> None:
    """Everything that the relay's own transaction keeps true, batch by batch."""
    with span("relay batch", kind="consumer") as told:
        told.tell("dengta.facts", len(facts))
        for keep in PROJECTIONS:
            await keep(tx, facts)


def reactions(clock: Clock) -> Mapping[str, Reaction]:
    """Every reaction by its name in the queue."""
    return {
        INDEX: index_messages,
        ERASE: erase_words,
        TELL: partial(tell_endpoints, clock=clock),
    }


def schedule(
    db: Database, clock: Clock, keys: Keys, files: Files, outbound: Outbound, kept: Sequence[Kind]
) -> tuple[Every, ...]:
    """Work that time brings about. `kept` is what grows old."""

    async def watch() -> None:
        touched = await watch_clocks(db, clock)
        if touched:
            log.info("clocks.watched", touched=touched)

    async def fetch() -> None:
        await fetch_due_feeds(db=db, clock=clock, outbound=outbound)

    async def measure() -> None:
        await measure_replies(db, clock)

    async def sign() -> None:
        await sign_head(db=db, keys=keys, clock=clock)

    async def forget_repeats() -> None:
        await forget_answers(db, clock)

    async def drop() -> None:
        await drop_loose(db=db, files=files, clock=clock)

    async def forget_facts() -> None:
        async with db.transaction() as tx:
            await forget_recorded(tx, before=clock.now() - FACTS_STAY)

    async def forget_what_is_old() -> None:
        log.info("retention.ran", **await retain(kept, db=db, clock=clock))

    return (
        Every("fetch_feeds", "* * * * * 11", fetch, LONG),
        Every("forget_facts", "41 2 * * * 0", forget_facts, LONG),
        Every("drop_loose", "23 * * * * 0", drop, LONG),
        Every("seal_audit_log", "* * * * * 30", partial(seal_audit_log, db)),
        Every("sign_head", "* * * * * */10", sign),
        Every("watch_chain", "29 * * * * 0", _watching(db, clock), LONG),
        Every("walk_chain", "37 3 * * * 0", partial(watch_chain, db, clock), LONG),
        Every("retention", "13 4 * * * 0", forget_what_is_old, LONG),
        Every("forget_old", "17 3 * * * 0", partial(forget_old, db, clock), LONG),
        Every("forget_answers", "41 * * * * 0", forget_repeats, LONG),
        Every("watch_clocks", "* * * * * */15", watch),
        Every("measure_replies", "*/5 * * * * 7", measure),
    )


def _watching(db: Database, clock: Clock) -> Callable[[], Awaitable[object]]:
    """Walks the audit log on from where it was whole the last time; what it passed is walked again every night."""
    walked = START

    async def walk_on() -> None:
        nonlocal walked
        reached = await watch_chain(db, clock, since=walked)
        walked = reached if isinstance(reached, Head) else START

    return walk_on
