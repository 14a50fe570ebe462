"""What grows old in the inbox. Conversations under a legal hold do not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, LiteralString
from uuid import UUID

from dengta.kernel.ids import ConversationId
from dengta.kernel.text import SafeText
from dengta.platform.db import Tx

# What was merged is one case: none of it goes while a part of it is held, or while what it goes on in is not old.
OLD: Final[LiteralString] = """c.status = 'resolved' and c.resolved_at < %(before)s and c.held_at is null
    and not exists (
        select from inbox_conversation kept
        where kept.id = c.merged_into
          and (kept.status <> 'resolved' or kept.resolved_at >= %(before)s or kept.held_at is not null))
    and not exists (select from inbox_conversation part where part.merged_into = c.id and part.held_at is not null)"""
# Words may have been added since they were last forgotten; those of a note have their own age.
HAS_WORDS: Final[LiteralString] = """(c.forgotten_at is null
    or (c.forgotten_at <= greatest(c.resolved_at, c.last_activity_at) and c.last_activity_at < %(before)s))"""


def aged(statement: LiteralString) -> LiteralString:
    """A statement with the conditions in the place of its `{old}` and `{has_words}`."""
    return statement.replace("{old}", OLD).replace("{has_words}", HAS_WORDS)


WORDS_DUE = aged("select count(*) from inbox_conversation c where {has_words} and {old}")
TAKE_WORDS = aged("""
    update inbox_conversation
    set subject = %(erased)s, last_excerpt = %(erased)s, details = '{}', forgotten_at = %(at)s
    where id in (
        select c.id from inbox_conversation c where {has_words} and {old}
        order by c.resolved_at limit %(most)s for no key update skip locked)
    returning id
""")
FORGET_MESSAGES = """
    update inbox_message set body = %(erased)s, redactions = '{}'
    where id in (
        select id from inbox_message where conversation_id = any(%(conversations)s) order by id for no key update)
"""
FORGET_CLAIMS = "update inbox_claim set fingerprint = '' where conversation_id = any(%(conversations)s)"
FORGET_WORDS = "delete from inbox_word where conversation_id = any(%(conversations)s)"
FORGET_DRAFTS = "delete from inbox_draft where conversation_id = any(%(conversations)s)"
FORGET_NAMES = "update inbox_attachment set name = 'erased' where conversation_id = any(%(conversations)s)"
FORGET: Final = (FORGET_MESSAGES, FORGET_CLAIMS, FORGET_WORDS, FORGET_DRAFTS, FORGET_NAMES)
FILES_DUE = aged("""
    select count(*) from inbox_attachment a join inbox_conversation c on c.id = a.conversation_id
    where a.state <> 'refused' and {old}
""")
TAKE_FILES = aged("""
    update inbox_attachment set state = 'refused', name = 'erased'
    where id in (
        select a.id from inbox_attachment a join inbox_conversation c on c.id = a.conversation_id
        where a.state <> 'refused' and {old}
        order by a.id limit %(most)s for update of a skip locked)
    returning uid
""")
DEVICES_DUE = aged("select count(*) from inbox_conversation c where c.details <> '{}' and {old}")
FORGET_DEVICES = aged("""
    update inbox_conversation set details = '{}'
    where id in (
        select c.id from inbox_conversation c where c.details <> '{}' and {old}
        limit %(most)s for no key update skip locked)
""")
HOLD = """
    update inbox_conversation set held_at = case when %(held)s then coalesce(held_at, %(at)s::timestamptz) end
    where reference = %(reference)s returning id
"""


async def words_due(tx: Tx, before: datetime) -> int:
    """Conversations resolved before a time whose words are still there."""
    return await _number(tx, WORDS_DUE, before)


async def files_due(tx: Tx, before: datetime) -> int:
    """Files of conversations resolved before a time that are still there."""
    return await _number(tx, FILES_DUE, before)


async def devices_due(tx: Tx, before: datetime) -> int:
    """Conversations resolved before a time that still say what device and wallet they were about."""
    return await _number(tx, DEVICES_DUE, before)


async def forget_words(tx: Tx, before: datetime, most: int, erased: SafeText, at: datetime) -> list[ConversationId]:
    """Replace the words of up to so many conversations everywhere they are kept; returns which."""
    taken = await tx.execute(TAKE_WORDS, {"before": before, "most": most, "erased": erased, "at": at})
    conversations = [ConversationId(row[0]) for row in await taken.fetchall()]
    for statement in FORGET if conversations else ():
        await tx.execute(statement, {"conversations": _ids(conversations), "erased": erased})
    return conversations


async def take_files(tx: Tx, before: datetime, most: int) -> list[UUID]:
    """Mark up to so many files as gone; the caller drops their contents before it commits."""
    taken = await tx.execute(TAKE_FILES, {"before": before, "most": most})
    return [row[0] for row in await taken.fetchall()]


async def forget_devices(tx: Tx, before: datetime, most: int) -> int:
    """Empty the filled-in details of up to so many conversations; returns how many."""
    return (await tx.execute(FORGET_DEVICES, {"before": before, "most": most})).rowcount


async def hold(tx: Tx, reference: str, *, held: bool, at: datetime) -> ConversationId | None:
    """Put a conversation under a legal hold, or take it off; None when there is no such conversation."""
    row = await (await tx.execute(HOLD, {"reference": reference, "held": held, "at": at})).fetchone()
    return ConversationId(row[0]) if row else None


def _ids(conversations: Sequence[ConversationId]) -> list[int]:
    return [int(one) for one in conversations]


async def _number(tx: Tx, statement: LiteralString, before: datetime) -> int:
    ((number,),) = await (await tx.execute(statement, {"before": before})).fetchall()
    return int(number)
