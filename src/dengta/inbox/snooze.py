"""Put a conversation away until a moment."""

from dataclasses import replace
from datetime import datetime, timedelta

from dengta.accounts.public import Actor
from dengta.inbox.enact import enact, note_change, status_entry
from dengta.inbox.errors import BadMoment
from dengta.inbox.load import take_live
from dengta.inbox.model import Conversation, Status
from dengta.inbox.policy import must_change
from dengta.kernel.clock import Clock
from dengta.platform.db import Database

LONGEST = timedelta(days=90)


async def snooze(reference: str, until: datetime, *, actor: Actor, db: Database, clock: Clock) -> Conversation:
    """Put it away; it comes back by itself, or when the customer writes. The customer sees when they hear again.

    Raises `NoSuchConversation`, `NotAllowed`, `MergedAway`; `BadMoment` unless `until` is ahead and within `LONGEST`.
    """
    async with db.transaction() as tx:
        before = await take_live(tx, reference, actor)
        must_change(actor)
        at = clock.now()
        if until.tzinfo is None or not at < until <= at + LONGEST:
            raise BadMoment
        after = asleep(before, until)
        entries = status_entry(before, after.status, actor.staff_id, until=until.isoformat())
        await enact(tx, before, after, entries, at=at)
        await note_change(tx, actor, before, "snoozed", until=until.isoformat())
    return after


def asleep(before: Conversation, until: datetime) -> Conversation:
    """The conversation put away. The promise to the customer is the moment it comes back: never none."""
    return replace(
        before,
        status=Status.SNOOZED,
        snoozed_until=until,
        next_update_due=until,
        warn_at=None,
        warned_at=None,
        escalated_at=None,
        resolved_at=None,
    )
