"""Conversations whose time has come."""

from datetime import datetime

from psycopg.rows import kwargs_row

from dengta.inbox.model import Conversation
from dengta.inbox.store.conversations import COLUMNS, conversation_row
from dengta.platform.db import Tx

DUE = (
    "select"
    + COLUMNS
    + """
    from inbox_conversation
    where status <> 'resolved' and merged_into is null
      and ((next_update_due <= %(now)s and (status <> 'open' or promised_at <= %(now)s))
           or (status = 'open' and warned_at is null and warn_at <= %(now)s))
    order by lane = 'emergency' desc, next_update_due, id
    limit %(limit)s
"""
)


async def due(tx: Tx, now: datetime, limit: int) -> list[Conversation]:
    """Conversations past a time that matters, not locked; `attend.needs` says what each needs."""
    async with tx.cursor(row_factory=kwargs_row(conversation_row)) as found:
        await found.execute(DUE, {"now": now, "limit": limit})
        return await found.fetchall()
