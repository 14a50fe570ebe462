"""Say what a lane is promised."""

from dataclasses import asdict

from dengta.accounts.public import Actor, audit
from dengta.inbox.public import Lane
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.triage import store
from dengta.triage.change_hours import must_administer
from dengta.triage.model.targets import Target


async def change_target(lane: Lane, target: Target, *, actor: Actor, db: Database, clock: Clock) -> None:
    """Promise this from now on; promises already made stay as they are. Raises `NotYours`."""
    must_administer(actor)
    figures = {
        name: round(value * 100) if name == "warn_share" else int(value) for name, value in asdict(target).items()
    }
    async with db.transaction() as tx:
        await store.save_target(tx, lane, target, clock.now())
        await audit.record(
            tx, actor=actor, action="target.changed", subject="target", detail={"lane": lane.value, **figures}
        )
