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

STRETCH_BITS = 14
"""A stretch holds 16,384 messages: some days of a middling desk, an hour of a giant one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A message that holds the words, whoever may see it."""

    message_id: int
    conversation_id: int


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
# Each stretch is asked for itself, and no further than the limit: `offset 0` keeps the planner from turning it around.
IN_STRETCHES = """
    select held.message_id, held.conversation_id
    from unnest(%(stretches)s::integer[]) with ordinality as asked (stretch, turn)
    cross join lateral (
        select message_id, conversation_id from (
            select message_id, conversation_id from inbox_word as w
            where inbox_found_by(w.words, w.stretch) @> inbox_found_by(%(words)s::text[], asked.stretch) offset 0
        ) every
        where message_id < %(high)s::bigint
        order by message_id desc
        limit %(most)s
    ) held
    order by asked.turn, held.message_id desc
    limit %(most)s
"""
VISIBLE = scoped("""
    select m.id as message_id, m.conversation_id, m.number, m.body
    from unnest(%(messages)s::bigint[], %(conversations)s::bigint[]) as candidate (message_id, conversation_id)
    join inbox_conversation c on c.id = candidate.conversation_id
    join inbox_message m on m.id = candidate.message_id
    where {scope}
      and not exists (
          select from inbox_word later
          where later.conversation_id = candidate.conversation_id and later.message_id > candidate.message_id
            and later.words @> %(words)s::text[]
          offset 0)
    order by m.id desc
""")
SPOKEN = """
    select id as message_id, conversation_id, kind, body from inbox_message where id = any(%(messages)s)
    order by id for share
"""
KEEP = """
    insert into inbox_word (message_id, conversation_id, stretch, staff_only, words)
    select message, conversation, stretch, staff_only, array(select jsonb_array_elements_text(words))
    from jsonb_to_recordset(%(given)s)
        as given (message bigint, conversation bigint, stretch integer, staff_only boolean, words jsonb)
    on conflict (message_id) do update set words = excluded.words
"""


def stretch_of(message: int) -> int:
    """The stretch of time that a message lies in; -1 is before all of them."""
    return message >> STRETCH_BITS


def first_of(stretch: int) -> int:
    """The message that a stretch begins with."""
    return stretch << STRETCH_BITS


async def newest(tx: Tx) -> int:
    """The latest message that is indexed."""
    ((message,),) = await (await tx.execute(NEWEST)).fetchall()
    return int(message)


async def in_stretches(
    tx: Tx, words: Sequence[str], stretches: Sequence[int], *, high: int, most: int
) -> list[Candidate]:
    """Messages of these stretches, below `high`, that hold all the words: the first `most`, stretch by stretch."""
    values = {"words": list(words), "stretches": list(stretches), "high": high, "most": most}
    async with tx.cursor(row_factory=class_row(Candidate)) as found:
        await found.execute(IN_STRETCHES, values)
        return await found.fetchall()


async def visible(tx: Tx, held: Sequence[Candidate], words: Sequence[str], actor: Actor) -> list[Hit]:
    """Of these messages those the actor may see and that are the latest of their conversation to hold the words."""
    values: dict[str, Any] = {
        "messages": [one.message_id for one in held],
        "conversations": [one.conversation_id for one in held],
        "words": list(words),
        **scope(actor),
    }
    async with tx.cursor(row_factory=class_row(Hit)) as found:
        await found.execute(VISIBLE, values, prepare=False)
        return await found.fetchall()


async def spoken(tx: Tx, messages: Sequence[MessageId]) -> list[Spoken]:
    """Those of the messages that are still there.

    They stand still until the caller commits, so that no words are kept of what was taken out in the meantime:
    whoever takes words out changes the message first, and what the index has of it afterwards.
    """
    async with tx.cursor(row_factory=class_row(Spoken)) as found:
        await found.execute(SPOKEN, {"messages": list(messages)})
        return await found.fetchall()


async def keep(tx: Tx, said: Sequence[tuple[Spoken, Sequence[str]]]) -> None:
    """Make each message found by its words, in the place of those it was found by before."""
    given = [
        {
            "message": message.message_id,
            "conversation": message.conversation_id,
            "stretch": stretch_of(message.message_id),
            "staff_only": message.kind == "note",
            "words": list(words),
        }
        for message, words in said
    ]
    await tx.execute(KEEP, {"given": Jsonb(given)})
