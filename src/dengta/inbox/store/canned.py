"""Canned replies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from psycopg.errors import UniqueViolation
from psycopg.rows import class_row

from dengta.kernel.ids import GroupId
from dengta.kernel.text import SafeText
from dengta.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Canned:
    """A reply for everyone, in both languages."""

    id: int
    shortcut: str
    title_zh: SafeText
    title_en: SafeText
    body_zh: SafeText = field(repr=False)
    body_en: SafeText = field(repr=False)
    group_id: GroupId | None


EVERY = """
    select id, shortcut, title_zh, title_en, body_zh, body_en, group_id from inbox_canned order by shortcut
"""
FIND = "select id, shortcut, title_zh, title_en, body_zh, body_en, group_id from inbox_canned where id = %(id)s"
ADD = """
    insert into inbox_canned (shortcut, title_zh, title_en, body_zh, body_en, group_id, changed_at)
    values (%(shortcut)s, %(title_zh)s, %(title_en)s, %(body_zh)s, %(body_en)s, %(group_id)s, %(at)s)
    returning id
"""
REPLACE = """
    update inbox_canned
    set shortcut = %(shortcut)s, title_zh = %(title_zh)s, title_en = %(title_en)s, body_zh = %(body_zh)s,
        body_en = %(body_en)s, group_id = %(group_id)s, changed_at = %(at)s
    where id = %(id)s
    returning id
"""
TAKEN = "select exists (select from inbox_canned where shortcut = %(shortcut)s)"
DELETE = "delete from inbox_canned where id = %(id)s returning true"


async def every(tx: Tx) -> list[Canned]:
    """All of them, by shortcut."""
    async with tx.cursor(row_factory=class_row(Canned)) as found:
        await found.execute(EVERY)
        return await found.fetchall()


async def find(tx: Tx, canned: int) -> Canned | None:
    """One of them, or None."""
    async with tx.cursor(row_factory=class_row(Canned)) as found:
        await found.execute(FIND, {"id": canned})
        return await found.fetchone()


async def save(tx: Tx, values: Mapping[str, Any], replaces: int | None) -> int | None:
    """The number of the one that was added or replaced; None without one to replace, or with a taken shortcut."""
    try:
        async with tx.transaction():
            saved = await tx.execute(ADD if replaces is None else REPLACE, {**values, "id": replaces})
            row = await saved.fetchone()
    except UniqueViolation:
        return None
    return int(row[0]) if row else None


async def taken(tx: Tx, shortcut: str) -> bool:
    """Whether one has this shortcut."""
    ((answer,),) = await (await tx.execute(TAKEN, {"shortcut": shortcut})).fetchall()
    return bool(answer)


async def delete(tx: Tx, canned: int) -> bool:
    """True when there was one."""
    return await (await tx.execute(DELETE, {"id": canned})).fetchone() is not None
