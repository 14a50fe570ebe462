"""The customer's device says what it has received and shown; deliveries move on."""

from dengta.inbox import chronicle
from dengta.inbox.events import SeenByCustomer
from dengta.inbox.store import deliveries as stored
from dengta.kernel.clock import Clock
from dengta.kernel.ids import ConversationId
from dengta.platform import outbox
from dengta.platform.db import Database


async def note_seen(conversation: ConversationId, *, delivered: int, read: int, db: Database, clock: Clock) -> None:
    """Move a conversation's deliveries forward, never back; numbers beyond the last event count as the last."""
    async with db.transaction() as tx:
        before = await chronicle.take(tx, conversation)
        read = min(read, before.last_event)
        delivered = max(min(delivered, before.last_event), read)
        if delivered <= before.customer_delivered and read <= before.customer_read:
            return
        await stored.note_seen(tx, conversation, delivered=delivered, read=read, at=clock.now())
        await outbox.append(tx, [SeenByCustomer(int(conversation), delivered, read)])
