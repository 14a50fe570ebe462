"""Slow work: from the queue in the same database, at least once, retried with back-off."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import procrastinate
from procrastinate.retry import BaseRetryStrategy, RetryDecision
from psycopg.types.json import Jsonb

from dengta.platform.db import Database, Tx
from dengta.platform.log import log

REACTIONS = "reactions"
WAITS = (1, 5, 30, 120, 600, 3600, 6 * 3600)  # seconds before each retry; about eight hours in all

DEFER = """
    select procrastinate_defer_jobs_v1(array(
        select row('reactions', 'dengta.react', 0, null, null, job, null)::procrastinate_job_to_defer_v1
        from unnest(%(jobs)s::jsonb[]) as job
    ))
"""
FAILED = "select count(*) from procrastinate_jobs where status = 'failed'"

Reaction = Callable[[Database, Mapping[str, Any]], Awaitable[None]]
"""What a module does about a fact. Called at least once: it must be safe to call again with the same payload."""


@dataclass(frozen=True, slots=True)
class Every:
    """Work done on a schedule: `cron` has six fields, the last of them seconds."""

    name: str
    cron: str
    work: Callable[[], Awaitable[None]]


class Patience(BaseRetryStrategy):
    """Waits longer each time, then gives up and leaves the job as failed, where `dengta doctor` shows it."""

    def get_retry_decision(self, *, exception: BaseException, job: Any) -> RetryDecision | None:
        if job.attempts >= len(WAITS):
            return None
        return RetryDecision(retry_in={"seconds": WAITS[job.attempts]})


async def defer(tx: Tx, reaction: str, payloads: list[dict[str, Any]]) -> None:
    """Hand payloads to a named reaction, in the caller's transaction."""
    if payloads:
        jobs = [Jsonb({"reaction": reaction, "seq": 0, "payload": payload}) for payload in payloads]
        await tx.execute(DEFER, {"jobs": jobs})


async def failed(tx: Tx) -> int:
    """How many jobs have been given up."""
    row = await (await tx.execute(FAILED)).fetchone()
    return int(row[0]) if row else 0


def queue(db: Database, reactions: Mapping[str, Reaction], schedule: tuple[Every, ...]) -> procrastinate.App:
    """The queue's application: one task that dispatches to reactions by name, and one task a scheduled work."""
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=db.url, min_size=1, max_size=4))

    @app.task(name="dengta.react", queue=REACTIONS, retry=Patience())
    async def react(reaction: str, seq: int, payload: dict[str, Any]) -> None:
        log.debug("reaction.started", reaction=reaction, seq=seq)
        await reactions[reaction](db, payload)

    for every in schedule:
        _schedule(app, every)
    return app


def _schedule(app: procrastinate.App, every: Every) -> None:
    @app.periodic(cron=every.cron)
    @app.task(name=f"dengta.every.{every.name}", queue=REACTIONS, queueing_lock=every.name)
    async def tick(timestamp: int) -> None:
        await every.work()
