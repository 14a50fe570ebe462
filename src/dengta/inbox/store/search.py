"""The words that conversations are found by."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from dengta.accounts.public import Actor
from dengta.inbox.scope import scope, scoped
from dengta.kernel.ids import ConversationId, MessageId
from dengta.kernel.text import SafeText
from dengta.platform.db import Tx

BUCKET_BITS = 17
"""A bucket holds 131,072 messages: a month of a middling desk, a few hours of a giant one."""


@dataclass(frozen=True, slots=True)
class Hit:
    """The latest message of a conversation that holds the words."""

    message_id: MessageId
    conversation_id: ConversationId
    number: int
    body: SafeText = field(repr=False)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message or note as the index needs it."""

    message_id: MessageId
    conversation_id: ConversationId
    kind: str
    body: SafeText = field(repr=False)


NEWEST = "select coalesce(max(message_id), 0) from inbox_word"
# Read first, compared afterwards: the planner must not mistake a common word for a rare one.
RECENT = """
    with recent as materialized (
        select message_id, words from inbox_word
        where message_id >= %(low)s::bigint and message_id < %(high)s::bigint
    )
    select message_id from recent where words @> %(words)s::text[] order by message_id desc
"""
IN_BUCKETS = """
    select held.message_id
    from unnest(%(buckets)s::text[]) with ordinality as asked (bucket, turn)
    cross join lateral (
        select message_id from (
            select message_id from inbox_word where words @> array_append(%(words)s::text[], asked.bucket) offset 0
        ) every
        where message_id < %(high)s::bigint
        order by message_id desc
        limit %(most)s
    ) held
    order by asked.turn, held.message_id desc
"""
# Each candidate is looked up for itself: `offset 0` keeps the planner from joining everything with everything.
VISIBLE = scoped("""
    select m.id as message_id, m.conversation_id, m.number, m.body
    from unnest(%(messages)s::bigint[]) as candidate (message_id)
    join inbox_message m on m.id = candidate.message_id
    join inbox_conversation c on c.id = m.conversation_id
    where {scope}
      and not exists (
          select from inbox_word later
          where later.conversation_id = m.conversation_id and later.message_id > m.id
            and later.words @> %(words)s::text[]
          offset 0)
    order by m.id desc
""")
SPOKEN = "select id as message_id, conversation_id, kind, body from inbox_message where id = any(%(messages)s)"
KEEP = """
    insert into inbox_word (message_id, conversation_id, staff_only, words)
    select message, conversation, staff_only, array(select jsonb_array_elements_text(words))
    from jsonb_to_recordset(%(given)s) as given (message bigint, conversation bigint, staff_only boolean, words jsonb)
    on conflict (message_id) do update set words = excluded.words
"""


def bucket(message: int) -> str:
    """The mark of a message's bucket, kept among its words, so that the index can look at one stretch of time.

    No word begins like it.
    """
    return f"#{message >> BUCKET_BITS}"


async def newest(tx: Tx) -> int:
    """The latest message that is indexed."""
    ((message,),) = await (await tx.execute(NEWEST)).fetchall()
    return int(message)


async def recent(tx: Tx, words: Sequence[str], low: int, high: int) -> list[int]:
    """Messages from `low` to below `high` that hold all the words, the latest first."""
    found = await tx.execute(RECENT, {"words": list(words), "low": low, "high": high})
    return [int(row[0]) for row in await found.fetchall()]


async def in_buckets(tx: Tx, words: Sequence[str], buckets: Sequence[str], *, high: int, most: int) -> list[int]:
    """Messages of these buckets, below `high`, that hold all the words; the latest `most` of each bucket."""
    values = {"words": list(words), "buckets": list(buckets), "high": high, "most": most}
    found = await tx.execute(IN_BUCKETS, values)
    return [int(row[0]) for row in await found.fetchall()]


async def visible(tx: Tx, messages: Sequence[int], words: Sequence[str], actor: Actor) -> list[Hit]:
    """Of these messages those the actor may see and that are the latest of their conversation to hold the words."""
    values: dict[str, Any] = {"messages": list(messages), "words": list(words), **scope(actor)}
    async with tx.cursor(row_factory=class_row(Hit)) as found:
        await found.execute(VISIBLE, values, prepare=False)
        return await found.fetchall()


async def spoken(tx: Tx, messages: Sequence[MessageId]) -> list[Spoken]:
    """Those of the messages that are still there."""
    async with tx.cursor(row_factory=class_row(Spoken)) as found:
        await found.execute(SPOKEN, {"messages": list(messages)})
        return await found.fetchall()


async def keep(tx: Tx, said: Sequence[tuple[Spoken, Sequence[str]]]) -> None:
    """Make each message found by its words, in the place of those it was found by before."""
    given = [
        {
            "message": message.message_id,
            "conversation": message.conversation_id,
            "staff_only": message.kind == "note",
            "words": [*words, bucket(message.message_id)],
        }
        for message, words in said
    ]
    await tx.execute(KEEP, {"given": Jsonb(given)})
