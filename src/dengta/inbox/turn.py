"""Whose turn it is in a conversation: ours, the customer's, or nobody's."""

from collections.abc import Callable
from datetime import datetime

from dengta.accounts.public import Actor
from dengta.inbox.enact import awaiting, enact, note_change, opened, resolved, status_entry
from dengta.inbox.load import take_live
from dengta.inbox.model import Conversation
from dengta.inbox.policy import must_change
from dengta.inbox.protocols import Desk
from dengta.kernel.clock import Clock
from dengta.platform.db import Database

Turn = Callable[[Conversation, datetime], Conversation]


async def reopen(reference: str, *, actor: Actor, db: Database, desk: Desk, clock: Clock) -> Conversation:
    """Open it with a fresh promise to the customer. Open already changes nothing.

    Raises `NoSuchConversation`, `NotAllowed`, `MergedAway`.
    """

    def turn(before: Conversation, at: datetime) -> Conversation:
        return opened(before, desk, at)

    return await _turn(reference, turn, "reopened", actor=actor, db=db, clock=clock)


async def set_waiting(reference: str, *, actor: Actor, db: Database, desk: Desk, clock: Clock) -> Conversation:
    """Make it the customer's turn; they are reminded when they stay silent. Waiting already changes nothing.

    Raises `NoSuchConversation`, `NotAllowed`, `MergedAway`.
    """

    def turn(before: Conversation, at: datetime) -> Conversation:
        return awaiting(before, desk, at)

    return await _turn(reference, turn, "set_waiting", actor=actor, db=db, clock=clock)


async def resolve(reference: str, *, actor: Actor, db: Database, clock: Clock) -> Conversation:
    """Call it done; a reply of the customer opens it again. Done already changes nothing.

    Raises `NoSuchConversation`, `NotAllowed`, `MergedAway`.
    """
    return await _turn(reference, resolved, "resolved", actor=actor, db=db, clock=clock)


async def _turn(reference: str, turn: Turn, deed: str, *, actor: Actor, db: Database, clock: Clock) -> Conversation:
    async with db.transaction() as tx:
        before = await take_live(tx, reference, actor)
        must_change(actor)
        at = clock.now()
        after = turn(before, at)
        if after.status is before.status:
            return before
        await enact(tx, before, after, status_entry(before, after.status, actor.staff_id), at=at)
        await note_change(tx, actor, before, deed)
    return after
