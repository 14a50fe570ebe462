"""What staff are in the middle of writing."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from psycopg.rows import class_row

from dengta.kernel.ids import ConversationId, StaffId
from dengta.kernel.text import SafeText
from dengta.platform.db import Tx

DraftKind = Literal["message", "note"]


@dataclass(frozen=True, slots=True)
class Draft:
    """Somebody's unfinished words."""

    staff_id: StaffId
    kind: DraftKind
    body: SafeText = field(repr=False)
    saved_at: datetime


SAVE = """
    insert into inbox_draft (conversation_id, staff_id, kind, body, saved_at)
    values (%(conversation)s, %(staff)s, %(kind)s, %(body)s, %(at)s)
    on conflict (conversation_id, staff_id)
    do update set kind = excluded.kind, body = excluded.body, saved_at = excluded.saved_at
"""
DROP = """
    delete from inbox_draft
    where conversation_id = %(conversation)s and staff_id = %(staff)s
      and (%(kind)s::text is null or kind = %(kind)s::text)
"""
LIST = """
    select staff_id, kind, body, saved_at from inbox_draft
    where conversation_id = %(conversation)s
    order by saved_at, staff_id
"""


async def save(
    tx: Tx, conversation: ConversationId, staff: StaffId, kind: DraftKind, body: SafeText, at: datetime
) -> None:
    """Keep a draft in the place of the one before it."""
    await tx.execute(SAVE, {"conversation": conversation, "staff": staff, "kind": kind, "body": body, "at": at})


async def drop(tx: Tx, conversation: ConversationId, staff: StaffId, kind: DraftKind | None = None) -> None:
    """Forget somebody's draft, of one kind or of any."""
    await tx.execute(DROP, {"conversation": conversation, "staff": staff, "kind": kind})


async def drafts(tx: Tx, conversation: ConversationId) -> list[Draft]:
    """Everybody's drafts here, the oldest first."""
    async with tx.cursor(row_factory=class_row(Draft)) as found:
        await found.execute(LIST, {"conversation": conversation})
        return await found.fetchall()
