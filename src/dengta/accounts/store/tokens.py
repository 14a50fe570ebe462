"""Tokens, kept by their SHA-256."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row, kwargs_row

from dengta.accounts.model import Token
from dengta.kernel.ids import StaffId
from dengta.platform.db import Tx

ADD = """
    insert into accounts_token (staff_id, name, digest, hint, scopes, created_at, expires_at)
    values (%(staff)s, %(name)s, %(digest)s, %(hint)s, %(scopes)s, %(at)s, %(expires)s)
    returning id
"""


async def add(tx: Tx, token: Token, digest: bytes) -> int:
    values = {
        "staff": token.staff_id,
        "name": token.name,
        "digest": digest,
        "hint": token.hint,
        "scopes": sorted(token.scopes),
        "at": token.created_at,
        "expires": token.expires_at,
    }
    ((added,),) = await (await tx.execute(ADD, values)).fetchall()
    return int(added)


FIND = """
    select t.id, t.staff_id, t.name, t.hint, t.scopes, t.created_at, t.expires_at, t.last_used_at
    from accounts_token t join accounts_staff s on s.id = t.staff_id
    where t.digest = %(digest)s and t.revoked_at is null and s.state = 'active'
        and (t.expires_at is null or t.expires_at > now())
"""


async def find(tx: Tx, digest: bytes) -> Token | None:
    """A token that counts: not revoked, not expired by the database's clock, its maker active."""
    async with tx.cursor(row_factory=kwargs_row(_token)) as found:
        await found.execute(FIND, {"digest": digest})
        return await found.fetchone()


TOUCH = """
    update accounts_token set last_used_at = now()
    where id = %(token)s and (last_used_at is null or last_used_at < now() - interval '1 minute')
"""


async def touch(tx: Tx, token: int) -> None:
    """Remember the use, to the minute."""
    await tx.execute(TOUCH, {"token": token})


@dataclass(frozen=True, slots=True)
class Maker:
    """Who stands behind a token."""

    name: str
    roles: Sequence[str]
    groups: Sequence[int]


FIND_BEARER = """
    select s.name,
        array(select role from accounts_staff_role r where r.staff_id = s.id) as roles,
        array(select group_id from accounts_membership m where m.staff_id = s.id) as groups
    from accounts_token t join accounts_staff s on s.id = t.staff_id
    where t.id = %(token)s and t.revoked_at is null and s.state = 'active'
        and (t.expires_at is null or t.expires_at > now())
"""


async def find_bearer(tx: Tx, token: int) -> Maker | None:
    """Who stands behind a token that still counts."""
    async with tx.cursor(row_factory=class_row(Maker)) as found:
        await found.execute(FIND_BEARER, {"token": token})
        return await found.fetchone()


LIST = """
    select id, staff_id, name, hint, scopes, created_at, expires_at, last_used_at
    from accounts_token
    where revoked_at is null and (%(staff)s::bigint is null or staff_id = %(staff)s::bigint)
    order by id desc
"""


async def tokens(tx: Tx, staff: StaffId | None) -> list[Token]:
    """A person's tokens, or with None everybody's, newest first; expired ones too, so that they can be cleared."""
    async with tx.cursor(row_factory=kwargs_row(_token)) as found:
        await found.execute(LIST, {"staff": staff})
        return await found.fetchall()


REVOKE = """
    update accounts_token set revoked_at = %(at)s
    where id = %(token)s and revoked_at is null
        and (%(staff)s::bigint is null or staff_id = %(staff)s::bigint)
    returning staff_id
"""


async def revoke(tx: Tx, token: int, at: datetime, *, of: StaffId | None) -> StaffId | None:
    """Kill a token of a person, or with None of anyone; whose it was."""
    row = await (await tx.execute(REVOKE, {"token": token, "at": at, "staff": of})).fetchone()
    return StaffId(row[0]) if row else None


def _token(
    *,
    id: int,  # noqa: A002 -- the column's name
    staff_id: int,
    name: str,
    hint: str,
    scopes: Sequence[str],
    created_at: datetime,
    expires_at: datetime | None,
    last_used_at: datetime | None,
) -> Token:
    return Token(id, StaffId(staff_id), name, hint, frozenset(scopes), created_at, expires_at, last_used_at)
