"""Every SQL statement of the register, and nothing else."""

from datetime import datetime
from typing import Any
from uuid import UUID

from dengta.platform.db import Tx
from dengta.trust.model import Decision, Deed, Entry, EntrySort, Proposal, Standing

ADD_ENTRY = """
    insert into trust_entry (uid, sort, value, detail, note_en, note_zh)
    values (%(uid)s, %(sort)s, %(value)s, %(detail)s, %(note_en)s, %(note_zh)s)
    on conflict (sort, value, detail) where withdrawn_at is null do nothing
    returning id
"""
PROPOSE = """
    insert into trust_change (entry_id, deed, proposed_by, proposed_at)
    values (%(entry)s, %(deed)s, %(by)s, %(at)s)
    on conflict (entry_id) where decided_at is null do nothing
    returning id
"""
PUBLISHED_ID = """
    select id from trust_entry where uid = %(uid)s and published_at is not null and withdrawn_at is null for update
"""
TAKE_OPEN = """
    select change.id, change.entry_id, change.deed, change.proposed_by
    from trust_change as change
    where change.id = %(change)s and change.decided_at is null
    for update
"""
DECIDE = """
    update trust_change set decided_by = %(by)s, decided_at = %(at)s, decision = %(decision)s where id = %(change)s
"""
PUBLISH = "update trust_entry set published_at = %(at)s where id = %(entry)s"
WITHDRAW = "update trust_entry set withdrawn_at = %(at)s where id = %(entry)s"
DROP_UNPUBLISHED = "delete from trust_entry where id = %(entry)s and published_at is null"
PUBLISHED = """
    select uid, sort, value, detail, note_en, note_zh, published_at
    from trust_entry
    where published_at is not null and withdrawn_at is null
    order by sort, value, detail
"""
VERSION = "select count(*), max(decided_at) from trust_change where decision = 'approved'"
OPEN = """
    select change.id, change.deed, change.proposed_by, change.proposed_at,
           entry.uid, entry.sort, entry.value, entry.detail, entry.note_en, entry.note_zh, entry.published_at
    from trust_change as change
    join trust_entry as entry on entry.id = change.entry_id
    where change.decided_at is null
    order by change.id
"""


async def add_entry(tx: Tx, values: dict[str, Any]) -> int | None:
    """Keep a new entry, not yet published; None when it is there already."""
    row = await (await tx.execute(ADD_ENTRY, values)).fetchone()
    return int(row[0]) if row else None


async def propose(tx: Tx, entry: int, deed: Deed, *, by: int, at: datetime) -> int | None:
    """Ask for a change; None while another change of the entry waits."""
    row = await (await tx.execute(PROPOSE, {"entry": entry, "deed": deed, "by": by, "at": at})).fetchone()
    return int(row[0]) if row else None


async def take_published(tx: Tx, uid: UUID) -> int | None:
    """The id of a published entry, locked; or None."""
    row = await (await tx.execute(PUBLISHED_ID, {"uid": uid})).fetchone()
    return int(row[0]) if row else None


async def take_open(tx: Tx, change: int) -> tuple[int, Deed, int] | None:
    """The entry, deed and proposer of a change that waits, locked; or None."""
    row = await (await tx.execute(TAKE_OPEN, {"change": change})).fetchone()
    return (int(row[1]), Deed(row[2]), int(row[3])) if row else None


async def decide(tx: Tx, change: int, decision: Decision, *, by: int, at: datetime) -> None:
    """Write the decision. The database refuses an approval by whoever proposed it."""
    await tx.execute(DECIDE, {"change": change, "decision": decision, "by": by, "at": at})


async def publish(tx: Tx, entry: int, *, at: datetime) -> None:
    """From now on it is ours."""
    await tx.execute(PUBLISH, {"entry": entry, "at": at})


async def withdraw(tx: Tx, entry: int, *, at: datetime) -> None:
    """From now on it is not."""
    await tx.execute(WITHDRAW, {"entry": entry, "at": at})


async def drop_unpublished(tx: Tx, entry: int) -> None:
    """Forget an entry that was never published, with its proposal."""
    await tx.execute(DROP_UNPUBLISHED, {"entry": entry})


async def standing(tx: Tx) -> Standing:
    """What is published, in the order in which it is signed."""
    rows = await (await tx.execute(PUBLISHED)).fetchall()
    row = await (await tx.execute(VERSION)).fetchone()
    return Standing(tuple(_entry(each) for each in rows), int(row[0]) if row else 0, row[1] if row else None)


async def open_proposals(tx: Tx) -> list[Proposal]:
    """Every change that waits, the oldest first."""
    rows = await (await tx.execute(OPEN)).fetchall()
    return [Proposal(int(row[0]), _entry(row[4:]), Deed(row[1]), int(row[2]), row[3]) for row in rows]


def _entry(row: Any) -> Entry:
    uid, sort, value, detail, note_en, note_zh, published_at = row
    return Entry(uid, EntrySort(sort), value, detail, note_en, note_zh, published_at)
