"""Conversations whose time has come."""

from datetime import datetime

from psycopg.rows import kwargs_row

from dengta.inbox.model import Conversation
from dengta.inbox.store.conversations import conversation_row
from dengta.platform.db import Tx

DUE = """
    select id, uid, reference, channel_id, customer_id, subject, topic, lane, status, language, group_id, assignee_id,
           confidential, created_at, last_activity_at, last_customer_at, last_staff_at, first_reply_at, promised_at,
           next_update_due, warn_at, warned_at, escalated_at, reminders, snoozed_until, resolved_at, merged_into,
           last_event, customer_delivered, customer_read, staff_read, secret_version
    from inbox_conversation
    where status <> 'resolved' and merged_into is null
      and ((next_update_due <= %(now)s and (status <> 'open' or promised_at <= %(now)s))
           or (status = 'open' and warned_at is null and warn_at <= %(now)s))
    order by lane = 'emergency' desc, next_update_due, id
    limit %(limit)s
"""


async def due(tx: Tx, now: datetime, limit: int) -> list[Conversation]:
    """Conversations past a time that matters, not locked; `attend.needs` says what each needs."""
    async with tx.cursor(row_factory=kwargs_row(conversation_row)) as found:
        await found.execute(DUE, {"now": now, "limit": limit})
        return await found.fetchall()
