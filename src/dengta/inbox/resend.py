"""Send a message again that did not arrive."""

from dataclasses import replace

from dengta.accounts.public import Actor
from dengta.inbox.enact import enact, note_change
from dengta.inbox.errors import NotFailed
from dengta.inbox.load import take_for
from dengta.inbox.model import Audience, Delivery, Entry, EventKind
from dengta.inbox.policy import must_reply
from dengta.inbox.store import people
from dengta.kernel.clock import Clock
from dengta.platform.db import Database


async def resend(reference: str, number: int, *, actor: Actor, db: Database, clock: Clock) -> None:
    """Put a failed delivery back into the queue (I12). Only failed ones: what arrived is never sent twice.

    Raises `NoSuchConversation`, `NotAllowed`, `NotFailed`.
    """
    async with db.transaction() as tx:
        before = await take_for(tx, reference, actor)
        must_reply(actor)
        at = clock.now()
        if not await people.queue_again(tx, before.id, number, at):
            raise NotFailed
        body = {"message": number, "state": Delivery.QUEUED.value}
        entry = Entry(EventKind.DELIVERY, Audience.STAFF, staff_id=actor.staff_id, body=body)
        await enact(tx, before, replace(before), [entry], at=at)
        await note_change(tx, actor, before, "resent", number=number)
