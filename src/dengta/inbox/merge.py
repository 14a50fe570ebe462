"""Join two conversations about one thing, so that they are answered once; and part them again."""

from dataclasses import dataclass, replace
from datetime import datetime

from dengta.accounts.public import Actor, may_lead
from dengta.inbox.enact import enact, note_change, promised
from dengta.inbox.errors import CannotMerge, MergedAway, NotMerged
from dengta.inbox.load import canonical, find_for, take_for
from dengta.inbox.model import Audience, Conversation, Entry, EventKind, Status
from dengta.inbox.policy import must_change
from dengta.inbox.protocols import Desk
from dengta.inbox.store import merges, sight
from dengta.kernel.clock import Clock
from dengta.platform.db import Database, Tx


@dataclass(frozen=True, slots=True)
class Merged:
    """The two conversations as they stand after a merge."""

    kept: Conversation
    merged: Conversation


async def merge(kept: str, merged: str, *, actor: Actor, db: Database, clock: Clock) -> Merged:
    """Go on in `kept`; `merged` is closed and its links lead there. The customer is told so in both (B5).

    Only conversations of one customer are merged, except by a lead, who may know that two customers are one person;
    then the other's links do not lead to `kept`, because nothing has proven that they are. Raises
    `NoSuchConversation`, `NotAllowed`, `MergedAway`, `CannotMerge`.
    """
    async with db.transaction() as tx:
        into, away = await _take_both(tx, kept, merged, actor)
        must_change(actor)
        await _must_fit(tx, into, away, actor)
        at = clock.now()
        await merges.add(tx, into.id, away.id, standing(away), by=actor.staff_id, at=at)
        after, lasting = closed(away, into, at), hastened(into, away)
        await enact(tx, away, after, _told(EventKind.MERGED, actor, away, into, "into"), at=at)
        await enact(tx, into, lasting, _told(EventKind.MERGED, actor, into, away, "source"), at=at)
        await note_change(tx, actor, away, "merged", into=int(into.id))
    return Merged(lasting, after)


async def unmerge(merged: str, *, actor: Actor, db: Database, desk: Desk, clock: Clock) -> Conversation:
    """Part a merged conversation again: as it stood, and with a fresh promise if it was open.

    Raises `NoSuchConversation`, `NotAllowed`, `NotMerged`.
    """
    async with db.transaction() as tx:
        found = await find_for(tx, merged, actor)
        must_change(actor)
        kept = await sight.reference(tx, found.merged_into, actor) if found.merged_into is not None else None
        if kept is None:
            raise NotMerged
        into, away = await _take_both(tx, kept, merged, actor)
        at = clock.now()
        stood = await merges.undo(tx, into.id, away.id, at)
        if stood is None:
            raise NotMerged
        after = reopened(away, stood, desk, at)
        await enact(tx, away, after, _told(EventKind.UNMERGED, actor, away, into, "source"), at=at)
        await enact(tx, into, into, _told(EventKind.UNMERGED, actor, into, away, "other"), at=at)
        await note_change(tx, actor, away, "unmerged", out_of=int(into.id))
    return after


def standing(away: Conversation) -> dict[str, object]:
    """What has to be remembered to undo it."""
    return {"status": away.status.value, "assignee": away.assignee_id, "group": away.group_id}


def closed(away: Conversation, into: Conversation, at: datetime) -> Conversation:
    """The conversation that goes on elsewhere."""
    return replace(
        away,
        status=Status.RESOLVED,
        next_update_due=None,
        warn_at=None,
        snoozed_until=None,
        resolved_at=at,
        merged_into=into.id,
    )


def hastened(into: Conversation, away: Conversation) -> Conversation:
    """The kept conversation: an open promise of the other one is kept by this one, in the more urgent lane."""
    if into.status is not Status.OPEN or away.status is not Status.OPEN:
        return into
    dues = [due for due in (into.next_update_due, away.next_update_due) if due is not None]
    return replace(into, next_update_due=min(dues), promised_at=min(into.promised_at, away.promised_at))


def reopened(away: Conversation, stood: str, desk: Desk, at: datetime) -> Conversation:
    """The conversation on its own again; what had been put away or waited comes back open, to be looked at."""
    free = replace(away, merged_into=None)
    return free if stood == Status.RESOLVED else promised(free, desk, at)


def _told(kind: EventKind, actor: Actor, here: Conversation, there: Conversation, role: str) -> list[Entry]:
    """What tells of it here. One customer is never told the reference of another's conversation."""
    body = {role: there.reference}
    if here.customer_id == there.customer_id:
        return [Entry(kind, Audience.EVERYONE, staff_id=actor.staff_id, body=body)]
    return [
        Entry(kind, Audience.EVERYONE, staff_id=actor.staff_id, body={role: None}),
        Entry(kind, Audience.STAFF, staff_id=actor.staff_id, body=body),
    ]


async def _must_fit(tx: Tx, into: Conversation, away: Conversation, actor: Actor) -> None:
    if into.merged_into is not None or away.merged_into is not None:
        raise MergedAway
    if into.id == away.id or (into.customer_id != away.customer_id and not may_lead(actor)):
        raise CannotMerge
    if await merges.holds(tx, away.id):
        raise CannotMerge("others were merged into it; part or merge those first")


async def _take_both(tx: Tx, kept: str, merged: str, actor: Actor) -> tuple[Conversation, Conversation]:
    """Both, locked in one order whichever way round they are given, so that two merges cannot wait for each other."""
    kept, merged = canonical(kept), canonical(merged)
    taken = {reference: await take_for(tx, reference, actor) for reference in sorted({kept, merged})}
    return taken[kept], taken[merged]
