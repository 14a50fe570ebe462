"""What surrounds a conversation on its page."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from psycopg.rows import class_row, kwargs_row

from dengta.accounts.public import Actor
from dengta.inbox.masking import masked_email, masked_name
from dengta.inbox.model import Attachment, Conversation, Delivery, Status
from dengta.inbox.scope import scope, scoped
from dengta.kernel.ids import ConversationId, CustomerId
from dengta.kernel.text import SafeText
from dengta.platform.db import Tx


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """A customer as staff see them before they reveal anything."""

    id: CustomerId
    uid: UUID
    name: str
    named: bool
    email: str | None
    email_proven: bool
    language: str
    created_at: datetime
    erased: bool
    proofs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sending:
    """How far a message to the customer has come."""

    number: int
    message: UUID
    state: Delivery
    attempts: int
    failure: str | None
    changed_at: datetime


Relation = Literal["other", "merged", "kept"]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another conversation that belongs with this one, and how."""

    relation: Relation
    reference: str
    subject: SafeText = field(repr=False)
    status: Status
    last_activity_at: datetime


@dataclass(frozen=True, slots=True)
class Context:
    """Who asks, by which door, what they filled in and what the desk understood."""

    customer: CustomerCard
    channel: str
    details: Mapping[str, str] = field(repr=False)
    understood: Mapping[str, object]


CONTEXT = """
    select p.id, p.uid, p.name, p.email, p.email_proven_at, p.language, p.created_at, p.erased_at, c.details,
           c.understood, channel.kind as channel,
           array(select distinct i.kind from inbox_identity i where i.customer_id = p.id order by 1) as proofs
    from inbox_conversation c
    join inbox_customer p on p.id = c.customer_id
    join inbox_channel channel on channel.id = c.channel_id
    where c.id = %(conversation)s
"""
ATTACHMENTS = """
    select a.uid, m.number, a.name, a.content_type, a.size, a.state
    from inbox_attachment a join inbox_message m on m.id = a.message_id
    where m.conversation_id = %(conversation)s
    order by a.id
"""
SENDINGS = """
    select m.number, m.uid as message, d.state, d.attempts, d.failure, d.changed_at
    from inbox_message m join inbox_delivery d on d.message_id = m.id
    where m.conversation_id = %(conversation)s and m.number > %(after)s
"""
NEIGHBOURS = scoped("""
    select case when c.id = %(kept)s::bigint then 'kept'
                when c.merged_into = %(conversation)s then 'merged'
                else 'other' end as relation,
           c.reference, c.subject, c.status, c.last_activity_at
    from inbox_conversation c
    where c.id in (
        select id from inbox_conversation where customer_id = %(customer)s
        union all select merged_id from inbox_merge where kept_id = %(conversation)s and undone_at is null
        union all select %(kept)s::bigint)
      and c.id <> %(conversation)s and {scope}
    order by c.last_activity_at desc, c.id desc
    limit 30
""")
NOTE_READ = """
    update inbox_conversation set staff_read = %(number)s
    where id = %(conversation)s and staff_read < %(number)s
    returning true
"""


async def context(tx: Tx, conversation: ConversationId) -> Context:
    """Everything around a conversation that exists, its customer masked."""
    async with tx.cursor(row_factory=kwargs_row(_context)) as found:
        await found.execute(CONTEXT, {"conversation": conversation})
        (only,) = await found.fetchall()
        return only


async def attachments(tx: Tx, conversation: ConversationId) -> Mapping[int, tuple[Attachment, ...]]:
    """The files of a conversation, notes' files among them, by message number."""
    async with tx.cursor(row_factory=class_row(Attachment)) as found:
        await found.execute(ATTACHMENTS, {"conversation": conversation})
        by_number: defaultdict[int, list[Attachment]] = defaultdict(list)
        for attached in await found.fetchall():
            by_number[attached.number].append(attached)
    return {number: tuple(files) for number, files in by_number.items()}


async def sendings(tx: Tx, conversation: ConversationId, after: int) -> Mapping[int, Sending]:
    """How far each message with a greater number has come, by message number."""
    async with tx.cursor(row_factory=kwargs_row(_sending)) as found:
        await found.execute(SENDINGS, {"conversation": conversation, "after": after})
        return {sending.number: sending for sending in await found.fetchall()}


async def neighbours(tx: Tx, conversation: Conversation, actor: Actor) -> list[Neighbour]:
    """The customer's further conversations and those merged, as far as the actor may see them, the latest first."""
    values = {
        "conversation": conversation.id,
        "customer": conversation.customer_id,
        "kept": conversation.merged_into,
        **scope(actor),
    }
    async with tx.cursor(row_factory=kwargs_row(_neighbour)) as found:
        await found.execute(NEIGHBOURS, values)
        return await found.fetchall()


async def note_read(tx: Tx, conversation: ConversationId, number: int) -> bool:
    """Staff have been shown everything up to a number; False when they had before."""
    read = await tx.execute(NOTE_READ, {"conversation": conversation, "number": number})
    return await read.fetchone() is not None


def _context(
    *,
    id: int,  # noqa: A002 -- the column's name
    uid: UUID,
    name: str | None,
    email: str | None,
    email_proven_at: datetime | None,
    language: str,
    created_at: datetime,
    erased_at: datetime | None,
    proofs: list[str],
    channel: str,
    details: Mapping[str, str],
    understood: Mapping[str, Any],
) -> Context:
    card = CustomerCard(
        id=CustomerId(id),
        uid=uid,
        name=masked_name(name, uid),
        named=bool(name),
        email=masked_email(email),
        email_proven=email_proven_at is not None,
        language=language,
        created_at=created_at,
        erased=erased_at is not None,
        proofs=tuple(proofs),
    )
    return Context(card, channel, details, understood)


def _sending(*, state: str, **row: Any) -> Sending:
    return Sending(state=Delivery(state), **row)


def _neighbour(*, status: str, **row: Any) -> Neighbour:
    return Neighbour(status=Status(status), **row)
