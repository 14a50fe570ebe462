"""Who was called into a conversation."""

from collections.abc import Sequence
from datetime import datetime

from dengta.kernel.ids import ConversationId, MessageId, StaffId
from dengta.platform.db import Tx

ADD = """
    insert into inbox_mention (conversation_id, message_id, staff_id)
    select %(conversation)s, %(message)s, unnest(%(staff)s::bigint[])
    on conflict do nothing
"""
SEEN = """
    update inbox_mention set seen_at = %(at)s
    where staff_id = %(staff)s and conversation_id = %(conversation)s and seen_at is null
"""


async def add(tx: Tx, conversation: ConversationId, message: MessageId, staff: Sequence[StaffId]) -> None:
    """Call people; calling somebody twice by the same note calls them once."""
    values = {"conversation": conversation, "message": message, "staff": [int(person) for person in staff]}
    await tx.execute(ADD, values)


async def note_seen(tx: Tx, conversation: ConversationId, staff: StaffId, at: datetime) -> None:
    """They have looked."""
    await tx.execute(SEEN, {"conversation": conversation, "staff": staff, "at": at})
