"""Write what happened to a conversation: its new state, its events, and the facts that tell others.

Every change of a conversation goes through `write`, so that state, event list, counters and facts cannot disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from dengta.inbox import events
from dengta.inbox.model import Audience, Author, Cell, Conversation, Entry, EventKind
from dengta.inbox.store import conversations as stored
from dengta.inbox.store import events as listed
from dengta.kernel.errors import Kind, Refused
from dengta.kernel.events import Event
from dengta.kernel.ids import ConversationId, MessageId, uuid7
from dengta.platform import outbox
from dengta.platform.db import Tx

EXCERPT = 140
CLOCKWORK = frozenset({EventKind.WARNED, EventKind.ESCALATED})


class NoSuchConversation(Refused):
    """There is none, or none that this caller may see; from outside the two are the same."""

    kind = Kind.NOT_FOUND
    code = "conversation_not_found"


@dataclass(frozen=True, slots=True)
class Written:
    """What an entry became."""

    number: int
    message_id: MessageId | None
    message_uid: UUID | None


async def take(tx: Tx, conversation: ConversationId) -> Conversation:
    """Lock a conversation until commit and return it as it stands; raises `NoSuchConversation`."""
    found = await stored.take_conversation(tx, conversation)
    if found is None:
        raise NoSuchConversation
    return found


async def write(
    tx: Tx, before: Conversation, after: Conversation, entries: Sequence[Entry], *, at: datetime
) -> list[Written]:
    """Store a taken conversation's new state and append its entries, numbered on from its last event.

    `before` is what `take` returned in this transaction; `after` is `dataclasses.replace(before, …)`.
    Returns what each entry became, in order.
    """
    written: list[Written] = []
    for number, entry in enumerate(entries, before.last_event + 1):
        written.append(await _append(tx, before, number, entry, at=at))
    words = [entry.words for entry in entries if entry.words and entry.kind is EventKind.MESSAGE]
    state = {field.name: getattr(after, field.name) for field in fields(after)}
    state |= {
        "last_event": before.last_event + len(entries),
        "last_activity_at": at if is_news(entries) else before.last_activity_at,
        **_shown(before, entries, at),
        "excerpt": words[-1].body[:EXCERPT] if words else None,
    }
    await stored.change(tx, state)
    facts: list[Event] = [fact(before.id, entry, done) for entry, done in zip(entries, written, strict=True)]
    if before.cell != after.cell:
        facts.append(events.Tallied(before=cell_row(before.cell), after=cell_row(after.cell)))
    await outbox.append(tx, facts)
    return written


def is_news(entries: Sequence[Entry]) -> bool:
    """Whether people look for the conversation anew. When the desk's clocks warn or call somebody, nothing has been
    said: the list keeps its order, and its times tell when somebody last did something."""
    return bool(entries) and not any(entry.kind in CLOCKWORK for entry in entries)


def _shown(before: Conversation, entries: Sequence[Entry], at: datetime) -> dict[str, object]:
    """How far and until when a customer sees the conversation: what staff do among themselves moves neither."""
    numbers = [n for n, entry in enumerate(entries, before.last_event + 1) if entry.audience is Audience.EVERYONE]
    if not numbers:
        return {"last_shown": before.last_shown, "last_shown_at": before.last_shown_at}
    return {"last_shown": numbers[-1], "last_shown_at": at}


def fact(conversation: ConversationId, entry: Entry, written: Written) -> Event:
    """The fact that tells others about an entry."""
    if entry.words is not None and written.message_id is not None:
        message = (int(conversation), written.number, int(written.message_id))
        if entry.kind is EventKind.NOTE:
            return events.NoteAdded(*message)
        if entry.words.author is Author.CUSTOMER:
            return events.MessageReceived(*message)
        return events.MessageSent(*message)
    if entry.kind is EventKind.REDACTED:
        return events.SecretExposed(int(conversation), written.number, [str(kind) for kind in _kinds(entry)])
    return events.ConversationChanged(int(conversation), written.number, entry.kind)


def cell_row(cell: Cell) -> list[object]:
    """A cell as the counters keep it: nobody and no group are 0."""
    return [cell.group_id or 0, cell.assignee_id or 0, cell.status.value, cell.lane.value, cell.confidential]


def _kinds(entry: Entry) -> list[object]:
    kinds = entry.body.get("kinds")
    return list(kinds) if isinstance(kinds, list | tuple) else []


async def _append(tx: Tx, before: Conversation, number: int, entry: Entry, *, at: datetime) -> Written:
    if entry.words is None:
        await listed.add_event(tx, before.id, number, entry, at=at)
        return Written(number, None, None)
    uid = uuid7()
    message = await listed.add_said(tx, before.id, number, uid, entry.words, entry=entry, at=at)
    if entry.words.attachments:
        customer = before.customer_id if entry.words.author is Author.CUSTOMER else None
        await listed.bind_attachments(
            tx, before.id, message, entry.words.attachments, customer=customer, staff=entry.staff_id
        )
    return Written(number, message, uid)
