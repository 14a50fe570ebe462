"""Staff, their roles and their groups."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from psycopg.rows import class_row, kwargs_row

from dengta.accounts.model import Group, Role, Staff, StaffState
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.db import Tx
from dengta.platform.i18n import Language

LIST_GROUPS = """
    select id, key, name_en, name_zh from accounts_group where retired_at is null order by position, id
"""


async def groups(tx: Tx) -> list[Group]:
    """The groups in use, in the order the desk shows them."""
    async with tx.cursor(row_factory=class_row(Group)) as found:
        await found.execute(LIST_GROUPS)
        return await found.fetchall()


LIST_STAFF = """
    select s.id, s.uid, s.login, s.name, s.state, s.language, s.created_at,
        array(select role from accounts_staff_role r where r.staff_id = s.id) as roles,
        array(select group_id from accounts_membership m where m.staff_id = s.id) as groups
    from accounts_staff s
    where %(only)s::bigint is null or s.id = %(only)s::bigint
    order by s.state, s.name, s.id
"""


async def staff_list(tx: Tx) -> list[Staff]:
    """Everyone, active first, by name."""
    async with tx.cursor(row_factory=kwargs_row(_staff)) as found:
        await found.execute(LIST_STAFF, {"only": None})
        return await found.fetchall()


async def find_staff(tx: Tx, staff: StaffId) -> Staff | None:
    async with tx.cursor(row_factory=kwargs_row(_staff)) as found:
        await found.execute(LIST_STAFF, {"only": staff})
        return await found.fetchone()


NAMES = "select id, name from accounts_staff where id = any(%(ids)s)"


async def staff_names(tx: Tx, ids: Sequence[StaffId]) -> dict[StaffId, str]:
    """Names of the staff asked for, suspended ones too; ids that are nobody's are left out."""
    found = await tx.execute(NAMES, {"ids": list(ids)})
    return {StaffId(row[0]): row[1] for row in await found.fetchall()}


def _staff(
    *,
    id: int,  # noqa: A002 -- the column's name
    uid: UUID,
    login: str,
    name: str,
    state: str,
    language: Language,
    created_at: datetime,
    roles: list[str],
    groups: list[int],
) -> Staff:
    return Staff(
        id=StaffId(id),
        uid=uid,
        login=login,
        name=name,
        state=StaffState(state),
        language=language,
        roles=frozenset(Role(role) for role in roles),
        groups=frozenset(GroupId(group) for group in groups),
        created_at=created_at,
    )
