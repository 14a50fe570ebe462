"""People for tests: put straight into the tables, so that a test of one thing does not wait for another."""

from typing import Any, LiteralString

from dengta.accounts.model import Actor, Role
from dengta.kernel.ids import GroupId, StaffId, uuid7
from dengta.platform.db import Database

ADD = "insert into accounts_staff (uid, login, name, created_at) values (%s, %s, %s, now()) returning id"


async def actor(db: Database, *roles: Role, name: str = "Ana", groups: tuple[int, ...] = ()) -> Actor:
    """A new person with these roles and groups, as if signed in."""
    uid = uuid7()
    async with db.transaction() as tx:
        ((staff,),) = await (await tx.execute(ADD, (uid, uid.hex, name))).fetchall()
        for role in roles:
            await tx.execute("insert into accounts_staff_role values (%s, %s)", (staff, role))
        for group in groups:
            await tx.execute("insert into accounts_membership values (%s, %s)", (staff, group))
    return Actor(StaffId(staff), name, frozenset(roles), frozenset(GroupId(group) for group in groups))


async def rows(db: Database, statement: LiteralString, values: tuple[object, ...] = ()) -> list[Any]:
    """The first column of whatever a statement returns."""
    async with db.transaction() as tx:
        found = await tx.execute(statement, values)
        return [row[0] for row in await found.fetchall()]
