"""Call a conversation done."""

from dengta.accounts.public import Actor
from dengta.inbox.enact import enact, note_change, resolved, status_entry
from dengta.inbox.load import take_live
from dengta.inbox.model import Conversation, Status
from dengta.inbox.policy import must_change
from dengta.kernel.clock import Clock
from dengta.platform.db import Database


async def resolve(reference: str, *, actor: Actor, db: Database, clock: Clock) -> Conversation:
    """Call it done; a reply of the customer opens it again. Done already changes nothing.

    Raises `NoSuchConversation`, `NotAllowed`, `MergedAway`.
    """
    async with db.transaction() as tx:
        before = await take_live(tx, reference, actor)
        must_change(actor)
        if before.status is Status.RESOLVED:
            return before
        at = clock.now()
        after = resolved(before, at)
        await enact(tx, before, after, status_entry(before, after.status, actor.staff_id), at=at)
        await note_change(tx, actor, before, "resolved")
    return after
