"""What the desk itself does when time passes: warn, escalate, wake, remind, close. Nobody's answer is needed for it.

A conversation that is open is late from the moment its promise passes until someone answers. `next_update_due` stays
where it was, so that it is seen as overdue; `promised_at` moves on, so that the customer always has a next time.
Every use case here looks again under the lock and does nothing when there is nothing left to do: two workers, or one
that runs twice, do each thing once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from dengta.accounts.public import Role, Staff, staff_list
from dengta.inbox import chronicle
from dengta.inbox.enact import enact, resolved, status_entry
from dengta.inbox.model import (
    Audience,
    Author,
    Cell,
    Conversation,
    Entry,
    EventKind,
    Lane,
    Status,
    Words,
)
from dengta.inbox.policy import as_actor, may_see
from dengta.inbox.protocols import Expectation
from dengta.inbox.store import attention as stored
from dengta.inbox.store import mentions
from dengta.kernel.clock import Clock
from dengta.kernel.ids import ConversationId, StaffId
from dengta.kernel.text import SafeText
from dengta.platform.db import Database, Tx
from dengta.platform.i18n import Language

REMINDERS = 2  # before a silent customer is taken to need nothing more


class Attention(StrEnum):
    """What a conversation needs of the desk."""

    WARN = "warn"
    ESCALATE = "escalate"
    WAKE = "wake"
    REMIND = "remind"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Due:
    """A conversation that needs something now. `since` is the time that passed, `reminders` how many were sent."""

    conversation: ConversationId
    reference: str
    need: Attention
    lane: Lane
    language: Language
    since: datetime
    reminders: int


async def due_for_attention(tx: Tx, now: datetime, limit: int = 200) -> list[Due]:
    """Conversations that need something, emergencies first, then the longest waiting."""
    found = await stored.due(tx, now, limit)
    return [_due(conversation, need) for conversation in found if (need := needs(conversation, now)) is not None]


def needs(conversation: Conversation, now: datetime) -> Attention | None:
    """What a conversation needs at a moment; None most of the time."""
    due = next_word(conversation)
    if conversation.merged_into is not None or due is None:
        return None
    if conversation.status is Status.OPEN:
        return _needs_open(conversation, due, now)
    if due > now:
        return None
    if conversation.status is Status.SNOOZED:
        return Attention.WAKE
    return Attention.REMIND if conversation.reminders < REMINDERS else Attention.CLOSE


def next_word(conversation: Conversation) -> datetime | None:
    """When the customer is to hear from us next; after a broken promise, the one that was made in its place."""
    due = conversation.next_update_due
    if conversation.status is Status.OPEN and due is not None:
        return max(due, conversation.promised_at)
    return due


def _needs_open(conversation: Conversation, due: datetime, now: datetime) -> Attention | None:
    if due <= now:
        return Attention.ESCALATE
    if conversation.warned_at is None and conversation.warn_at is not None and conversation.warn_at <= now:
        return Attention.WARN
    return None


async def warn(conversation: ConversationId, *, db: Database, clock: Clock) -> bool:
    """Tell staff that a promise is about to be broken; once a promise."""
    async with db.transaction() as tx:
        at = clock.now()
        before = await _take(tx, conversation, Attention.WARN, at)
        if before is None:
            return False
        entry = Entry(EventKind.WARNED, Audience.STAFF, body={"due": _text(before.next_update_due)})
        await enact(tx, before, replace(before, warned_at=at), [entry], at=at)
    return True


async def escalate(
    conversation: ConversationId, *, promise: Expectation, words: SafeText, db: Database, clock: Clock
) -> bool:
    """A promise was broken: tell everyone, call the leads with a note, take it from whoever let it lie, promise anew.

    Leads are called; for an emergency security officers too, for a confidential case they alone.
    """
    async with db.transaction() as tx:
        at = clock.now()
        before = await _take(tx, conversation, Attention.ESCALATE, at)
        if before is None:
            return False
        after = replace(before, escalated_at=at, assignee_id=None, promised_at=promise.due)
        body = {"was_due": _text(before.next_update_due), "promised": _text(promise.due)}
        entries = [
            Entry(EventKind.NOTE, Audience.STAFF, words=Words(Author.DESK, words)),
            Entry(EventKind.ESCALATED, Audience.EVERYONE, body=body),
        ]
        if before.assignee_id is not None:
            whose = {"to": None, "was": before.assignee_id, "because": "silence"}
            entries.append(Entry(EventKind.ASSIGNED, Audience.EVERYONE, body=whose))
        note, *_ = await enact(tx, before, replace(after, warned_at=before.warned_at or at), entries, at=at)
        if note.message_id is not None:
            await mentions.add(tx, before.id, note.message_id, called(await staff_list(tx), after.cell))
    return True


def called(staff: Sequence[Staff], cell: Cell) -> list[StaffId]:
    """Whom an escalation calls: those answerable for such a case who may see it, else whoever runs the desk."""
    answerable = {Role.LEAD} | ({Role.SECURITY_OFFICER} if cell.lane is Lane.EMERGENCY or cell.confidential else set())
    seeing = [person for person in staff if person.active and may_see(as_actor(person), cell)]
    chosen = [person.id for person in seeing if person.roles & answerable]
    return chosen or [person.id for person in seeing if Role.ADMINISTRATOR in person.roles]


async def wake(conversation: ConversationId, *, promise: Expectation, db: Database, clock: Clock) -> bool:
    """A snooze has ended: open again, with a promise that starts now."""
    async with db.transaction() as tx:
        at = clock.now()
        before = await _take(tx, conversation, Attention.WAKE, at)
        if before is None:
            return False
        after = replace(
            before,
            status=Status.OPEN,
            snoozed_until=None,
            promised_at=promise.due,
            next_update_due=promise.due,
            warn_at=promise.warn_at,
            warned_at=None,
            escalated_at=None,
        )
        await enact(tx, before, after, status_entry(before, Status.OPEN, None), at=at)
    return True


async def remind(
    conversation: ConversationId, *, words: SafeText, next_at: datetime, db: Database, clock: Clock
) -> bool:
    """Ask a silent customer once more, in the desk's name; `next_at` is when the desk looks again."""
    async with db.transaction() as tx:
        at = clock.now()
        before = await _take(tx, conversation, Attention.REMIND, at)
        if before is None:
            return False
        entries = [
            Entry(EventKind.MESSAGE, Audience.EVERYONE, words=Words(Author.DESK, words)),
            Entry(EventKind.REMINDED, Audience.STAFF, body={"reminder": before.reminders + 1}),
        ]
        after = replace(before, reminders=before.reminders + 1, next_update_due=next_at)
        await enact(tx, before, after, entries, at=at)
    return True


async def close_idle(conversation: ConversationId, *, words: SafeText, db: Database, clock: Clock) -> bool:
    """Resolve a conversation whose customer stayed silent after every reminder; any reply opens it again."""
    async with db.transaction() as tx:
        at = clock.now()
        before = await _take(tx, conversation, Attention.CLOSE, at)
        if before is None:
            return False
        said = Entry(EventKind.MESSAGE, Audience.EVERYONE, words=Words(Author.DESK, words))
        entries = [said, *status_entry(before, Status.RESOLVED, None, because="silence")]
        await enact(tx, before, resolved(before, at), entries, at=at)
    return True


async def _take(tx: Tx, conversation: ConversationId, need: Attention, at: datetime) -> Conversation | None:
    """The conversation, locked, if this is still what it needs."""
    before = await chronicle.take(tx, conversation)
    return before if needs(before, at) is need else None


def _due(conversation: Conversation, need: Attention) -> Due:
    return Due(
        conversation=conversation.id,
        reference=conversation.reference,
        need=need,
        lane=conversation.lane,
        language=conversation.language,
        since=conversation.next_update_due or conversation.promised_at,
        reminders=conversation.reminders,
    )


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
