"""Files: what is known about them. Their content lies in the file store under the same identifier."""

import hashlib
from datetime import datetime
from uuid import UUID

from dengta.kernel.ids import ConversationId, CustomerId, StaffId
from dengta.kernel.text import SafeText
from dengta.platform.db import Tx

ADD = """
    insert into inbox_attachment (uid, customer_id, staff_id, name, content_type, size, sha256, state, created_at)
    values (%(uid)s, %(customer)s, %(staff)s, %(name)s, %(kind)s, %(size)s, %(sha256)s, 'ready', %(at)s)
"""
FIND = """
    select content_type, name from inbox_attachment
    where uid = %(uid)s and conversation_id = %(conversation)s and state = 'ready'
"""
FIND_CONVERSATION = """
    select a.conversation_id, m.kind from inbox_attachment as a join inbox_message as m on m.id = a.message_id
    where a.uid = %(uid)s
"""
TAKE_LOOSE = """
    delete from inbox_attachment where message_id is null and created_at < %(before)s returning uid
"""


async def add(
    tx: Tx,
    uid: UUID,
    name: SafeText,
    kind: str,
    content: bytes,
    *,
    customer: CustomerId | None,
    staff: StaffId | None,
    at: datetime,
) -> None:
    """Remember a file that belongs to no message yet."""
    await tx.execute(
        ADD,
        {
            "uid": uid,
            "customer": customer,
            "staff": staff,
            "name": name,
            "kind": kind,
            "size": len(content),
            "sha256": hashlib.sha256(content).digest(),
            "at": at,
        },
    )


async def find(tx: Tx, uid: UUID, conversation: ConversationId) -> tuple[str, str] | None:
    """Type and name of a file of this conversation."""
    row = await (await tx.execute(FIND, {"uid": uid, "conversation": conversation})).fetchone()
    return (str(row[0]), str(row[1])) if row else None


async def find_conversation(tx: Tx, uid: UUID) -> tuple[ConversationId, str] | None:
    """The conversation whose message carries a file, and whether that is a `message` or a `note`."""
    row = await (await tx.execute(FIND_CONVERSATION, {"uid": uid})).fetchone()
    return (ConversationId(row[0]), str(row[1])) if row else None


async def take_loose(tx: Tx, *, before: datetime) -> list[UUID]:
    """Forget the files that no message has claimed since; returns their identifiers."""
    return [row[0] for row in await (await tx.execute(TAKE_LOOSE, {"before": before})).fetchall()]
