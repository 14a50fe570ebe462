"""The teams that take conversations: administrators add and rename them."""

import re

from dengta.accounts import audit, policy
from dengta.accounts.errors import BadInput, NotFound
from dengta.accounts.model import Actor, Group
from dengta.accounts.names import clean_name
from dengta.accounts.store import groups as store
from dengta.kernel.ids import GroupId
from dengta.platform import outbox
from dengta.platform.db import Database
from dengta.platform.preferences import SettingChanged

KEY = re.compile(r"[a-z][a-z0-9_]{1,39}", re.ASCII)


async def add_group(key: str, name_en: str, name_zh: str, *, actor: Actor, db: Database) -> Group:
    """A new group. Its key is what programs call it and stays; raises `BadInput` when it is taken or not plain."""
    if not policy.may_administer(actor):
        raise NotFound
    plain, english, chinese = key.strip().lower(), clean_name(name_en), clean_name(name_zh)
    if not KEY.fullmatch(plain):
        raise BadInput("key")
    async with db.transaction() as tx:
        group = await store.add(tx, plain, english, chinese)
        if group is None:
            raise BadInput("key")
        await audit.record(
            tx, actor=actor, action="group.added", subject="group", subject_id=group, detail={"key": plain}
        )
        await outbox.append(tx, [SettingChanged("accounts.groups")])
    return Group(group, plain, english, chinese)


async def rename_group(group: GroupId, name_en: str, name_zh: str, *, actor: Actor, db: Database) -> None:
    """Change what a group is called, in both languages at once."""
    if not policy.may_administer(actor):
        raise NotFound
    named = Group(group, "", clean_name(name_en), clean_name(name_zh))
    async with db.transaction() as tx:
        if not await store.rename(tx, named):
            raise NotFound
        await audit.record(tx, actor=actor, action="group.renamed", subject="group", subject_id=group)
        await outbox.append(tx, [SettingChanged("accounts.groups")])
