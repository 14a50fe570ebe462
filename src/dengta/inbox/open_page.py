"""Open a conversation: everything a colleague sees of it at one moment, and the trace that they looked (I19)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dengta.accounts.public import Actor, Role, may_write, note_read, staff_list, staff_names
from dengta.inbox.events import SeenByStaff
from dengta.inbox.load import find_for
from dengta.inbox.model import Attachment, Conversation, EventKind, Happened, Message
from dengta.inbox.store import drafts, mentions
from dengta.inbox.store import events as listed
from dengta.inbox.store import page as stored
from dengta.inbox.store.drafts import Draft
from dengta.inbox.store.page import CustomerCard, Neighbour, Sending
from dengta.kernel.clock import Clock
from dengta.kernel.ids import StaffId
from dengta.platform import outbox
from dengta.platform.db import Database, Tx

SPAN = 400
"""How many of the latest events a page holds when nothing else is asked for."""
MOST = 4000
"""How many it holds at most, however far back it begins."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline: what happened and, when words belong to it, the words.

    `by` is the name of the colleague who did it. `sending` is how far a message to the customer has come.
    """

    event: Happened
    message: Message | None
    by: str | None
    attachments: tuple[Attachment, ...] = ()
    sending: Sending | None = None


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """A conversation as staff see it. Personal data is masked; `details` are what the customer filled in.

    `others` are the customer's further conversations and `merged` those that were merged into this one, each only as
    far as the actor may see them. `earlier` and `later` say that events before or after were left out. `suggestions`
    are helpers' drafts.
    """

    conversation: Conversation
    customer: CustomerCard
    channel: str
    details: Mapping[str, str] = field(repr=False)
    understood: Mapping[str, object]
    timeline: tuple[Moment, ...]
    earlier: bool
    later: bool
    names: Mapping[StaffId, str]
    draft: Draft | None
    suggestions: tuple[Draft, ...]
    others: tuple[Neighbour, ...]
    merged: tuple[Neighbour, ...]
    kept: Neighbour | None


async def open_conversation_page(
    reference: str, *, actor: Actor, db: Database, clock: Clock, span: int = SPAN, since: int | None = None
) -> ConversationPage:
    """The conversation with its latest `span` events, or from event `since` on when that is further back.

    The look is counted and audited before anything is shown. When somebody who answers customers looks, the customer's
    side shows that it was read. Raises `NoSuchConversation`.
    """
    async with db.transaction() as tx:
        conversation = await find_for(tx, reference, actor)
        await note_read(tx, actor, conversation.id)
        latest = max(conversation.last_event - span, 0)
        after = latest if since is None else min(max(since - 1, 0), latest)
        page = await _page(tx, conversation, actor, after)
        await mentions.note_seen(tx, conversation.id, actor.staff_id, clock.now())
        if may_write(actor) and await stored.note_read(tx, conversation.id, conversation.last_event):
            await outbox.append(tx, [SeenByStaff(int(conversation.id), conversation.last_event)])
    return page


async def _page(tx: Tx, conversation: Conversation, actor: Actor, after: int) -> ConversationPage:
    context = await stored.context(tx, conversation.id)
    moments, names = await timeline(tx, conversation, after)
    own, suggestions = await _drafts(tx, conversation, actor)
    near = await stored.neighbours(tx, conversation, actor)
    return ConversationPage(
        conversation=conversation,
        customer=context.customer,
        channel=context.channel,
        details=context.details,
        understood=context.understood,
        timeline=moments,
        earlier=after > 0,
        later=bool(moments) and moments[-1].event.number < conversation.last_event,
        names=names,
        draft=own,
        suggestions=suggestions,
        others=tuple(one for one in near if one.relation == "other"),
        merged=tuple(one for one in near if one.relation == "merged"),
        kept=next((one for one in near if one.relation == "kept"), None),
    )


async def timeline(tx: Tx, conversation: Conversation, after: int) -> tuple[tuple[Moment, ...], Mapping[StaffId, str]]:
    """What happened after an event number, with its words and people, and the names the page will say."""
    events = await listed.events_after(tx, conversation.id, after, all_of_them=True, limit=MOST)
    messages = {
        message.number: message
        for message in await listed.messages_after(tx, conversation.id, after, notes=True, limit=MOST)
    }
    files = await stored.attachments(tx, conversation.id)
    sendings = await stored.sendings(tx, conversation.id, after)
    names = await staff_names(tx, sorted(_people(conversation, events)))
    moments = tuple(
        Moment(
            event=event,
            message=messages.get(event.number),
            by=names.get(event.staff_id) if event.staff_id is not None else None,
            attachments=files.get(event.number, ()),
            sending=sendings.get(event.number),
        )
        for event in events
    )
    return moments, names


def _people(conversation: Conversation, events: list[Happened]) -> set[StaffId]:
    """Everyone whose name the page will say."""
    people = {event.staff_id for event in events} | {conversation.assignee_id}
    for event in (event for event in events if event.kind is EventKind.ASSIGNED):
        people |= {StaffId(value) for key in ("to", "was") if isinstance(value := event.body.get(key), int)}
    return {person for person in people if person is not None}


async def _drafts(tx: Tx, conversation: Conversation, actor: Actor) -> tuple[Draft | None, tuple[Draft, ...]]:
    every = await drafts.drafts(tx, conversation.id)
    own = next((draft for draft in every if draft.staff_id == actor.staff_id), None)
    others = [draft for draft in every if draft is not own and draft.kind == "message"]
    if not others:
        return own, ()
    helpers = {person.id for person in await staff_list(tx) if Role.HELPER in person.roles}
    return own, tuple(draft for draft in others if draft.staff_id in helpers)
