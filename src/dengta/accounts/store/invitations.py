"""Invitations, kept by the SHA-256 of their link."""

from collections.abc import Sequence
from datetime import datetime

from psycopg.rows import kwargs_row

from dengta.accounts.model import Invitation, Role
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.db import Tx

WITHDRAW_LAPSED = """
    update accounts_invitation set withdrawn_at = %(at)s
    where login = %(login)s and used_at is null and withdrawn_at is null
        and (expires_at <= %(at)s or staff_id is not null)
"""
ADD = """
    insert into accounts_invitation
        (digest, login, name, roles, groups, staff_id, invited_by, created_at, expires_at)
    values (%(digest)s, %(login)s, %(name)s, %(roles)s, %(groups)s, %(staff)s, %(by)s, %(at)s, %(expires)s)
    on conflict (login) where used_at is null and withdrawn_at is null do nothing
    returning id
"""


async def add(tx: Tx, invitation: Invitation, digest: bytes) -> int | None:
    """The new invitation's id; None while the login has another open one. Lapsed ones make room."""
    await tx.execute(WITHDRAW_LAPSED, {"login": invitation.login, "at": invitation.created_at})
    values = {
        "digest": digest,
        "login": invitation.login,
        "name": invitation.name,
        "roles": sorted(invitation.roles),
        "groups": sorted(invitation.groups),
        "staff": invitation.staff_id,
        "by": invitation.invited_by,
        "at": invitation.created_at,
        "expires": invitation.expires_at,
    }
    row = await (await tx.execute(ADD, values)).fetchone()
    return row[0] if row else None


COLUMNS = "select id, login, name, roles, groups, staff_id, invited_by, created_at, expires_at from accounts_invitation"
OPEN = " where used_at is null and withdrawn_at is null and expires_at > %(at)s"
FIND = COLUMNS + OPEN + " and digest = %(digest)s"
CLAIM = """
    update accounts_invitation set used_at = %(at)s
    where used_at is null and withdrawn_at is null and expires_at > %(at)s and digest = %(digest)s
    returning id, login, name, roles, groups, staff_id, invited_by, created_at, expires_at
"""
LIST = COLUMNS + OPEN + " order by id desc"


async def find(tx: Tx, digest: bytes, at: datetime) -> Invitation | None:
    """An invitation that can still be used."""
    async with tx.cursor(row_factory=kwargs_row(_invitation)) as found:
        await found.execute(FIND, {"digest": digest, "at": at})
        return await found.fetchone()


async def claim(tx: Tx, digest: bytes, at: datetime) -> Invitation | None:
    """The invitation for its first use in time, and only for that one."""
    async with tx.cursor(row_factory=kwargs_row(_invitation)) as claimed:
        await claimed.execute(CLAIM, {"digest": digest, "at": at})
        return await claimed.fetchone()


async def open_invitations(tx: Tx, at: datetime) -> list[Invitation]:
    async with tx.cursor(row_factory=kwargs_row(_invitation)) as found:
        await found.execute(LIST, {"at": at})
        return await found.fetchall()


WITHDRAW = """
    update accounts_invitation set withdrawn_at = %(at)s
    where id = %(invitation)s and used_at is null and withdrawn_at is null
    returning true
"""


async def withdraw(tx: Tx, invitation: int, at: datetime) -> bool:
    return await (await tx.execute(WITHDRAW, {"invitation": invitation, "at": at})).fetchone() is not None


WITHDRAW_FOR = """
    update accounts_invitation set withdrawn_at = %(at)s
    where staff_id = %(staff)s and used_at is null and withdrawn_at is null
"""


async def withdraw_for(tx: Tx, staff: StaffId, at: datetime) -> None:
    """A person's own open invitations to begin again."""
    await tx.execute(WITHDRAW_FOR, {"staff": staff, "at": at})


def _invitation(
    *,
    id: int,  # noqa: A002 -- the column's name
    login: str,
    name: str,
    roles: Sequence[str],
    groups: Sequence[int],
    staff_id: int | None,
    invited_by: int | None,
    created_at: datetime,
    expires_at: datetime,
) -> Invitation:
    return Invitation(
        id=id,
        login=login,
        name=name,
        roles=frozenset(Role(role) for role in roles),
        groups=frozenset(GroupId(group) for group in groups),
        staff_id=StaffId(staff_id) if staff_id is not None else None,
        invited_by=StaffId(invited_by) if invited_by is not None else None,
        created_at=created_at,
        expires_at=expires_at,
    )
