"""Wait for the customer."""

from dengta.accounts.public import Actor
from dengta.inbox.enact import awaiting, enact, note_change, status_entry
from dengta.inbox.load import take_live
from dengta.inbox.model import Conversation, Status
from dengta.inbox.policy import must_change
from dengta.inbox.protocols import Desk
from dengta.kernel.clock import Clock
from dengta.platform.db import Database


async def set_waiting(reference: str, *, actor: Actor, db: Database, desk: Desk, clock: Clock) -> Conversation:
    """Make it the customer's turn; they are reminded when they stay silent. Waiting already changes nothing.

    Raises `NoSuchConversation`, `NotAllowed`, `MergedAway`.
    """
    async with db.transaction() as tx:
        before = await take_live(tx, reference, actor)
        must_change(actor)
        if before.status is Status.WAITING:
            return before
        at = clock.now()
        after = awaiting(before, desk, at)
        await enact(tx, before, after, status_entry(before, after.status, actor.staff_id), at=at)
        await note_change(tx, actor, before, "set_waiting")
    return after
