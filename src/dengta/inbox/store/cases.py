"""What a customer may see of their own conversations."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from psycopg.rows import dict_row

from dengta.kernel.ids import ConversationId, CustomerId
from dengta.platform.db import Tx

NEWS = """
    select e.number, e.kind, e.audience, e.staff_id, e.message_id, e.body, e.at, c.confidential, c.secret_version,
           m.uid, m.author, m.staff_id as author_id, m.client_id, m.body as words, m.redactions, m.sent_at, d.state,
           (select jsonb_agg(jsonb_build_object('uid', a.uid, 'name', a.name, 'content_type', a.content_type,
                                                'size', a.size, 'state', a.state) order by a.id)
            from inbox_attachment as a where a.message_id = m.id) as files
    from inbox_event as e
    join inbox_conversation as c on c.id = e.conversation_id
    left join inbox_message as m on m.id = e.message_id
    left join inbox_delivery as d on d.message_id = m.id
    where e.conversation_id = %(conversation)s and e.number > %(after)s and e.audience = 'everyone'
    order by e.number
    limit 500
"""
UNDERSTOOD = "select understood from inbox_conversation where id = %(conversation)s"
LINES = """
    select c.reference, c.uid, c.subject, c.status, c.lane, c.last_excerpt as excerpt, c.last_shown_at,
           c.assignee_id,
           (select count(*) from inbox_message as m
            where m.conversation_id = c.id and m.number > c.customer_read and m.kind = 'message'
              and m.author <> 'customer') as unread
    from inbox_conversation as c
    where c.customer_id = %(customer)s and c.merged_into is null
      and (%(before)s::timestamptz is null or c.last_shown_at < %(before)s)
    order by c.last_shown_at desc, c.id desc
    limit %(limit)s
"""


async def news(tx: Tx, conversation: ConversationId, after: int) -> list[dict[str, Any]]:
    """Up to 500 events after a number that everyone may see, each with its message, delivery and files, if any."""
    async with tx.cursor(row_factory=dict_row) as found:
        await found.execute(NEWS, {"conversation": conversation, "after": after})
        return await found.fetchall()


async def understood(tx: Tx, conversation: ConversationId) -> Mapping[str, Any]:
    """What the first message was taken to be about, and what was promised for it."""
    row = await (await tx.execute(UNDERSTOOD, {"conversation": conversation})).fetchone()
    return dict(row[0]) if row else {}


async def lines(tx: Tx, customer: CustomerId, before: datetime | None, limit: int) -> list[dict[str, Any]]:
    """One row a conversation of this customer, the latest first."""
    async with tx.cursor(row_factory=dict_row) as found:
        await found.execute(LINES, {"customer": customer, "before": before, "limit": limit})
        return await found.fetchall()
