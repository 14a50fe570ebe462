"""Messages and events: appended, and read by number."""

from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import kwargs_row
from psycopg.types.json import Jsonb

from dengta.inbox.model import Audience, Author, Entry, EventKind, Happened, Message, Words
from dengta.kernel.ids import ConversationId, CustomerId, MessageId, StaffId
from dengta.kernel.text import SafeText
from dengta.platform.db import Tx

ADD_SAID = """
    with said as (
        insert into inbox_message
            (uid, conversation_id, number, kind, author, staff_id, client_id, body, redactions, sent_at)
        values (%(uid)s, %(conversation)s, %(number)s, %(kind)s, %(author)s, %(staff)s, %(client_id)s, %(words)s,
                %(redactions)s, %(at)s)
        returning id
    ), happened as (
        insert into inbox_event (conversation_id, number, kind, audience, staff_id, message_id, body, at)
        select %(conversation)s, %(number)s, %(kind)s, %(audience)s, %(staff)s, id, %(body)s, %(at)s from said
    ), followed as (
        insert into inbox_delivery (message_id, recipient, channel_id, state, changed_at)
        select said.id, c.customer_id, c.channel_id, 'sent', %(at)s
        from said, inbox_conversation as c
        where c.id = %(conversation)s and %(kind)s = 'message' and %(author)s <> 'customer'
    )
    select id from said
"""
ADD_EVENT = """
    insert into inbox_event (conversation_id, number, kind, audience, staff_id, body, at)
    values (%(conversation)s, %(number)s, %(kind)s, %(audience)s, %(staff)s, %(body)s, %(at)s)
"""
BIND_ATTACHMENTS = """
    update inbox_attachment set message_id = %(message)s, conversation_id = %(conversation)s
    where uid = any(%(uids)s) and message_id is null
      and (customer_id = %(customer)s or staff_id = %(staff)s or (customer_id is null and staff_id is null))
"""
LAST_FROM_CUSTOMER = """
    select id, uid, number, kind, author, staff_id, body, redactions, sent_at from inbox_message
    where conversation_id = %(conversation)s and author = 'customer' and sent_at > %(since)s
    order by number desc limit %(most)s
"""
SAID_BEFORE = """
    select id, uid, number, kind, author, staff_id, body, redactions, sent_at from inbox_message
    where conversation_id = %(conversation)s and author = 'customer' and sent_at > %(since)s
      and number < coalesce((select claim.number from inbox_claim as claim
                             where claim.sender = %(sender)s and claim.client_id = %(client_id)s
                               and claim.conversation_id = %(conversation)s), number + 1)
    order by number desc limit %(most)s
"""
AMEND = """
    with forgotten as (
        update inbox_claim as claim set fingerprint = ''
        from inbox_message as message
        where message.id = %(message)s and claim.conversation_id = message.conversation_id
          and claim.number = message.number
    ), amended as (
        update inbox_message set body = %(body)s, redactions = array(select distinct unnest(redactions || %(kinds)s))
        where id = %(message)s
        returning conversation_id, number
    )
    update inbox_conversation set subject = left(%(body)s, 80)
    from amended where inbox_conversation.id = amended.conversation_id and amended.number = 1
"""
EVENTS_AFTER = """
    select conversation_id, number, kind, audience, staff_id, message_id, body, at
    from inbox_event
    where conversation_id = %(conversation)s and number > %(after)s and (audience = 'everyone' or %(all)s)
    order by number
    limit %(limit)s
"""
MESSAGES = """
    select id, uid, number, kind, author, staff_id, body, redactions, sent_at
    from inbox_message
    where conversation_id = %(conversation)s and number > %(after)s and (kind = 'message' or %(all)s)
    order by number
    limit %(limit)s
"""


