"""Alarms of too much reading: acknowledge them, and set where they ring."""

from dengta.accounts import audit, policy
from dengta.accounts.errors import BadInput, NotFound
from dengta.accounts.model import Actor, ReadLimit
from dengta.accounts.store import reads as store
from dengta.kernel.clock import Clock
from dengta.platform.db import Database


async def acknowledge(alarm: int, *, actor: Actor, db: Database, clock: Clock) -> None:
    """Say that somebody has looked. Nobody acknowledges an alarm about themselves."""
    async with db.transaction() as tx:
        if not policy.may_watch_alarms(actor) or not await store.acknowledge(tx, alarm, actor.staff_id, clock.now()):
            raise NotFound
        await audit.record(tx, actor=actor, action="alarm.acknowledged", subject="alarm", subject_id=alarm)


async def set_limit(limit: ReadLimit, *, actor: Actor, db: Database) -> None:
    """Where the alarm rings and, if at all, where looks are refused. Raises `BadInput` for what makes no sense."""
    if not policy.may_watch_alarms(actor):
        raise NotFound
    hard = limit.refuse_above
    if not 0 < limit.alarm_above <= 1_000_000 or (hard is not None and not limit.alarm_above <= hard <= 1_000_000):
        raise BadInput("limits")
    async with db.transaction() as tx:
        if not await store.set_limit(tx, limit):
            raise NotFound
        detail = {"kind": limit.kind, "per": limit.per, "alarm_above": limit.alarm_above, "refuse_above": hard}
        await audit.record(tx, actor=actor, action="limit.changed", subject="limit", detail=detail)
