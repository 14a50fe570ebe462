"""Which conversations were merged into which, and how they stood before."""

from collections.abc import Mapping
from datetime import datetime

from psycopg.types.json import Jsonb

from dengta.kernel.ids import ConversationId, StaffId
from dengta.platform.db import Tx

ADD = """
    insert into inbox_merge (kept_id, merged_id, before, merged_at, merged_by)
    values (%(kept)s, %(merged)s, %(before)s, %(at)s, %(by)s)
"""
UNDO = """
    update inbox_merge set undone_at = %(at)s
    where merged_id = %(merged)s and kept_id = %(kept)s and undone_at is null
    returning before ->> 'status'
"""

HOLDS = "select exists (select from inbox_merge where kept_id = %(kept)s and undone_at is null)"


async def add(
    tx: Tx,
    kept: ConversationId,
    merged: ConversationId,
    before: Mapping[str, object],
    *,
    by: StaffId,
    at: datetime,
) -> None:
    """Remember a merge; the index refuses a second one of a conversation that is merged already."""
    values = {"kept": kept, "merged": merged, "before": Jsonb(dict(before)), "by": by, "at": at}
    await tx.execute(ADD, values)


async def undo(tx: Tx, kept: ConversationId, merged: ConversationId, at: datetime) -> str | None:
    """End a merge and return the status the merged conversation had, or None when there was none to end."""
    undone = await (await tx.execute(UNDO, {"kept": kept, "merged": merged, "at": at})).fetchone()
    return str(undone[0]) if undone else None


async def holds(tx: Tx, kept: ConversationId) -> bool:
    """Whether others are merged into this one."""
    ((answer,),) = await (await tx.execute(HOLDS, {"kept": kept})).fetchall()
    return bool(answer)
