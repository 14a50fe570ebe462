"""Staff, their roles and their groups."""

from collections.abc import Iterable, Sequence
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


ADD = """
    insert into accounts_staff (uid, login, name, language, created_at)
    values (%(uid)s, %(login)s, %(name)s, %(language)s, %(at)s)
    on conflict do nothing
    returning id
"""


async def add(tx: Tx, *, uid: UUID, login: str, name: str, language: Language, at: datetime) -> StaffId | None:
    """The new person; None when somebody has the login, or is who the passkey was made for."""
    values = {"uid": uid, "login": login, "name": name, "language": language, "at": at}
    row = await (await tx.execute(ADD, values)).fetchone()
    return StaffId(row[0]) if row else None


FIND_LOGIN = "select id from accounts_staff where login = %(login)s"


async def find_login(tx: Tx, login: str) -> StaffId | None:
    """Who signs in as this."""
    row = await (await tx.execute(FIND_LOGIN, {"login": login})).fetchone()
    return StaffId(row[0]) if row else None


DROP_ROLES = "delete from accounts_staff_role where staff_id = %(staff)s"
ADD_ROLES = "insert into accounts_staff_role (staff_id, role) select %(staff)s, unnest(%(roles)s::text[])"


async def set_roles(tx: Tx, staff: StaffId, roles: Iterable[Role]) -> None:
    await tx.execute(DROP_ROLES, {"staff": staff})
    await tx.execute(ADD_ROLES, {"staff": staff, "roles": sorted(set(roles))})


DROP_MEMBERSHIPS = "delete from accounts_membership where staff_id = %(staff)s"
ADD_MEMBERSHIPS = """
    insert into accounts_membership (staff_id, group_id)
    select %(staff)s, id from accounts_group where id = any(%(groups)s) and retired_at is null
"""


async def set_groups(tx: Tx, staff: StaffId, groups: Iterable[GroupId]) -> None:
    """Membership of exactly these groups; ids of none are left out."""
    await tx.execute(DROP_MEMBERSHIPS, {"staff": staff})
    await tx.execute(ADD_MEMBERSHIPS, {"staff": staff, "groups": sorted(set(groups))})


SET_NAME = "update accounts_staff set name = %(name)s where id = %(staff)s"


async def set_name(tx: Tx, staff: StaffId, name: str) -> None:
    await tx.execute(SET_NAME, {"staff": staff, "name": name})


SUSPEND = """
    update accounts_staff set state = 'suspended', suspended_at = %(at)s
    where id = %(staff)s and state = 'active'
    returning true
"""
RESTORE = """
    update accounts_staff set state = 'active', suspended_at = null
    where id = %(staff)s and state = 'suspended'
    returning true
"""


async def suspend(tx: Tx, staff: StaffId, at: datetime) -> bool:
    """Whether they were active until now."""
    return await (await tx.execute(SUSPEND, {"staff": staff, "at": at})).fetchone() is not None


async def restore(tx: Tx, staff: StaffId) -> bool:
    """Whether they were suspended until now."""
    return await (await tx.execute(RESTORE, {"staff": staff})).fetchone() is not None


LOCK_ADMINISTRATORS = "select pg_advisory_xact_lock(hashtextextended('accounts_administrators', 0))"
OTHER_ADMINISTRATORS = """
    select count(*) from accounts_staff s join accounts_staff_role r on r.staff_id = s.id
    where r.role = 'administrator' and s.state = 'active' and (%(but)s::bigint is null or s.id <> %(but)s::bigint)
"""


async def count_administrators(tx: Tx, *, but: StaffId | None = None) -> int:
    """Active administrators, one person left out; whoever else would count or change them waits until commit."""
    await tx.execute(LOCK_ADMINISTRATORS)
    ((found,),) = await (await tx.execute(OTHER_ADMINISTRATORS, {"but": but})).fetchall()
    return int(found)


ANY_ADMINISTRATOR = """
    select exists (select from accounts_staff s join accounts_staff_role r on r.staff_id = s.id
        where r.role = 'administrator' and s.state = 'active')
"""


async def has_administrator(tx: Tx) -> bool:
    """Whether the desk has been set up: somebody active administers it."""
    row = await (await tx.execute(ANY_ADMINISTRATOR)).fetchone()
    return bool(row and row[0])


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
