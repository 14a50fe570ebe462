"""Correct what a conversation is about and how soon it must be seen."""

import re
from dataclasses import replace
from datetime import datetime

from dengta.accounts.public import Actor
from dengta.inbox.enact import enact, note_change
from dengta.inbox.errors import BadTopic
from dengta.inbox.load import take_live
from dengta.inbox.model import Audience, Conversation, Entry, EventKind, Lane, Status
from dengta.inbox.policy import must_change
from dengta.inbox.protocols import Desk
from dengta.kernel.clock import Clock
from dengta.platform.db import Database

TOPIC = re.compile(r"[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39}){0,2}")


async def classify(
    reference: str,
    *,
    lane: Lane | None = None,
    topic: str | None = None,
    actor: Actor,
    db: Database,
    desk: Desk,
    clock: Clock,
) -> Conversation:
    """Change the lane, the topic or both; None leaves as it is. A more urgent lane brings the promise forward.

    No promise is ever put back by it. Raises `NoSuchConversation`, `NotAllowed`, `MergedAway`, `BadTopic`.
    """
    if topic is not None and not TOPIC.fullmatch(topic):
        raise BadTopic
    async with db.transaction() as tx:
        before = await take_live(tx, reference, actor)
        must_change(actor)
        at = clock.now()
        after = hurried(replace(before, lane=lane or before.lane, topic=topic or before.topic), desk, at)
        entries = differences(before, after, actor)
        if entries:
            await enact(tx, before, after, entries, at=at)
            await note_change(tx, actor, before, "classified", lane=after.lane.value, topic=after.topic)
    return after


def hurried(before: Conversation, desk: Desk, at: datetime) -> Conversation:
    """The conversation with the earlier of what was promised and what its lane promises from now on."""
    if before.status is not Status.OPEN or before.next_update_due is None:
        return before
    promise = desk.next_reply(before.lane, at)
    if promise.due >= before.next_update_due:
        return before
    return replace(
        before, promised_at=promise.due, next_update_due=promise.due, warn_at=promise.warn_at, warned_at=None
    )


def differences(before: Conversation, after: Conversation, actor: Actor) -> list[Entry]:
    """What to say of it: the customer sees how soon and what about."""
    entries = []
    if after.lane is not before.lane:
        body: dict[str, object] = {"to": after.lane.value, "was": before.lane.value}
        entries.append(Entry(EventKind.LANE, Audience.EVERYONE, staff_id=actor.staff_id, body=body))
    if after.topic != before.topic:
        body = {"topic": after.topic, "was": before.topic}
        entries.append(Entry(EventKind.TOPIC, Audience.EVERYONE, staff_id=actor.staff_id, body=body))
    return entries
