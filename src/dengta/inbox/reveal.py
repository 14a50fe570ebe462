"""Unmask a customer's personal data, for a reason that colleagues can read (I19)."""

from dataclasses import replace
from enum import StrEnum

from dengta.accounts.public import Actor, audit, note_read, noting_refusal
from dengta.inbox.enact import enact
from dengta.inbox.errors import NoReason
from dengta.inbox.load import take_for
from dengta.inbox.model import Audience, Entry, EventKind
from dengta.inbox.policy import must_reveal
from dengta.inbox.say import worded
from dengta.inbox.store import people
from dengta.kernel.clock import Clock
from dengta.platform.db import Database

SHORTEST_REASON = 10
LONGEST_REASON = 500


class Personal(StrEnum):
    """What is masked until it is revealed."""

    NAME = "name"
    EMAIL = "email"


async def reveal(
    reference: str, what: Personal, reason: str, *, actor: Actor, db: Database, clock: Clock
) -> str | None:
    """The customer's name or address as it is, None when the desk does not know it.

    The look is counted against the actor's limits, audited, and stands in the conversation as a note with its reason,
    before anything is shown; one that is refused is counted and audited as well. Raises `NoSuchConversation`,
    `NotAllowed`, `NoReason`, and `ReadLimitReached`.
    """
    if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        raise NoReason
    async with noting_refusal("reveal", actor=actor, db=db), db.transaction() as tx:
        before = await take_for(tx, reference, actor)
        must_reveal(actor)
        await note_read(tx, actor, before.id, "reveal")
        body = {"revealed": what.value}
        entry = Entry(EventKind.NOTE, Audience.STAFF, staff_id=actor.staff_id, words=worded(reason), body=body)
        (written,) = await enact(tx, before, replace(before), [entry], at=clock.now())
        await audit.record(
            tx,
            actor=actor,
            action="customer.revealed",
            subject="customer",
            subject_id=before.customer_id,
            detail={"what": what.value, "conversation": int(before.id), "reason": written.number},
        )
        known = await people.personal(tx, before.customer_id)
    return known.name if what is Personal.NAME else known.email
