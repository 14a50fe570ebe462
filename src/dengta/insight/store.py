"""Every statement of insight."""

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg.rows import dict_row

from dengta.insight.model import Rating, Resolution
from dengta.kernel.ids import ConversationId
from dengta.kernel.text import SafeText
from dengta.platform.db import Tx
from dengta.safety.public import stored

LATEST = """
    select speed, professionalism, resolution, words, resolved_at, rated_at, changed_at
    from insight_rating where conversation_id = %(conversation)s
    order by resolved_at desc limit 1
"""
OF = """
    select conversation_id, speed, professionalism, resolution, words, resolved_at, rated_at, changed_at
    from insight_rating where conversation_id = any(%(conversations)s)
    order by conversation_id, resolved_at
"""
SAVE = """
    insert into insight_rating (
        conversation_id, resolved_at, group_id, staff_id, speed, professionalism, resolution, words,
        rated_at, changed_at)
    values (
        %(conversation)s, %(resolved_at)s, %(group)s, %(staff)s, %(speed)s, %(professionalism)s, %(resolution)s,
        %(words)s, %(at)s, %(at)s)
    on conflict (conversation_id, resolved_at) do update set
        speed = excluded.speed, professionalism = excluded.professionalism, resolution = excluded.resolution,
        words = excluded.words, changed_at = excluded.changed_at
"""
ERASE = "update insight_rating set words = %(erased)s where conversation_id = any(%(conversations)s) and words <> ''"


async def find_latest(tx: Tx, conversation: ConversationId) -> Rating | None:
    """The rating of the last resolution that was rated."""
    async with tx.cursor(row_factory=dict_row) as found:
        await found.execute(LATEST, {"conversation": conversation})
        row = await found.fetchone()
    if row is None:
        return None
    return Rating(**{**row, "resolution": Resolution(row["resolution"]), "words": stored(row["words"])})


async def given_in(tx: Tx, conversations: Sequence[ConversationId]) -> dict[int, list[dict[str, Any]]]:
    """Every rating of these conversations, in order, by conversation."""
    given: dict[int, list[dict[str, Any]]] = {}
    async with tx.cursor(row_factory=dict_row) as found:
        await found.execute(OF, {"conversations": list(conversations)})
        for row in await found.fetchall():
            given.setdefault(row.pop("conversation_id"), []).append(row)
    return given


async def save(tx: Tx, values: Mapping[str, Any]) -> None:
    """Keep a rating in the place of an earlier one of the same resolution."""
    await tx.execute(SAVE, values)


async def erase(tx: Tx, conversations: list[int], erased: SafeText) -> None:
    """Replace what was said with every rating of these conversations; the marks stay, so that reports add up."""
    await tx.execute(ERASE, {"conversations": conversations, "erased": erased})
