"""The staff's own ids for what they send, claimed once."""

from datetime import datetime

from dengta.kernel.ids import ConversationId, StaffId
from dengta.platform.db import Tx

CLAIM = """
    insert into inbox_claim (sender, client_id, fingerprint, conversation_id, number, claimed_at)
    values (%(sender)s, %(client_id)s, %(fingerprint)s, %(conversation)s, %(number)s, %(at)s)
    on conflict (sender, client_id) do nothing
    returning true
"""
FIRST = """
    select conversation_id, number, fingerprint from inbox_claim
    where sender = %(sender)s and client_id = %(client_id)s
"""


async def claim(
    tx: Tx, staff: StaffId, client_id: str, fingerprint: bytes, conversation: ConversationId, number: int, at: datetime
) -> bool:
    """True for the first time this person presents this id, and only for that one."""
    values = {
        "sender": f"staff:{staff}",
        "client_id": client_id,
        "fingerprint": fingerprint,
        "conversation": conversation,
        "number": number,
        "at": at,
    }
    return await (await tx.execute(CLAIM, values)).fetchone() is not None


async def first_number(
    tx: Tx, staff: StaffId, client_id: str, fingerprint: bytes, conversation: ConversationId
) -> int | None:
    """The event number that this id was given, or None when it was claimed for something else."""
    found = await (await tx.execute(FIRST, {"sender": f"staff:{staff}", "client_id": client_id})).fetchone()
    if found is None or (found[0], bytes(found[2])) != (conversation, fingerprint):
        return None
    return int(found[1])
