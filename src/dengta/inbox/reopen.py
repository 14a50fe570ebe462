"""Take a conversation up again."""

from dengta.accounts.public import Actor
from dengta.inbox.enact import enact, note_change, opened, status_entry
from dengta.inbox.load import take_live
from dengta.inbox.model import Conversation, Status
from dengta.inbox.policy import must_change
from dengta.inbox.protocols import Desk
from dengta.kernel.clock import Clock
from dengta.platform.db import Database


async def reopen(reference: str, *, actor: Actor, db: Database, desk: Desk, clock: Clock) -> Conversation:
    """Open it with a fresh promise to the customer. Open already changes nothing.

    Raises `NoSuchConversation`, `NotAllowed`, `MergedAway`.
    """
    async with db.transaction() as tx:
        before = await take_live(tx, reference, actor)
        must_change(actor)
        if before.status is Status.OPEN:
            return before
        at = clock.now()
        after = opened(before, desk, at)
        await enact(tx, before, after, status_entry(before, after.status, actor.staff_id), at=at)
        await note_change(tx, actor, before, "reopened")
    return after
