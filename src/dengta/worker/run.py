"""Run the relay and the queue beside a server, or by themselves."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from dengta.accounts.public import forget_old, seal_audit, seal_audit_log
from dengta.inbox.public import SPOKEN, index_message, tally
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.jobs import Every, Reaction, queue
from dengta.platform.log import log
from dengta.platform.relay import Relay, Subscriptions
from dengta.triage.public import measure_replies, watch_clocks

PATIENCE = 10.0  # seconds a running job is given to end when the process stops


class Worker:
    """The desk's background work on one database. Any number may run; one of them relays."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self.relay = Relay(db, Subscriptions(projections=(tally.project, seal_audit), reactions=WIRING))
        self._queue = queue(db, reactions(), schedule(db, clock))

    async def run(self) -> None:
        """Work until cancelled; the queue is opened again if the database goes away."""
        relaying = asyncio.create_task(self.relay.run())
        try:
            while True:
                await self._work()
        finally:
            relaying.cancel()
            with suppress(asyncio.CancelledError):
                await relaying

    async def _work(self) -> None:
        try:
            async with self._queue.open_async():
                await self._queue.run_worker_async(
                    install_signal_handlers=False,
                    fetch_job_polling_interval=1.0,
                    shutdown_graceful_timeout=PATIENCE,
                    delete_jobs="successful",
                )
        except Exception as error:  # noqa: BLE001 -- the job edge: log once, open again
            log.warning("worker.interrupted", error=type(error).__name__)
            await asyncio.sleep(1.0)


WIRING: Mapping[str, tuple[str, ...]] = dict.fromkeys(SPOKEN, ("inbox.index_message",))
"""Which reactions follow which fact."""


def reactions() -> Mapping[str, Reaction]:
    """Every reaction by its name in the queue."""
    return {"inbox.index_message": index_message}


def schedule(db: Database, clock: Clock) -> tuple[Every, ...]:
    """Work that time brings about."""

    async def watch() -> None:
        touched = await watch_clocks(db, clock)
        if touched:
            log.info("clocks.watched", touched=touched)

    async def measure() -> None:
        await measure_replies(db, clock)

    async def seal() -> None:
        await seal_audit_log(db)

    async def forget() -> None:
        await forget_old(db, clock)

    return (
        Every("seal_audit_log", "* * * * * 30", seal),
        Every("forget_old", "17 3 * * * 0", forget),
        Every("watch_clocks", "* * * * * */15", watch),
        Every("measure_replies", "*/5 * * * * 7", measure),
    )
