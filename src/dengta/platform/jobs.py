"""Slow work: from the queue in the same database, at least once, retried with back-off."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import procrastinate
from procrastinate.retry import BaseRetryStrategy, RetryDecision
from psycopg.types.json import Jsonb

from dengta.platform.db import Database, Tx
from dengta.platform.log import log
from dengta.platform.traces import span

REACTIONS = "reactions"
LONG = "long"
"""The queue of what may take minutes, so that clocks and reactions never wait for it."""
AT_ONCE = 100  # payloads that share a job
WAITS = (1, 5, 30, 120, 600, 3600, 6 * 3600)  # seconds before each retry; about eight hours in all

DEFER = """
    select procrastinate_defer_jobs_v1(array(
        select row('reactions', 'dengta.react', 0, null, null, job, null)::procrastinate_job_to_defer_v1
        from unnest(%(jobs)s::jsonb[]) as job
    ))
"""
GIVEN_UP_DUE = """
    select count(*) from procrastinate_jobs j
    where j.status = 'failed'
      and (select max(e.at) from procrastinate_events e where e.job_id = j.id) < %(before)s
"""
FORGET_GIVEN_UP = """
    delete from procrastinate_jobs where id in (
        select j.id from procrastinate_jobs j
        where j.status = 'failed'
          and (select max(e.at) from procrastinate_events e where e.job_id = j.id) < %(before)s
        order by j.id limit %(most)s)
"""
FAILED = "select count(*) from procrastinate_jobs where status = 'failed'"

Payload = Mapping[str, Any]
Reaction = Callable[[Database, Sequence[Payload]], Awaitable[None]]
"""What a module does about facts, several at once. It must be safe to call again with the same payloads, all or some
of them.
"""


@dataclass(frozen=True, slots=True)
class Every:
    """Work done on a schedule: `cron` has six fields, the last of them seconds."""

    name: str
    cron: str
    work: Callable[[], Awaitable[object]]
    queue: str = REACTIONS


class Patience(BaseRetryStrategy):
    """Waits longer each time, then gives up and leaves the job as failed, where `dengta doctor` shows it."""

    def get_retry_decision(self, *, exception: BaseException, job: Any) -> RetryDecision | None:
        if job.attempts >= len(WAITS):
            return None
        return RetryDecision(retry_in={"seconds": WAITS[job.attempts]})


async def defer(tx: Tx, reaction: str, payloads: Sequence[Payload]) -> None:
    """Hand payloads to a named reaction, in the caller's transaction; many share a job."""
    if payloads:
        groups = [payloads[start : start + AT_ONCE] for start in range(0, len(payloads), AT_ONCE)]
        jobs = [Jsonb({"reaction": reaction, "payloads": list(group)}) for group in groups]
        await tx.execute(DEFER, {"jobs": jobs})


async def react(reaction: Reaction, db: Database, payloads: Sequence[Payload]) -> None:
    """Let a reaction have all payloads at once; if that fails, each alone, so that one bad one fails alone.

    Raises what the last that failed alone raised.
    """
    try:
        await reaction(db, payloads)
    except Exception:
        if len(payloads) == 1:
            raise
        await _each_alone(reaction, db, payloads)


async def _each_alone(reaction: Reaction, db: Database, payloads: Sequence[Payload]) -> None:
    failure: Exception | None = None
    for payload in payloads:
        try:
            await reaction(db, [payload])
        except Exception as error:  # noqa: BLE001 -- the job edge: the others must have their turn
            failure = error
    if failure is not None:
        raise failure


async def failed(tx: Tx) -> int:
    """How many jobs have been given up."""
    row = await (await tx.execute(FAILED)).fetchone()
    return int(row[0]) if row else 0


async def given_up_due(tx: Tx, before: datetime) -> int:
    """How many jobs were given up before a time."""
    ((number,),) = await (await tx.execute(GIVEN_UP_DUE, {"before": before})).fetchall()
    return int(number)


async def forget_given_up(db: Database, before: datetime, most: int) -> int:
    """Drop up to so many jobs that were given up before a time; returns how many."""
    async with db.transaction() as tx:
        return (await tx.execute(FORGET_GIVEN_UP, {"before": before, "most": most})).rowcount


def queue(db: Database, reactions: Mapping[str, Reaction], schedule: tuple[Every, ...]) -> procrastinate.App:
    """The queue's application: one task that dispatches to reactions by name, and one task a scheduled work."""
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=db.url, min_size=1, max_size=6))

    @app.task(name="dengta.react", queue=REACTIONS, retry=Patience())
    async def run(reaction: str, payloads: list[dict[str, Any]]) -> None:
        log.debug("reaction.started", reaction=reaction, facts=len(payloads))
        with span("job", kind="consumer") as told:
            told.tell("dengta.job", reaction)
            told.tell("dengta.facts", len(payloads))
            await react(reactions[reaction], db, payloads)

    for every in schedule:
        _schedule(app, every)
    return app


def _schedule(app: procrastinate.App, every: Every) -> None:
    @app.periodic(cron=every.cron)
    @app.task(name=f"dengta.every.{every.name}", queue=every.queue, queueing_lock=every.name)
    async def tick(timestamp: int) -> None:
        with span("job", kind="consumer") as told:
            told.tell("dengta.job", every.name)
            await every.work()
