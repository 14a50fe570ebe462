"""The words that conversations are found by."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from psycopg.rows import class_row

from dengta.accounts.public import Actor
from dengta.inbox.scope import scope, scoped
from dengta.kernel.ids import ConversationId, MessageId
from dengta.kernel.text import SafeText
from dengta.platform.db import Tx


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


# Common words are found by walking back from the latest message, rare ones by the index; with the words known the
# planner sees which is which.
HITS = scoped("""
    select w.message_id, w.conversation_id, m.number, m.body
    from inbox_word w
    join inbox_conversation c on c.id = w.conversation_id
    join inbox_message m on m.id = w.message_id
    where w.words @> %(words)s::text[]
      and w.message_id < %(before)s::bigint
      and {scope}
      and not exists (
          select from inbox_word later
          where later.conversation_id = w.conversation_id and later.message_id > w.message_id
            and later.words @> %(words)s::text[])
    order by w.message_id desc
    limit %(limit)s
""")
SPOKEN = "select id as message_id, conversation_id, kind, body from inbox_message where id = %(message)s"
KEEP = """
    insert into inbox_word (message_id, conversation_id, staff_only, words)
    values (%(message)s, %(conversation)s, %(staff_only)s, %(words)s)
    on conflict (message_id) do update set words = excluded.words
"""


async def hits(tx: Tx, words: Sequence[str], *, actor: Actor, before: int | None, limit: int) -> list[Hit]:
    """Up to `limit` conversations, each by its latest message that holds all the words, the latest first."""
    values: dict[str, Any] = {"words": list(words), "before": before or 2**62, "limit": limit, **scope(actor)}
    async with tx.cursor(row_factory=class_row(Hit)) as found:
        await found.execute(HITS, values, prepare=False)
        return await found.fetchall()


async def spoken(tx: Tx, message: MessageId) -> Spoken | None:
    """A message or note, or None when it is gone."""
    async with tx.cursor(row_factory=class_row(Spoken)) as found:
        await found.execute(SPOKEN, {"message": message})
        return await found.fetchone()


async def keep(tx: Tx, said: Spoken, words: Sequence[str]) -> None:
    """Make a message found by these words, in the place of those it was found by before."""
    values = {
        "message": said.message_id,
        "conversation": said.conversation_id,
        "staff_only": said.kind == "note",
        "words": list(words),
    }
    await tx.execute(KEEP, values)
