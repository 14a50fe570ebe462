"""Alarms: see those that ring, acknowledge them, and set where they ring."""

from typing import get_args

from dengta.accounts import audit, policy
from dengta.accounts.errors import BadInput, NotFound
from dengta.accounts.events import AlarmAcknowledged
from dengta.accounts.model import Actor, Alarm, ReadKind, ReadLimit
from dengta.accounts.store import reads as store
from dengta.kernel.clock import Clock
from dengta.platform import outbox
from dengta.platform.db import Database, Tx

REFUSABLE = frozenset(get_args(ReadKind))
"""What a second limit can stop. A refusal or a failed sign-in has been stopped already."""


async def ringing(tx: Tx, actor: Actor) -> list[Alarm]:
    """The open alarms, the latest first; none for those who may not watch."""
    return await store.open_alarms(tx) if policy.may_watch_alarms(actor) else []


async def acknowledge(alarm: int, *, actor: Actor, db: Database, clock: Clock) -> None:
    """Say that somebody has looked. Nobody acknowledges an alarm about themselves."""
    async with db.transaction() as tx:
        if not policy.may_watch_alarms(actor) or not await store.acknowledge(tx, alarm, actor.staff_id, clock.now()):
            raise NotFound
        await audit.record(tx, actor=actor, action="alarm.acknowledged", subject="alarm", subject_id=alarm)
        await outbox.append(tx, [AlarmAcknowledged(alarm)])


async def set_limit(limit: ReadLimit, *, actor: Actor, db: Database) -> None:
    """Where the alarm rings and, if at all, where looks are refused. Raises `BadInput` for what makes no sense."""
    if not policy.may_watch_alarms(actor):
        raise NotFound
    hard = limit.refuse_above
    if hard is not None and limit.kind not in REFUSABLE:
        raise BadInput("limits")
    if not 0 < limit.alarm_above <= 1_000_000 or (hard is not None and not limit.alarm_above <= hard <= 1_000_000):
        raise BadInput("limits")
    async with db.transaction() as tx:
        if not await store.set_limit(tx, limit):
            raise NotFound
        detail = {"kind": limit.kind, "per": limit.per, "alarm_above": limit.alarm_above, "refuse_above": hard}
        await audit.record(tx, actor=actor, action="limit.changed", subject="limit", detail=detail)
