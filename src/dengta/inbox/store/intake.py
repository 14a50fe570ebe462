"""First messages: many conversations opened by one statement.

Requests that arrive together share a commit. Each row stands for itself: a row whose client id is already claimed
writes nothing, whatever happens to its neighbours. Foreign keys are checked when the statement ends, so the claim
may name a conversation that the same statement opens.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg.types.json import Jsonb

from dengta.kernel.ids import ConversationId
from dengta.platform.db import Tx

RESERVE = """
    select nextval('inbox_conversation_id_seq'), nextval('inbox_message_id_seq'), nextval('inbox_customer_id_seq')
    from generate_series(1, %(block)s)
"""

OPEN = """
    with given as (
        select * from jsonb_to_recordset(%(given)s) as given (
            id bigint, uid uuid, reference text, channel text, customer bigint, new_customer uuid, name text,
            sender text, client_id text, fingerprint text, subject text, topic text, lane text, language text,
            details jsonb, understood jsonb, group_id bigint, at timestamptz, promised timestamptz,
            warn_at timestamptz, message bigint, message_uid uuid, body text, redactions jsonb, fact jsonb,
            exposed jsonb
        )
    ), claimed as (
        insert into inbox_claim (sender, client_id, fingerprint, conversation_id, number, claimed_at)
        select sender, client_id, decode(fingerprint, 'hex'), id, 1, at from given
        on conflict (sender, client_id) do nothing
        returning conversation_id
    ), fresh as (
        select given.* from given join claimed on claimed.conversation_id = given.id
    ), met as (
        insert into inbox_customer (id, uid, name, language, created_at) overriding system value
        select customer, new_customer, name, language, at from fresh where new_customer is not null
    ), opened as (
        insert into inbox_conversation (
            id, uid, reference, channel_id, customer_id, subject, topic, lane, language, details, understood,
            group_id, created_at, last_activity_at, last_customer_at, promised_at, next_update_due, warn_at,
            last_event, last_shown, last_shown_at, last_excerpt
        ) overriding system value
        select fresh.id, uid, reference, inbox_channel.id, customer, subject, topic, lane, language, details,
               understood, group_id, at, at, at, promised, promised, warn_at,
               last, last, at, left(body, 140)
        from fresh join inbox_channel on inbox_channel.kind = fresh.channel
        cross join lateral (select case when exposed is null then 2 else 3 end as last) as numbered
    ), said as (
        insert into inbox_message
            (id, uid, conversation_id, number, kind, author, client_id, body, redactions, sent_at)
            overriding system value
        select message, message_uid, id, 1, 'message', 'customer', client_id, body,
               array(select jsonb_array_elements_text(redactions)), at
        from fresh
    ), happened as (
        insert into inbox_event (conversation_id, number, kind, audience, message_id, body, at)
        select id, 1, 'message', 'everyone', message, '{}'::jsonb, at from fresh
        union all
        select id, 2, 'understood', 'everyone', null, understood, at from fresh
        union all
        select id, 3, 'redacted', 'everyone', null, exposed, at from fresh where exposed is not null
    ), told as (
        insert into platform_outbox (topic, streams, payload)
        select 'inbox.conversation_opened', array['conversation:' || id, 'staff'], fact from fresh
        union all
        select 'inbox.secret_exposed', array['staff'],
               exposed || jsonb_build_object('conversation_id', id, 'number', 3)
        from fresh where exposed is not null
    )
    select conversation_id from claimed
"""

FIRST_ANSWER = """
    select c.id, c.uid, c.reference, c.secret_version, c.lane, c.topic, c.created_at, c.understood, claim.fingerprint,
           claim.number, m.uid as message_uid, m.redactions, m.sent_at, m.body
    from inbox_claim as claim
    join inbox_conversation as c on c.id = claim.conversation_id
    join inbox_message as m on m.conversation_id = claim.conversation_id and m.number = claim.number
    where claim.sender = %(sender)s and claim.client_id = %(client_id)s
"""

CLAIM = """
    insert into inbox_claim (sender, client_id, fingerprint, conversation_id, number, claimed_at)
    values (%(sender)s, %(client_id)s, %(fingerprint)s, %(conversation)s, %(number)s, %(at)s)
    on conflict (sender, client_id) do nothing
    returning true
"""


async def reserve(tx: Tx, block: int) -> list[tuple[int, int, int]]:
    """Ids nobody else will use, for `block` conversations, their first messages and new customers."""
    found = await tx.execute(RESERVE, {"block": block})
    return [(int(a), int(b), int(c)) for a, b, c in await found.fetchall()]


async def open_all(tx: Tx, given: Sequence[Mapping[str, Any]]) -> set[ConversationId]:
    """Open every conversation whose client id nobody has claimed; returns the ids of those.

    `given` holds one mapping a conversation, with the columns of the statement's `given`; `fingerprint` in hex.
    """
    opened = await tx.execute(OPEN, {"given": Jsonb(given)})
    return {ConversationId(row[0]) for row in await opened.fetchall()}


async def first_answer(tx: Tx, sender: str, client_id: str) -> dict[str, Any] | None:
    """What was answered when this client id was first used by this sender, or None if it never was."""
    found = await tx.execute(FIRST_ANSWER, {"sender": sender, "client_id": client_id})
    row = await found.fetchone()
    if row is None or found.description is None:
        return None
    return dict(zip([column.name for column in found.description], row, strict=True))


async def claim(tx: Tx, values: Mapping[str, Any]) -> bool:
    """True for the first caller to present this client id, and only for that one."""
    claimed = await tx.execute(CLAIM, values)
    return await claimed.fetchone() is not None
