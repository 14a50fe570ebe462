"""Answer a customer."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from dengta.accounts.public import Actor
from dengta.inbox.canned import NAMELESS, VARIABLE, fill
from dengta.inbox.enact import awaiting, promised, resolved, status_entry
from dengta.inbox.gate import let_out
from dengta.inbox.load import take_live
from dengta.inbox.model import Audience, Conversation, Entry, EventKind, Words
from dengta.inbox.policy import must_reply
from dengta.inbox.protocols import Desk
from dengta.inbox.say import Change, Said, say, worded
from dengta.inbox.store import drafts, people
from dengta.kernel.clock import Clock
from dengta.platform.db import Database, Tx
from dengta.safety.public import Knowledge


class Then(StrEnum):
    """Whose turn it is after the answer."""

    WAIT = "wait"
    KEEP = "keep"
    RESOLVE = "resolve"


async def reply(
    reference: str,
    text: str,
    *,
    client_id: str,
    then: Then = Then.WAIT,
    attachments: tuple[UUID, ...] = (),
    actor: Actor,
    db: Database,
    desk: Desk,
    clock: Clock,
    knowledge: Knowledge,
) -> Said:
    """Store an answer to the customer exactly once, and whose turn it is afterwards.

    Whoever answers a conversation that is nobody's takes it. The writer's draft is gone afterwards. Raises
    `NoSuchConversation`, `NotAllowed`, `MergedAway`, `EmptyMessage`, `ClientIdReused`, `Withheld` for words that must
    not go out in the desk's name, and safety's `TooLong`.
    """
    words = worded(text, attachments)
    async with db.transaction() as tx:
        before = await take_live(tx, reference, actor)
        must_reply(actor)
        words = await _called(tx, words, before)
        at = clock.now()

        def change(conversation: Conversation) -> Change:
            return answered(conversation, then, actor=actor, desk=desk, at=at)

        said = await say(
            tx, before, words, kind=EventKind.MESSAGE, client_id=client_id, actor=actor, at=at, change=change
        )
        if not said.repeated:  # what went out once is answered as it was, whatever is known by now
            await let_out(tx, words.body, before.id, knowledge=knowledge)
        await drafts.drop(tx, before.id, actor.staff_id, "message")
    return said


async def _called(tx: Tx, words: Words, before: Conversation) -> Words:
    """The words with the customer's name where a canned reply left room for it."""
    if "customer_name" not in VARIABLE.findall(words.body):
        return words
    name = (await people.personal(tx, before.customer_id)).name or NAMELESS[before.language]
    return replace(words, body=fill(words.body, {"customer_name": name}))


def answered(before: Conversation, then: Then, *, actor: Actor, desk: Desk, at: datetime) -> Change:
    """The conversation after an answer, and what to say of it."""
    after = replace(
        _turned(before, then, desk, at), last_staff_at=at, first_reply_at=before.first_reply_at or at, reminders=0
    )
    entries = status_entry(before, after.status, actor.staff_id)
    if before.assignee_id is None:
        after = replace(after, assignee_id=actor.staff_id)
        body = {"to": int(actor.staff_id), "was": None}
        entries.append(Entry(EventKind.ASSIGNED, Audience.EVERYONE, staff_id=actor.staff_id, body=body))
    return after, entries


def _turned(before: Conversation, then: Then, desk: Desk, at: datetime) -> Conversation:
    match then:
        case Then.WAIT:
            return awaiting(before, desk, at)
        case Then.KEEP:
            return promised(before, desk, at)  # the answer kept the old promise; what is still owed is promised anew
        case Then.RESOLVE:
            return resolved(before, at)
        case _:
            assert_never(then)
