"""Do what the time asks of every conversation. Safe to run twice, or on two nodes at once."""

from datetime import timedelta

from dengta.inbox.public import (
    REMINDERS,
    Attention,
    Due,
    close_idle,
    due_for_attention,
    escalate,
    remind,
    wake,
    warn,
)
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.triage import texts
from dengta.triage.desk import CachedDesk, load

AT_ONCE = 200
HOUR = timedelta(hours=1)


async def watch_clocks(db: Database, clock: Clock) -> int:
    """Do what the time asks of every conversation: warn, escalate, wake, remind, close. Returns how many it touched.

    One conversation that fails does not hold up the others; the failures are raised together at the end.
    """
    async with db.transaction() as tx:
        desk = CachedDesk(await load(tx))
    touched, failures, seen = 0, list[Exception](), set[tuple[int, Attention]]()
    while fresh := [due for due in await _due(db, clock) if (due.conversation, due.need) not in seen]:
        for due in fresh:
            seen.add((due.conversation, due.need))
            try:
                touched += await attend(due, desk=desk, db=db, clock=clock)
            except Exception as failure:  # noqa: BLE001 -- the edge of one job among many; raised below
                failures.append(failure)
    if failures:
        raise ExceptionGroup("some conversations could not be attended to", failures)
    return touched


async def attend(due: Due, *, desk: CachedDesk, db: Database, clock: Clock) -> bool:
    """Give one conversation what it needs; False when somebody else just did."""
    at = clock.now()
    match due.need:
        case Attention.WARN:
            return await warn(due.conversation, db=db, clock=clock)
        case Attention.ESCALATE:
            promise = desk.renewed(due.lane, due.since, at)
            return await escalate(due.conversation, promise=promise, words=texts.late(), db=db, clock=clock)
        case Attention.WAKE:
            return await wake(due.conversation, promise=desk.next_reply(due.lane, at), db=db, clock=clock)
        case Attention.REMIND:
            return await _remind(due, desk=desk, db=db, clock=clock)
        case Attention.CLOSE:
            return await close_idle(due.conversation, words=texts.closing(due.language), db=db, clock=clock)


async def _remind(due: Due, *, desk: CachedDesk, db: Database, clock: Clock) -> bool:
    at = clock.now()
    last = due.reminders + 1 >= REMINDERS
    next_at = desk.closing(due.lane, at) if last else desk.silence(due.lane, at)
    words = texts.reminder(due.language, last=last, hours=round((next_at - at) / HOUR))
    return await remind(due.conversation, words=words, next_at=next_at, db=db, clock=clock)


async def _due(db: Database, clock: Clock) -> list[Due]:
    async with db.transaction() as tx:
        return await due_for_attention(tx, clock.now(), AT_ONCE)
