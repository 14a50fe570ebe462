"""Work out how soon people are really answered."""

import asyncio
from datetime import timedelta

from dengta.inbox.public import Lane
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.triage import store
from dengta.triage.desk import load
from dengta.triage.model.targets import band, taken

LOOK_BACK = timedelta(days=14)


async def measure_replies(db: Database, clock: Clock) -> None:
    """Work out anew, for each lane, the band in which first answers came in the last 14 days.

    Who is still waiting counts too, as having waited at least so long: a desk that stops answering cannot go on
    quoting the times of its better days. A lane with fewer than 20 answers has no band. Safe to run twice.
    """
    async with db.transaction() as tx:
        known = await load(tx)
        at, bands = clock.now(), {}
        for lane in Lane:
            target = known.targets[lane]
            replies = await store.first_replies(tx, lane, at - LOOK_BACK)
            waiting = await store.still_waiting(tx, lane, at - LOOK_BACK)
            recent = band(
                [taken(asked, answered, target, known.calendar) for asked, answered in replies],
                [taken(asked, at, target, known.calendar) for asked in waiting],
            )
            if recent is not None:
                bands[lane] = recent
            await asyncio.sleep(0)  # a thousand sums a lane; streams of this process get their turn in between
        await store.replace_recent(tx, bands, at)
