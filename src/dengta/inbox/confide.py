"""Hide a conversation from everyone but security officers, or show it again."""

from dataclasses import replace

from dengta.accounts.public import Actor, staff_list
from dengta.inbox.assign import assigned
from dengta.inbox.enact import enact, note_change
from dengta.inbox.load import take_for
from dengta.inbox.model import Audience, Conversation, Entry, EventKind
from dengta.inbox.policy import may_take, must_confide
from dengta.kernel.clock import Clock
from dengta.platform.db import Database, Tx


async def confide(reference: str, *, actor: Actor, db: Database, clock: Clock) -> Conversation:
    """Only security officers find it from now on; it is taken from an assignee who is none.

    Raises `NoSuchConversation`, and `NotAllowed` for all but security officers.
    """
    return await _set(reference, hidden=True, actor=actor, db=db, clock=clock)


async def unconfide(reference: str, *, actor: Actor, db: Database, clock: Clock) -> Conversation:
    """It is found again by whoever else may. Raises as `confide` does."""
    return await _set(reference, hidden=False, actor=actor, db=db, clock=clock)


async def _set(reference: str, *, hidden: bool, actor: Actor, db: Database, clock: Clock) -> Conversation:
    async with db.transaction() as tx:
        before = await take_for(tx, reference, actor)
        must_confide(actor)
        if before.confidential is hidden:
            return before
        after = replace(before, confidential=hidden)
        body = {"to": hidden, "was": before.confidential}
        entries = [Entry(EventKind.CONFIDENTIAL, Audience.STAFF, staff_id=actor.staff_id, body=body)]
        if before.assignee_id is not None and not await _may_keep(tx, after):
            after = replace(after, assignee_id=None)
            entries.append(assigned(before, None, actor.staff_id))
        await enact(tx, before, after, entries, at=clock.now())
        await note_change(tx, actor, before, "confided" if hidden else "unconfided")
    return after


async def _may_keep(tx: Tx, after: Conversation) -> bool:
    people = {person.id: person for person in await staff_list(tx)}
    return after.assignee_id in people and may_take(people[after.assignee_id], after.cell)
