"""Conversations: found, taken and changed."""

from collections.abc import Mapping
from typing import Any, Final, LiteralString

from psycopg.rows import kwargs_row

from dengta.inbox.model import Conversation, Lane, Status
from dengta.kernel.ids import ConversationId
from dengta.platform.db import Tx

COLUMNS: Final[LiteralString] = """
    id, uid, reference, channel_id, customer_id, subject, topic, lane, status, language, group_id, assignee_id,
    confidential, created_at, last_activity_at, last_customer_at, last_staff_at, first_reply_at, promised_at,
    next_update_due, warn_at, warned_at, escalated_at, reminders, snoozed_until, resolved_at, merged_into,
    last_event, last_shown, last_shown_at, customer_delivered, customer_read, staff_read, secret_version
"""
"""What `conversation_row` makes a `Conversation` of."""

TAKE = "select" + COLUMNS + "from inbox_conversation where id = %(id)s for no key update"
FIND_BY_REFERENCE = "select" + COLUMNS + "from inbox_conversation where reference = %(reference)s"
FIND = "select" + COLUMNS + "from inbox_conversation where id = %(id)s"
REFERENCE_OF = "select reference from inbox_conversation where id = %(id)s and not confidential"
CHANGE = """
    update inbox_conversation set
        subject = %(subject)s, topic = %(topic)s, lane = %(lane)s, status = %(status)s, group_id = %(group_id)s,
        assignee_id = %(assignee_id)s, confidential = %(confidential)s, last_activity_at = %(last_activity_at)s,
        last_customer_at = %(last_customer_at)s, last_staff_at = %(last_staff_at)s,
        first_reply_at = %(first_reply_at)s, promised_at = %(promised_at)s, next_update_due = %(next_update_due)s,
        warn_at = %(warn_at)s, warned_at = %(warned_at)s, escalated_at = %(escalated_at)s, reminders = %(reminders)s,
        snoozed_until = %(snoozed_until)s, resolved_at = %(resolved_at)s, merged_into = %(merged_into)s,
        last_event = %(last_event)s, last_shown = %(last_shown)s, last_shown_at = %(last_shown_at)s,
        customer_delivered = %(customer_delivered)s, customer_read = %(customer_read)s, staff_read = %(staff_read)s,
        secret_version = %(secret_version)s, last_excerpt = coalesce(%(excerpt)s, last_excerpt)
    where id = %(id)s
"""


async def take_conversation(tx: Tx, conversation: ConversationId) -> Conversation | None:
    """The conversation, locked until commit, or None. Its next event number is this caller's to give."""
    async with tx.cursor(row_factory=kwargs_row(conversation_row)) as found:
        await found.execute(TAKE, {"id": conversation})
        return await found.fetchone()


async def find_by_reference(tx: Tx, reference: str) -> Conversation | None:
    """The conversation that carries this reference, not locked. Nobody's right to see it has been checked."""
    async with tx.cursor(row_factory=kwargs_row(conversation_row)) as found:
        await found.execute(FIND_BY_REFERENCE, {"reference": reference})
        return await found.fetchone()


async def find(tx: Tx, conversation: ConversationId) -> Conversation | None:
    """A conversation by its id, not locked. Nobody's right to see it has been checked."""
    async with tx.cursor(row_factory=kwargs_row(conversation_row)) as found:
        await found.execute(FIND, {"id": conversation})
        return await found.fetchone()


async def reference_of(tx: Tx, conversation: ConversationId) -> str | None:
    """A conversation's reference, for telling others about it; None for one that is confidential or not there."""
    row = await (await tx.execute(REFERENCE_OF, {"id": conversation})).fetchone()
    return str(row[0]) if row else None


async def change(tx: Tx, after: Mapping[str, Any]) -> None:
    """Write every changeable column of a conversation that this transaction has taken."""
    await tx.execute(CHANGE, after)


def conversation_row(*, lane: str, status: str, **row: Any) -> Conversation:
    """A row of `COLUMNS` as a value."""
    return Conversation(lane=Lane(lane), status=Status(status), **row)
