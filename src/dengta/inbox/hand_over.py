"""Hand a conversation over to another group, with what they need to know."""

from dataclasses import replace
from datetime import datetime

from dengta.accounts.public import Actor, groups
from dengta.inbox.enact import enact, note_change
from dengta.inbox.errors import NoSuchGroup
from dengta.inbox.load import take_live
from dengta.inbox.model import Audience, Conversation, Entry, EventKind
from dengta.inbox.policy import must_change
from dengta.inbox.say import Change, say, worded
from dengta.kernel.clock import Clock
from dengta.kernel.ids import GroupId, uuid7
from dengta.platform.db import Database, Tx


async def hand_over(
    reference: str,
    to: GroupId | None,
    *,
    words: str = "",
    client_id: str | None = None,
    actor: Actor,
    db: Database,
    clock: Clock,
) -> Conversation:
    """Give it to a group, or to none, and take it from whoever had it; `words` become a note in front of it.

    What was promised to the customer stays promised. Whoever hands over may not see it afterwards. Raises
    `NoSuchConversation`, `NotAllowed`, `MergedAway`, `NoSuchGroup`, `ClientIdReused`, and safety's `TooLong`.
    """
    async with db.transaction() as tx:
        before = await take_live(tx, reference, actor)
        must_change(actor)
        if to is not None and to not in {group.id for group in await groups(tx)}:
            raise NoSuchGroup
        after, entries = handed(before, to, actor)
        if words.strip():
            await _tell(tx, before, (after, entries), words, client_id or uuid7().hex, actor=actor, at=clock.now())
        elif entries:
            await enact(tx, before, after, entries, at=clock.now())
        await note_change(tx, actor, before, "handed_over", to=to, was=before.group_id)
    return after


def handed(before: Conversation, to: GroupId | None, actor: Actor) -> Change:
    """The conversation with its new group and nobody, and what to say of it."""
    entries = []
    if to != before.group_id:
        body = {"to": to, "was": before.group_id}
        entries.append(Entry(EventKind.GROUP, Audience.EVERYONE, staff_id=actor.staff_id, body=body))
    if before.assignee_id is not None:
        nobody = {"to": None, "was": before.assignee_id}
        entries.append(Entry(EventKind.ASSIGNED, Audience.STAFF, staff_id=actor.staff_id, body=nobody))
    return replace(before, group_id=to, assignee_id=None), entries


async def _tell(
    tx: Tx, before: Conversation, change: Change, words: str, client_id: str, *, actor: Actor, at: datetime
) -> None:
    await say(
        tx,
        before,
        worded(words),
        kind=EventKind.NOTE,
        client_id=client_id,
        actor=actor,
        at=at,
        change=lambda read: (replace(change[0], staff_read=read.staff_read), change[1]),
    )
