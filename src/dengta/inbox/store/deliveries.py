"""How far messages to customers have come."""

from datetime import datetime

from dengta.kernel.ids import ConversationId
from dengta.platform.db import Tx

NOTE_CURSORS = """
    update inbox_conversation
    set customer_delivered = greatest(customer_delivered, %(delivered)s),
        customer_read = greatest(customer_read, %(read)s)
    where id = %(conversation)s
"""
MOVE_ON = """
    update inbox_delivery as d
    set state = case when m.number <= %(read)s then 'read' else 'delivered' end, changed_at = %(at)s
    from inbox_message as m
    where m.id = d.message_id and m.conversation_id = %(conversation)s and m.number <= %(delivered)s
      and (d.state in ('queued', 'sent') or (d.state = 'delivered' and m.number <= %(read)s))
"""


async def note_seen(tx: Tx, conversation: ConversationId, *, delivered: int, read: int, at: datetime) -> None:
    """Deliveries up to `delivered` become delivered and those up to `read` become read; failed ones stay failed."""
    values = {"conversation": conversation, "delivered": delivered, "read": read, "at": at}
    await tx.execute(NOTE_CURSORS, values)
    await tx.execute(MOVE_ON, values)
