"""A customer's personal data, and everything that is theirs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row, dict_row

from dengta.kernel.ids import ConversationId, CustomerId
from dengta.kernel.text import SafeText
from dengta.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Person:
    """A customer, unmasked."""

    uid: UUID
    name: SafeText | None = field(repr=False)
    email: SafeText | None = field(repr=False)
    language: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Theirs:
    """One of their conversations, as an export shows it."""

    id: ConversationId
    shown: dict[str, Any] = field(repr=False)


PERSONAL = "select uid, name, email, language, created_at from inbox_customer where id = %(customer)s"
PROOFS = "select kind, proven_at from inbox_identity where customer_id = %(customer)s order by id"
CONVERSATIONS = """
    select id, reference, subject, topic, lane, status, language, details, created_at, first_reply_at, resolved_at
    from inbox_conversation
    where customer_id = %(customer)s and (not confidential or %(confidential)s)
    order by id
"""
COUNT = "select count(*) from inbox_conversation where customer_id = %(customer)s"
MESSAGES = """
    select number, author, body as text, redactions, sent_at from inbox_message
    where conversation_id = %(conversation)s and kind = 'message'
    order by number
"""
FILES = """
    select a.uid as id, m.number, a.name, a.content_type, a.size
    from inbox_attachment a join inbox_message m on m.id = a.message_id
    where m.conversation_id = %(conversation)s and m.kind = 'message'
    order by a.id
"""
EVENTS = """
    select number, kind, at from inbox_event
    where conversation_id = %(conversation)s and audience = 'everyone'
    order by number
"""
TAKE_HELD = """
    with theirs as (
        select id, merged_into, held_at from inbox_conversation where customer_id = %(customer)s
        order by id for no key update)
    select coalesce(bool_or(theirs.held_at is not null or exists (
        select from inbox_conversation other
        where other.held_at is not null and (other.id = theirs.merged_into or other.merged_into = theirs.id))), false)
    from theirs
"""
ERASE_CUSTOMER = """
    update inbox_customer set name = null, email = null, email_proven_at = null, erased_at = %(at)s
    where id = %(customer)s
"""
ERASE_IDENTITIES = "delete from inbox_identity where customer_id = %(customer)s"
ERASE_CONVERSATIONS = """
    update inbox_conversation
    set subject = %(erased)s, last_excerpt = %(erased)s, details = '{}', secret_version = secret_version + 1
    where customer_id = %(customer)s
"""
ERASE_MESSAGES = """
    update inbox_message set body = %(erased)s
    where id in (
        select id from inbox_message
        where conversation_id in (select id from inbox_conversation where customer_id = %(customer)s)
        order by id for no key update)
"""
ERASE_CLAIMS = """
    update inbox_claim set fingerprint = ''
    where conversation_id in (select id from inbox_conversation where customer_id = %(customer)s)
"""
ERASE_WORDS = """
    delete from inbox_word
    where conversation_id in (select id from inbox_conversation where customer_id = %(customer)s)
"""
ERASE_DRAFTS = """
    delete from inbox_draft
    where conversation_id in (select id from inbox_conversation where customer_id = %(customer)s)
"""
ERASE_FILES = """
    update inbox_attachment set state = 'refused', name = 'erased'
    where customer_id = %(customer)s
       or conversation_id in (select id from inbox_conversation where customer_id = %(customer)s)
"""
FILE_IDS = """
    select uid from inbox_attachment
    where customer_id = %(customer)s
       or conversation_id in (select id from inbox_conversation where customer_id = %(customer)s)
"""
QUEUE_AGAIN = """
    update inbox_delivery d set state = 'queued', attempts = d.attempts + 1, failure = null, changed_at = %(at)s
    from inbox_message m
    where m.id = d.message_id and m.conversation_id = %(conversation)s and m.number = %(number)s and d.state = 'failed'
    returning true
"""


async def personal(tx: Tx, customer: CustomerId) -> Person:
    """A customer who exists, unmasked. The caller has noted the look."""
    async with tx.cursor(row_factory=class_row(Person)) as found:
        await found.execute(PERSONAL, {"customer": customer})
        (only,) = await found.fetchall()
        return only


async def proofs(tx: Tx, customer: CustomerId) -> list[dict[str, Any]]:
    """How they have proven who they are, without the proofs."""
    async with tx.cursor(row_factory=dict_row) as found:
        await found.execute(PROOFS, {"customer": customer})
        return await found.fetchall()


async def conversations(tx: Tx, customer: CustomerId, *, confidential: bool) -> list[Theirs]:
    """Their conversations, the confidential ones only when asked for."""
    async with tx.cursor(row_factory=dict_row) as found:
        await found.execute(CONVERSATIONS, {"customer": customer, "confidential": confidential})
        return [Theirs(ConversationId(row.pop("id")), row) for row in await found.fetchall()]


async def count(tx: Tx, customer: CustomerId) -> int:
    """How many conversations they have."""
    ((number,),) = await (await tx.execute(COUNT, {"customer": customer})).fetchall()
    return int(number)


async def messages(tx: Tx, conversation: ConversationId) -> list[dict[str, Any]]:
    """What was said to and by them, in order."""
    async with tx.cursor(row_factory=dict_row) as found:
        await found.execute(MESSAGES, {"conversation": conversation})
        return await found.fetchall()


async def files(tx: Tx, conversation: ConversationId) -> list[dict[str, Any]]:
    """What was attached; the contents are fetched by id."""
    async with tx.cursor(row_factory=dict_row) as found:
        await found.execute(FILES, {"conversation": conversation})
        return await found.fetchall()


async def events(tx: Tx, conversation: ConversationId) -> list[dict[str, Any]]:
    """What happened, as far as everyone may see it."""
    async with tx.cursor(row_factory=dict_row) as found:
        await found.execute(EVENTS, {"conversation": conversation})
        return await found.fetchall()


async def take_held(tx: Tx, customer: CustomerId) -> bool:
    """Whether a legal hold keeps any conversation of theirs, or what it was merged with; none is put on them now."""
    ((held,),) = await (await tx.execute(TAKE_HELD, {"customer": customer})).fetchall()
    return bool(held)


async def erase(tx: Tx, customer: CustomerId, erased: SafeText, at: datetime) -> None:
    """Replace their words everywhere and forget who they are. Rows stay, so that everything still adds up."""
    values = {"customer": customer, "erased": erased, "at": at}
    for statement in (
        ERASE_CUSTOMER,
        ERASE_IDENTITIES,
        ERASE_CONVERSATIONS,
        ERASE_MESSAGES,
        ERASE_CLAIMS,
        ERASE_WORDS,
        ERASE_DRAFTS,
        ERASE_FILES,
    ):
        await tx.execute(statement, values)


async def file_ids(tx: Tx, customer: CustomerId) -> list[UUID]:
    """Every file they sent or were sent."""
    found = await tx.execute(FILE_IDS, {"customer": customer})
    return [row[0] for row in await found.fetchall()]


async def queue_again(tx: Tx, conversation: ConversationId, number: int, at: datetime) -> bool:
    """Put the failed delivery of a message back into the queue; False when there is none."""
    queued = await tx.execute(QUEUE_AGAIN, {"conversation": conversation, "number": number, "at": at})
    return await queued.fetchone() is not None
