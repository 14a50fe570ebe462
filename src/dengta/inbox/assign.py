"""Say whose a conversation is."""

from dataclasses import replace

from dengta.accounts.public import Actor, staff_list
from dengta.inbox.enact import enact, note_change
from dengta.inbox.errors import CannotTake
from dengta.inbox.load import take_live
from dengta.inbox.model import Audience, Cell, Conversation, Entry, EventKind
from dengta.inbox.policy import may_take, must_change
from dengta.kernel.clock import Clock
from dengta.kernel.ids import StaffId
from dengta.platform.db import Database, Tx


async def assign(reference: str, to: StaffId | None, *, actor: Actor, db: Database, clock: Clock) -> Conversation:
    """Give a conversation to a colleague, or to nobody; giving it to whoever has it changes nothing.

    Raises `NoSuchConversation`, `NotAllowed`, `MergedAway`, and `CannotTake` when they are not here or may not have it.
    """
    async with db.transaction() as tx:
        before = await take_live(tx, reference, actor)
        must_change(actor)
        if before.assignee_id == to:
            return before
        await _must_take(tx, to, before.cell)
        after = replace(before, assignee_id=to)
        await enact(tx, before, after, [assigned(before, to, actor.staff_id)], at=clock.now())
        await note_change(tx, actor, before, "assigned", to=to, was=before.assignee_id)
    return after


def assigned(before: Conversation, to: StaffId | None, by: StaffId | None) -> Entry:
    """What tells everyone whose it is now."""
    body = {"to": to, "was": before.assignee_id}
    return Entry(EventKind.ASSIGNED, Audience.EVERYONE, staff_id=by, body=body)


async def _must_take(tx: Tx, to: StaffId | None, cell: Cell) -> None:
    if to is None:
        return
    people = {person.id: person for person in await staff_list(tx)}
    if to not in people or not may_take(people[to], cell):
        raise CannotTake
