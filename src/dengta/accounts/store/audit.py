"""The audit log: added to, sealed, read; never changed."""

from collections.abc import Sequence

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from dengta.accounts.chain import Head
from dengta.accounts.model import Actor, AuditEntry, Detail, Wanted
from dengta.kernel.ids import StaffId
from dengta.platform.db import Tx

ADD = """
    insert into accounts_audit (actor_id, session_id, token_id, action, subject, subject_id, detail)
    values (%(actor)s, %(session)s, %(token)s, %(action)s, %(subject)s, %(subject_id)s, %(detail)s)
"""


async def add(
    tx: Tx, *, actor: Actor | None, action: str, subject: str, subject_id: int | None, detail: Detail
) -> None:
    """Add an unsealed entry, dated by the database."""
    values = {
        "actor": actor and actor.staff_id,
        "session": actor and actor.session_id,
        "token": actor and actor.token_id,
        "action": action,
        "subject": subject,
        "subject_id": subject_id,
        "detail": Jsonb(dict(detail)),
    }
    await tx.execute(ADD, values)


ENTRY = """
    select id, at, actor_id, session_id, token_id, action, subject, subject_id, detail, position, previous_hash, hash
    from accounts_audit
"""
ANY_UNSEALED = "select exists (select from accounts_audit where position is null)"


async def any_unsealed(tx: Tx) -> bool:
    row = await (await tx.execute(ANY_UNSEALED)).fetchone()
    return bool(row and row[0])


TAKE_HEAD = "select position, hash from accounts_audit_head for update"
FIND_HEAD = "select position, hash from accounts_audit_head"


async def take_head(tx: Tx) -> Head:
    """The chain's end, locked until commit: one writer at a time."""
    async with tx.cursor(row_factory=class_row(Head)) as found:
        await found.execute(TAKE_HEAD)
        (head,) = await found.fetchall()
        return head


async def find_head(tx: Tx) -> Head | None:
    async with tx.cursor(row_factory=class_row(Head)) as found:
        await found.execute(FIND_HEAD)
        return await found.fetchone()


UNSEALED = ENTRY + " where position is null order by id limit %(most)s"


async def unsealed(tx: Tx, most: int) -> list[AuditEntry]:
    async with tx.cursor(row_factory=class_row(AuditEntry)) as found:
        await found.execute(UNSEALED, {"most": most})
        return await found.fetchall()


SEAL = """
    update accounts_audit a set position = s.position, previous_hash = s.previous, hash = s.hash
    from unnest(%(ids)s::bigint[], %(positions)s::bigint[], %(previous)s::bytea[], %(hashes)s::bytea[])
        as s (id, position, previous, hash)
    where a.id = s.id
"""
MOVE_HEAD = "update accounts_audit_head set position = %(position)s, hash = %(hash)s"


async def seal(tx: Tx, ids: Sequence[int], before: Head, links: Sequence[Head]) -> None:
    """Fix entries in the chain after `before`, one link each, and move its end. The caller holds the head."""
    values = {
        "ids": list(ids),
        "positions": [head.position for head in links],
        "previous": [before.hash, *(head.hash for head in links[:-1])],
        "hashes": [head.hash for head in links],
    }
    await tx.execute(SEAL, values)
    await tx.execute(MOVE_HEAD, {"position": links[-1].position, "hash": links[-1].hash})


SEALED_AFTER = ENTRY + " where position > %(position)s order by position limit %(most)s"


async def sealed_after(tx: Tx, position: int, most: int) -> list[AuditEntry]:
    async with tx.cursor(row_factory=class_row(AuditEntry)) as found:
        await found.execute(SEALED_AFTER, {"position": position, "most": most})
        return await found.fetchall()


FIND_ENTRIES = (
    ENTRY
    + """
    where (%(before)s::bigint is null or id < %(before)s::bigint)
        and (%(actor)s::bigint is null or actor_id = %(actor)s::bigint)
        and (%(action)s::text is null or starts_with(action, %(action)s::text))
        and (%(subject)s::text is null or subject = %(subject)s::text)
        and (%(subject_id)s::bigint is null or subject_id = %(subject_id)s::bigint)
        and (%(since)s::timestamptz is null or at >= %(since)s::timestamptz)
        and (%(until)s::timestamptz is null or at < %(until)s::timestamptz)
    order by id desc
    limit %(most)s
"""
)


async def find_entries(tx: Tx, wanted: Wanted, *, before: int | None, most: int) -> list[AuditEntry]:
    """Entries that fit, newest first, from before an id."""
    async with tx.cursor(row_factory=class_row(AuditEntry)) as found:
        values = {
            "before": before,
            "actor": wanted.actor_id,
            "action": wanted.action,
            "subject": wanted.subject,
            "subject_id": wanted.subject_id,
            "since": wanted.since,
            "until": wanted.until,
            "most": most,
        }
        await found.execute(FIND_ENTRIES, values)
        return await found.fetchall()


SIGN_INS = (
    ENTRY
    + """
    where subject = 'staff' and subject_id = %(staff)s and starts_with(action, 'session.')
    order by id desc limit 12
"""
)


async def sign_ins(tx: Tx, staff: StaffId) -> list[AuditEntry]:
    """A person's last sign-ins and refused tries."""
    async with tx.cursor(row_factory=class_row(AuditEntry)) as found:
        await found.execute(SIGN_INS, {"staff": staff})
        return await found.fetchall()
