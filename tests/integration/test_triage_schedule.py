"""The worker looks at the clocks by itself."""

import asyncio
from datetime import timedelta

import pytest

from dengta.accounts.public import Role
from dengta.kernel.clock import SystemClock
from dengta.platform.db import Database
from dengta.worker.run import Worker, schedule
from tests.support.clock import FakeClock
from tests.support.conversations import conversation
from tests.support.staff import actor, rows


async def test_every_scheduled_work_runs_on_an_empty_desk_and_again(db: Database, clock: FakeClock) -> None:
    for every in (*schedule(db, clock), *schedule(db, clock)):
        await every.work()


async def test_a_running_worker_escalates_what_is_late(db: Database) -> None:
    """Through the queue and its schedule, not by calling the job."""
    await actor(db, Role.LEAD)
    long_ago = FakeClock(SystemClock().now() - timedelta(hours=2))
    await conversation(db, long_ago)
    working = asyncio.create_task(Worker(db, SystemClock()).run())
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
