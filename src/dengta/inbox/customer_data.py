"""Everything the desk holds about a person: handed out, or replaced for ever (E8)."""

from typing import Any

from dengta.accounts.public import Actor, audit, note_read, noting_refusal, sees_confidential
from dengta.inbox.errors import UnderHold
from dengta.inbox.events import CustomerErased
from dengta.inbox.load import find_for
from dengta.inbox.policy import must_erase, must_export
from dengta.inbox.protocols import Ratings
from dengta.inbox.store import people as stored
from dengta.kernel.clock import Clock
from dengta.kernel.ids import CustomerId
from dengta.platform import outbox
from dengta.platform.db import Database, Tx
from dengta.platform.files import Files
from dengta.safety.public import trusted

ERASED = trusted("[erased · 已清除]")
"""What stands in the place of words that were erased, in both languages because nobody can tell who will read it."""


async def export_customer(
    reference: str, *, actor: Actor, db: Database, ratings: Ratings, clock: Clock
) -> dict[str, Any]:
    """Everything about the customer of a conversation, as JSON can carry it. Built from rows; fetches nothing (I26).

    Notes are the desk's own words and are not in it. Confidential conversations are in it for security officers only,
    and it says how many were left out. Raises `NoSuchConversation`, `NotAllowed`, `ReadLimitReached`.
    """
    async with noting_refusal("export", actor=actor, db=db), db.transaction() as tx:
        conversation = await find_for(tx, reference, actor)
        must_export(actor)
        await note_read(tx, actor, conversation.id, "export")
        customer = conversation.customer_id
        await _record(tx, actor, customer, "exported")
        person = await stored.personal(tx, customer)
        theirs = await stored.conversations(tx, customer, confidential=sees_confidential(actor))
        judged = await ratings.of(tx, [one.id for one in theirs])
        return {
            "exported_at": clock.now(),
            "customer": {
                "id": person.uid,
                "name": person.name,
                "email": person.email,
                "language": person.language,
                "since": person.created_at,
                "proven_by": await stored.proofs(tx, customer),
            },
            "conversations": [
                {
                    **one.shown,
                    "messages": await stored.messages(tx, one.id),
                    "attachments": await stored.files(tx, one.id),
                    "events": await stored.events(tx, one.id),
                    "ratings": judged.get(one.id, ()),
                }
                for one in theirs
            ],
            "left_out": await stored.count(tx, customer) - len(theirs),
        }


async def erase_customer(reference: str, *, actor: Actor, db: Database, files: Files, clock: Clock) -> None:
    """Replace everything the customer of a conversation wrote or filled in, in all their conversations, for ever.

    What happened and when stays, so that reports and counters keep adding up; staff's answers, which may quote, go too.
    So it is with their ratings: insight replaces the words on `CustomerErased` and keeps the marks.
    Their devices and the host app are forgotten, and the contents of their files dropped once that is durable; doing it
    again drops what a crash left. Administrators only. Raises `NoSuchConversation`, `NotAllowed`, and
    `UnderHold` while any of their conversations must be kept.
    """
    async with db.transaction() as tx:
        conversation = await find_for(tx, reference, actor)
        must_erase(actor)
        if await stored.take_held(tx, conversation.customer_id):
            raise UnderHold
        await stored.erase(tx, conversation.customer_id, ERASED, clock.now())
        await _record(tx, actor, conversation.customer_id, "erased")
        every = await stored.conversations(tx, conversation.customer_id, confidential=True)
        await outbox.append(tx, [CustomerErased([int(one.id) for one in every])])
        theirs = await stored.file_ids(tx, conversation.customer_id)
    for uid in theirs:
        await files.drop(uid)


async def _record(tx: Tx, actor: Actor, customer: CustomerId, verb: str) -> None:
    await audit.record(tx, actor=actor, action=f"customer.{verb}", subject="customer", subject_id=customer)
