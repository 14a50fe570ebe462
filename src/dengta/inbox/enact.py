"""Write a change that staff or the desk itself made, so that it is not news to the desk."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from dengta.accounts.public import Actor, audit
from dengta.inbox import chronicle
from dengta.inbox.chronicle import Written
from dengta.inbox.model import Audience, Conversation, Entry, EventKind, Status
from dengta.inbox.protocols import Desk
from dengta.kernel.ids import StaffId
from dengta.platform.db import Tx


async def enact(
    tx: Tx, before: Conversation, after: Conversation, entries: Sequence[Entry], *, at: datetime
) -> list[Written]:
    """As `chronicle.write`; a conversation whose every event staff had read stays read."""
    if before.staff_read >= before.last_event:
        after = replace(after, staff_read=before.last_event + len(entries))
    return await chronicle.write(tx, before, after, entries, at=at)


async def note_change(tx: Tx, actor: Actor, conversation: Conversation, verb: str, **detail: str | int | None) -> None:
    """Put a deed into the audit log, with its conversation."""
    await audit.record(
        tx,
        actor=actor,
        action=f"conversation.{verb}",
        subject="conversation",
        subject_id=conversation.id,
        detail=detail,
    )


def status_entry(before: Conversation, status: Status, staff: StaffId | None, **more: object) -> list[Entry]:
    """What tells everyone that the status changed; nothing when it did not."""
    if before.status is status and not more:
        return []
    by = "desk" if staff is None else "staff"
    body = {"status": status.value, "was": before.status.value, "by": by, **more}
    return [Entry(EventKind.STATUS, Audience.EVERYONE, staff_id=staff, body=body)]


def opened(before: Conversation, desk: Desk, at: datetime) -> Conversation:
    """The conversation open again, with a fresh promise; one that is open keeps its promise."""
    return before if before.status is Status.OPEN else promised(before, desk, at)


def promised(before: Conversation, desk: Desk, at: datetime) -> Conversation:
    """The conversation open, with a promise that starts now."""
    promise = desk.next_reply(before.lane, at)
    return replace(
        before,
        status=Status.OPEN,
        promised_at=promise.due,
        next_update_due=promise.due,
        warn_at=promise.warn_at,
        warned_at=None,
        escalated_at=None,
        reminders=0,
        snoozed_until=None,
        resolved_at=None,
    )


def awaiting(before: Conversation, desk: Desk, at: datetime) -> Conversation:
    """The conversation as the customer's turn; they are reminded when they stay silent."""
    return replace(
        before,
        status=Status.WAITING,
        next_update_due=desk.silence(before.lane, at),
        warn_at=None,
        warned_at=None,
        escalated_at=None,
        reminders=0,
        snoozed_until=None,
        resolved_at=None,
    )


def resolved(before: Conversation, at: datetime) -> Conversation:
    """The conversation done; a reply of the customer opens it again."""
    return replace(
        before,
        status=Status.RESOLVED,
        next_update_due=None,
        warn_at=None,
        warned_at=None,
        escalated_at=None,
        snoozed_until=None,
        resolved_at=at,
    )
