"""The staff's own ids for what they send, claimed once."""

from datetime import datetime

from dengta.inbox.store import intake
from dengta.kernel.ids import ConversationId, StaffId
from dengta.platform.db import Tx

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
    return await intake.claim(tx, values)


async def first_number(
    tx: Tx, staff: StaffId, client_id: str, fingerprint: bytes, conversation: ConversationId
) -> int | None:
    """The event number that this id was given, or None when it was claimed for something else."""
    found = await (await tx.execute(FIRST, {"sender": f"staff:{staff}", "client_id": client_id})).fetchone()
    if found is None or (found[0], bytes(found[2])) != (conversation, fingerprint):
        return None
    return int(found[1])
