"""What a customer may see of their own conversations."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from psycopg.rows import class_row, dict_row

from dengta.inbox.model import Attachment
from dengta.kernel.ids import ConversationId, CustomerId
from dengta.platform.db import Tx

ATTACHMENTS = """
    select a.uid, m.number, a.name, a.content_type, a.size, a.state
    from inbox_attachment as a join inbox_message as m on m.id = a.message_id
    where m.conversation_id = %(conversation)s and m.kind = 'message'
    order by a.id
"""
DELIVERIES = """
    select m.number, d.state
    from inbox_message as m join inbox_delivery as d on d.message_id = m.id
    where m.conversation_id = %(conversation)s and m.number > %(after)s
"""
CLIENT_IDS = """
    select number, client_id from inbox_claim
    where conversation_id = %(conversation)s and number > %(after)s and sender not like 'staff:%%'
"""
UNDERSTOOD = "select understood from inbox_conversation where id = %(conversation)s"
LINES = """
    select c.reference, c.uid, c.subject, c.status, c.lane, c.last_excerpt as excerpt, c.last_activity_at,
           c.assignee_id,
           (select count(*) from inbox_message as m
            where m.conversation_id = c.id and m.number > c.customer_read and m.kind = 'message'
              and m.author <> 'customer') as unread
    from inbox_conversation as c
    where c.customer_id = %(customer)s and c.merged_into is null
      and (%(before)s::timestamptz is null or c.last_activity_at < %(before)s)
    order by c.last_activity_at desc, c.id desc
    limit %(limit)s
"""


async def attachments(tx: Tx, conversation: ConversationId) -> Mapping[int, Sequence[Attachment]]:
    """The files of a conversation's messages, by message number. Files of notes are not among them."""
    async with tx.cursor(row_factory=class_row(Attachment)) as found:
        await found.execute(ATTACHMENTS, {"conversation": conversation})
        by_number: defaultdict[int, list[Attachment]] = defaultdict(list)
        for attachment in await found.fetchall():
            by_number[attachment.number].append(attachment)
        return by_number


async def deliveries(tx: Tx, conversation: ConversationId, after: int) -> Mapping[int, str]:
    """How far each message to the customer has come, by message number."""
    found = await tx.execute(DELIVERIES, {"conversation": conversation, "after": after})
    return {int(number): str(state) for number, state in await found.fetchall()}


async def client_ids(tx: Tx, conversation: ConversationId, after: int) -> Mapping[int, str]:
    """The ids that the customer's own devices gave their messages, by message number."""
    found = await tx.execute(CLIENT_IDS, {"conversation": conversation, "after": after})
    return {int(number): str(client_id) for number, client_id in await found.fetchall()}


async def understood(tx: Tx, conversation: ConversationId) -> Mapping[str, Any]:
    """What the first message was taken to be about, and what was promised for it."""
    row = await (await tx.execute(UNDERSTOOD, {"conversation": conversation})).fetchone()
    return dict(row[0]) if row else {}


async def lines(tx: Tx, customer: CustomerId, before: datetime | None, limit: int) -> list[dict[str, Any]]:
    """One row a conversation of this customer, the latest first."""
    async with tx.cursor(row_factory=dict_row) as found:
        await found.execute(LINES, {"customer": customer, "before": before, "limit": limit})
        return await found.fetchall()