async def add_said(
    tx: Tx, conversation: ConversationId, number: int, uid: UUID, words: Words, *, entry: Entry, at: datetime
) -> MessageId:
    """Store one message or note with its event; a message to the customer begins to be followed."""
    added = await tx.execute(
        ADD_SAID,
        {
            "uid": uid,
            "conversation": conversation,
            "number": number,
            "kind": entry.kind,
            "audience": entry.audience,
            "author": words.author,
            "staff": entry.staff_id,
            "client_id": words.client_id,
            "words": words.body,
            "redactions": list(words.redactions),
            "body": Jsonb(dict(entry.body)),
            "at": at,
        },
    )
    ((message_id,),) = await added.fetchall()
    return MessageId(message_id)


async def add_event(tx: Tx, conversation: ConversationId, number: int, entry: Entry, *, at: datetime) -> None:
    """Append one event without words. The primary key refuses a number given twice."""
    await tx.execute(
        ADD_EVENT,
        {
            "conversation": conversation,
            "number": number,
            "kind": entry.kind,
            "audience": entry.audience,
            "staff": entry.staff_id,
            "body": Jsonb(dict(entry.body)),
            "at": at,
        },
    )


async def bind_attachments(
    tx: Tx,
    conversation: ConversationId,
    message: MessageId,
    uids: tuple[UUID, ...],
    *,
    customer: CustomerId | None = None,
    staff: StaffId | None = None,
) -> int:
    """Give the loose attachments of this customer or member of staff to a message; returns how many there were."""
    bound = await tx.execute(
        BIND_ATTACHMENTS,
        {
            "conversation": conversation,
            "message": message,
            "uids": list(uids),
            "customer": customer,
            "staff": staff,
        },
    )
    return bound.rowcount


async def last_from_customer(tx: Tx, conversation: ConversationId, *, since: datetime, most: int) -> list[Message]:
    """The customer's last messages that are not older than `since`, the oldest first."""
    async with tx.cursor(row_factory=kwargs_row(_message)) as found:
        await found.execute(LAST_FROM_CUSTOMER, {"conversation": conversation, "since": since, "most": most})
        return (await found.fetchall())[::-1]


async def said_before(
    tx: Tx, conversation: ConversationId, sender: str, client_id: str, *, since: datetime, most: int
) -> list[Message]:
    """As `last_from_customer`, before the message with this id, if it is there: a message is not its own past."""
    given = {"conversation": conversation, "sender": sender, "client_id": client_id, "since": since, "most": most}
    async with tx.cursor(row_factory=kwargs_row(_message)) as found:
        await found.execute(SAID_BEFORE, given)
        return (await found.fetchall())[::-1]


async def amend(tx: Tx, message: MessageId, body: SafeText, kinds: tuple[str, ...]) -> None:
    """Replace a message's words by what may be kept of them, in the list of conversations too.

    The fingerprint that tells its repeats goes as well: half of a secret could be guessed from it.
    """
    await tx.execute(AMEND, {"message": message, "body": body, "kinds": list(kinds)})


async def events_after(
    tx: Tx, conversation: ConversationId, after: int, *, all_of_them: bool, limit: int = 500
) -> list[Happened]:
    """Events with a greater number, in order; without `all_of_them` only those everyone may see."""
    async with tx.cursor(row_factory=kwargs_row(_happened)) as found:
        await found.execute(
            EVENTS_AFTER, {"conversation": conversation, "after": after, "all": all_of_them, "limit": limit}
        )
        return await found.fetchall()


async def messages_after(
    tx: Tx, conversation: ConversationId, after: int, *, notes: bool, limit: int = 500
) -> list[Message]:
    """Messages with a greater number, in order; notes only when asked for."""
    async with tx.cursor(row_factory=kwargs_row(_message)) as found:
        await found.execute(MESSAGES, {"conversation": conversation, "after": after, "all": notes, "limit": limit})
        return await found.fetchall()


def _happened(*, kind: str, audience: str, **row: Any) -> Happened:
    return Happened(kind=EventKind(kind), audience=Audience(audience), **row)


def _message(*, author: str, redactions: list[str], staff_id: int | None, **row: Any) -> Message:
    staff = StaffId(staff_id) if staff_id is not None else None
    return Message(author=Author(author), redactions=tuple(redactions), staff_id=staff, **row)
