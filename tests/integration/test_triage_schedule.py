"""The worker looks at the clocks by itself."""

import asyncio
from datetime import timedelta

import pytest

from dengta.accounts.public import Role
from dengta.kernel.clock import SystemClock
from dengta.platform.db import Database
from dengta.platform.files import local_files
from dengta.platform.http import Outbound
from dengta.platform.jobs import LONG, REACTIONS, Every
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from dengta.worker.ageing import ageing
from dengta.worker.run import Worker, schedule
from tests.support.clock import FakeClock
from tests.support.conversations import conversation
from tests.support.staff import actor, rows


async def test_every_scheduled_work_runs_on_an_empty_desk_and_again(
    db: Database, clock: FakeClock, keys: Keys, settings: Settings
) -> None:
    files = local_files(settings)
    kept = ageing(settings, files=files, clock=clock)
    for every in (
        *schedule(db, clock, keys, files, Outbound(), kept),
        *schedule(db, clock, keys, files, Outbound(), kept),
    ):
        await every.work()


async def test_a_running_worker_escalates_what_is_late(db: Database, keys: Keys, settings: Settings) -> None:
    """Through the queue and its schedule, not by calling the job."""
    await actor(db, Role.LEAD)
    long_ago = FakeClock(SystemClock().now() - timedelta(hours=2))
    await conversation(db, long_ago)
    worker = Worker(db=db, clock=SystemClock(), keys=keys, files=local_files(settings), outbound=Outbound(), kept=())
    working = asyncio.create_task(worker.run())
    try:
        for _ in range(90):
            await asyncio.sleep(0.5)
            if late := await rows(db, "select id from inbox_conversation where escalated_at is not null"):
                break
    finally:
        working.cancel()
        with pytest.raises(asyncio.CancelledError):
            await working
    assert late


async def test_a_worker_of_which_a_part_ends_stops_and_says_so(
    db: Database, keys: Keys, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker(db=db, clock=SystemClock(), keys=keys, files=local_files(settings), outbound=Outbound(), kept=())

    async def ends() -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr(worker.relay, "run", ends)
    with pytest.raises(ExceptionGroup) as raised:
        async with asyncio.timeout(30):
            await worker.run()
    assert raised.group_contains(RuntimeError, match="came to an end")


@pytest.mark.parametrize("where", [REACTIONS, LONG])
async def test_a_job_that_takes_long_holds_up_no_clock(
    db: Database, keys: Keys, settings: Settings, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    begun, ticked, never = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        if not begun.is_set():
            begun.set()
            await never.wait()

    async def tick() -> None:
        if begun.is_set():
            ticked.set()

    works = (Every("slow", "* * * * * *", slow, where), Every("tick", "* * * * * *", tick))
    monkeypatch.setattr("dengta.worker.run.schedule", lambda *_: works)
    monkeypatch.setattr("dengta.worker.run.PATIENCE", 0.1)
    worker = Worker(db=db, clock=SystemClock(), keys=keys, files=local_files(settings), outbound=Outbound(), kept=())
    working = asyncio.create_task(worker.run())
    try:
        async with asyncio.timeout(30):
            await ticked.wait()
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


def test_what_may_take_minutes_is_in_the_queue_for_it(
    db: Database, clock: FakeClock, keys: Keys, settings: Settings
) -> None:
    works = schedule(db, clock, keys, local_files(settings), Outbound(), ())
    assert {work.name for work in works if work.queue == REACTIONS} == {
        "seal_audit_log",
        "sign_head",
        "watch_clocks",
        "measure_replies",
    }
