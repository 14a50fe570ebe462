"""Sessions, kept by the SHA-256 of their token."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row, kwargs_row

from dengta.accounts.model import Method, Session
from dengta.kernel.ids import StaffId
from dengta.platform.db import Tx

ADD = """
    insert into accounts_session (digest, staff_id, method, device, address, created_at, proven_at, last_seen_at)
    values (%(digest)s, %(staff)s, %(method)s, %(device)s, %(address)s, %(at)s, %(at)s, %(at)s)
    returning id
"""


async def add(tx: Tx, *, digest: bytes, staff: StaffId, method: Method, device: str, address: str, at: datetime) -> int:
    values = {"digest": digest, "staff": staff, "method": method, "device": device, "address": address, "at": at}
    ((session,),) = await (await tx.execute(ADD, values)).fetchall()
    return int(session)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who stands behind a live session, in one row."""

    session_id: int
    staff_id: int
    name: str
    roles: Sequence[str]
    groups: Sequence[int]
    last_seen_at: datetime


BEARERS = """
    select e.id as session_id, s.id as staff_id, s.name, e.last_seen_at,
        array(select role from accounts_staff_role r where r.staff_id = s.id) as roles,
        array(select group_id from accounts_membership m where m.staff_id = s.id) as groups
    from accounts_session e join accounts_staff s on s.id = e.staff_id
    where e.ended_at is null and s.state = 'active'
        and e.last_seen_at > %(seen_after)s and e.created_at > %(created_after)s
"""
FIND_BEARER = BEARERS + " and e.digest = %(digest)s"
FIND_BEARER_OF = BEARERS + " and e.id = %(session)s"


async def find_bearer(tx: Tx, digest: bytes, *, seen_after: datetime, created_after: datetime) -> Bearer | None:
    """The active person behind a session that has neither ended nor lapsed."""
    async with tx.cursor(row_factory=class_row(Bearer)) as found:
        await found.execute(FIND_BEARER, {"digest": digest, "seen_after": seen_after, "created_after": created_after})
        return await found.fetchone()


async def find_bearer_of(tx: Tx, session: int, *, seen_after: datetime, created_after: datetime) -> Bearer | None:
    """The same by the session's id."""
    async with tx.cursor(row_factory=class_row(Bearer)) as found:
        values = {"session": session, "seen_after": seen_after, "created_after": created_after}
        await found.execute(FIND_BEARER_OF, values)
        return await found.fetchone()


TOUCH = "update accounts_session set last_seen_at = greatest(last_seen_at, %(at)s) where id = %(session)s"


async def touch(tx: Tx, session: int, at: datetime) -> None:
    await tx.execute(TOUCH, {"session": session, "at": at})


PROVEN_AT = "select proven_at from accounts_session where id = %(session)s and ended_at is null"


async def proven_at(tx: Tx, session: int) -> datetime | None:
    """When this session's person last proved who they are."""
    row = await (await tx.execute(PROVEN_AT, {"session": session})).fetchone()
    return row[0] if row else None


PROVE = "update accounts_session set proven_at = %(at)s where id = %(session)s and ended_at is null"


async def prove(tx: Tx, session: int, at: datetime) -> None:
    await tx.execute(PROVE, {"session": session, "at": at})


LIST_LIVE = """
    select id, staff_id, method, device, address, created_at, proven_at, last_seen_at
    from accounts_session
    where staff_id = %(staff)s and ended_at is null
        and last_seen_at > %(seen_after)s and created_at > %(created_after)s
    order by last_seen_at desc
"""


async def live(tx: Tx, staff: StaffId, *, seen_after: datetime, created_after: datetime) -> list[Session]:
    async with tx.cursor(row_factory=kwargs_row(_session)) as found:
        values = {"staff": staff, "seen_after": seen_after, "created_after": created_after}
        await found.execute(LIST_LIVE, values)
        return await found.fetchall()


END = """
    update accounts_session set ended_at = %(at)s
    where staff_id = %(staff)s and ended_at is null
        and (%(only)s::bigint is null or id = %(only)s::bigint)
        and (%(keep)s::bigint is null or id <> %(keep)s::bigint)
    returning id
"""


async def end(tx: Tx, staff: StaffId, at: datetime, *, only: int | None = None, keep: int | None = None) -> list[int]:
    """End a person's sessions: one, all but one, or all; returns those that were live."""
    ended = await tx.execute(END, {"staff": staff, "at": at, "only": only, "keep": keep})
    return [row[0] for row in await ended.fetchall()]


END_BY_DIGEST = """
    update accounts_session set ended_at = %(at)s where digest = %(digest)s and ended_at is null
    returning id, staff_id
"""


async def end_by_digest(tx: Tx, digest: bytes, at: datetime) -> tuple[int, StaffId] | None:
    """End the session of a token; its id and whose it was."""
    row = await (await tx.execute(END_BY_DIGEST, {"digest": digest, "at": at})).fetchone()
    return (row[0], StaffId(row[1])) if row else None


FORGET = "delete from accounts_session where created_at < %(before)s"


async def forget(tx: Tx, before: datetime) -> None:
    await tx.execute(FORGET, {"before": before})


def _session(
    *,
    id: int,  # noqa: A002 -- the column's name
    staff_id: int,
    method: str,
    device: str,
    address: str,
    created_at: datetime,
    proven_at: datetime,
    last_seen_at: datetime,
) -> Session:
    return Session(id, StaffId(staff_id), Method(method), device, address, created_at, proven_at, last_seen_at)
