"""Who looked at what, how often, and the alarms that came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from dengta.accounts.model import Alarm, AlarmKind, Counted, Per, ReadLimit
from dengta.kernel.ids import ConversationId, StaffId
from dengta.platform.db import Tx

LOCK_READER = "select pg_advisory_xact_lock(hashtextextended('accounts_read', %(staff)s))"


async def lock_reader(tx: Tx, staff: StaffId) -> None:
    """One look at a time for this person until commit, so that a burst cannot slip past a limit."""
    await tx.execute(LOCK_READER, {"staff": staff})


ADD_READ = """
    insert into accounts_read (staff_id, kind, conversation_id, hour, at)
    values (%(staff)s, %(kind)s, %(conversation)s, date_trunc('hour', now()), now())
    on conflict do nothing
    returning true
"""


async def claim_read(tx: Tx, staff: StaffId, kind: Counted, conversation: ConversationId | None) -> bool:
    """Count a look. False when it is an open of a conversation already counted this hour."""
    added = await tx.execute(ADD_READ, {"staff": staff, "kind": kind, "conversation": conversation})
    return await added.fetchone() is not None


@dataclass(frozen=True, slots=True)
class Rate:
    """How many looks a window holds, beside what it may hold."""

    per: Per
    since: datetime
    reads: int
    alarm_above: int
    refuse_above: int | None


RATES = """
    select l.per, date_trunc(l.per, now()) as since, l.alarm_above, l.refuse_above,
        (select count(*) from accounts_read r
            where r.staff_id = %(staff)s and r.kind = l.kind and r.at >= date_trunc(l.per, now())) as reads
    from accounts_read_limit l
    where l.kind = %(kind)s
"""


async def rates(tx: Tx, staff: StaffId, kind: Counted) -> Sequence[Rate]:
    """This person's looks of a kind in the running hour and day (UTC), with the limits."""
    async with tx.cursor(row_factory=class_row(Rate)) as found:
        await found.execute(RATES, {"staff": staff, "kind": kind})
        return await found.fetchall()


RAISE_ALARM = """
    insert into accounts_alarm (staff_id, kind, per, since, reads, threshold, raised_at)
    values (%(staff)s, %(kind)s, %(per)s, %(since)s, %(reads)s, %(threshold)s, now())
    on conflict do nothing
    returning id
"""


async def claim_alarm(tx: Tx, staff: StaffId | None, kind: AlarmKind, rate: Rate) -> int | None:
    """The new alarm's id, or None when this window has raised one already."""
    values = {
        "staff": staff,
        "kind": kind,
        "per": rate.per,
        "since": rate.since,
        "reads": rate.reads,
        "threshold": rate.alarm_above,
    }
    raised = await (await tx.execute(RAISE_ALARM, values)).fetchone()
    return raised[0] if raised else None


LIST_LIMITS = "select kind, per, alarm_above, refuse_above from accounts_read_limit order by kind, per desc"


async def limits(tx: Tx) -> list[ReadLimit]:
    async with tx.cursor(row_factory=class_row(ReadLimit)) as found:
        await found.execute(LIST_LIMITS)
        return await found.fetchall()


LIST_ALARMS = """
    select id, staff_id, kind, per, since, reads, threshold, raised_at, acknowledged_at, acknowledged_by
    from accounts_alarm
    order by acknowledged_at is not null, raised_at desc
    limit 200
"""


async def alarms(tx: Tx) -> list[Alarm]:
    """The last two hundred, those nobody has looked at first."""
    async with tx.cursor(row_factory=class_row(Alarm)) as found:
        await found.execute(LIST_ALARMS)
        return await found.fetchall()


OPEN = """
    select id, staff_id, kind, per, since, reads, threshold, raised_at, acknowledged_at, acknowledged_by
    from accounts_alarm
    where acknowledged_at is null
    order by raised_at desc
    limit 20
"""


async def open_alarms(tx: Tx) -> list[Alarm]:
    """Those nobody has looked into, the latest first; twenty at most."""
    async with tx.cursor(row_factory=class_row(Alarm)) as found:
        await found.execute(OPEN)
        return await found.fetchall()


ACKNOWLEDGE = """
    update accounts_alarm set acknowledged_at = %(at)s, acknowledged_by = %(by)s
    where id = %(alarm)s and acknowledged_at is null and staff_id is distinct from %(by)s
    returning true
"""


async def acknowledge(tx: Tx, alarm: int, by: StaffId, at: datetime) -> bool:
    """Whether it was open, and about somebody else."""
    return await (await tx.execute(ACKNOWLEDGE, {"alarm": alarm, "by": by, "at": at})).fetchone() is not None


SET_LIMIT = """
    update accounts_read_limit set alarm_above = %(alarm)s, refuse_above = %(refuse)s
    where kind = %(kind)s and per = %(per)s
    returning true
"""


async def set_limit(tx: Tx, limit: ReadLimit) -> bool:
    values = {"kind": limit.kind, "per": limit.per, "alarm": limit.alarm_above, "refuse": limit.refuse_above}
    return await (await tx.execute(SET_LIMIT, values)).fetchone() is not None


FORGET = "delete from accounts_read where at < %(before)s"


async def forget(tx: Tx, before: datetime) -> None:
    await tx.execute(FORGET, {"before": before})
