"""Groups and their names."""

from dengta.accounts.model import Group
from dengta.kernel.ids import GroupId
from dengta.platform.db import Tx

ADD = """
    insert into accounts_group (key, name_en, name_zh, position)
    values (%(key)s, %(en)s, %(zh)s, (select coalesce(max(position), 0) + 1 from accounts_group))
    on conflict (key) do nothing
    returning id
"""


async def add(tx: Tx, key: str, name_en: str, name_zh: str) -> GroupId | None:
    """The new group; None when the key is in use or was."""
    row = await (await tx.execute(ADD, {"key": key, "en": name_en, "zh": name_zh})).fetchone()
    return GroupId(row[0]) if row else None


RENAME = """
    update accounts_group set name_en = %(en)s, name_zh = %(zh)s where id = %(group)s and retired_at is null
    returning true
"""


async def rename(tx: Tx, group: Group) -> bool:
    values = {"group": group.id, "en": group.name_en, "zh": group.name_zh}
    return await (await tx.execute(RENAME, values)).fetchone() is not None
