"""Customers and how they prove who they are."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from psycopg.errors import UniqueViolation

from dengta.kernel.ids import CustomerId
from dengta.kernel.text import SafeText
from dengta.platform.db import Tx

FIND = """
    select c.id, c.uid from inbox_identity as i join inbox_customer as c on c.id = i.customer_id
    where i.kind = %(kind)s and i.subject = %(subject)s
"""
MEET = """
    with met as (
        insert into inbox_customer (uid, name, language, created_at)
        values (%(uid)s, %(name)s, %(language)s, %(at)s)
        returning id, uid
    )
    insert into inbox_identity (customer_id, kind, subject, proven_at)
    select id, %(kind)s, %(subject)s, %(at)s from met
"""
LINK = """
    update inbox_identity set customer_id = %(to)s, proven_at = %(at)s
    where kind = %(kind)s and subject = %(subject)s and customer_id = %(from)s
"""
MOVE = "update inbox_conversation set customer_id = %(to)s where customer_id = %(from)s"
MOVE_FILES = "update inbox_attachment set customer_id = %(to)s where customer_id = %(from)s"
OTHER_IDENTITIES = "select count(*) from inbox_identity where customer_id = %(customer)s"
NAME = "update inbox_customer set name = %(name)s where id = %(customer)s and name is distinct from %(name)s"


async def find(tx: Tx, kind: str, subject: str) -> tuple[CustomerId, UUID] | None:
    """The customer this identity belongs to, or None."""
    found = await (await tx.execute(FIND, {"kind": kind, "subject": subject})).fetchone()
    return (CustomerId(found[0]), found[1]) if found else None


async def meet(
    tx: Tx, uid: UUID, kind: str, subject: str, *, name: SafeText | None, language: str, at: datetime
) -> None:
    """A new customer with their first identity; nothing at all if somebody else has just met them."""
    values = {"uid": uid, "name": name, "language": language, "at": at, "kind": kind, "subject": subject}
    with suppress(UniqueViolation):
        async with tx.transaction():
            await tx.execute(MEET, values)


async def link(tx: Tx, kind: str, subject: str, *, old: CustomerId, new: CustomerId, at: datetime) -> None:
    """Give an identity, and what was said under its old customer, to another customer. Both must be proven."""
    await tx.execute(LINK, {"kind": kind, "subject": subject, "from": old, "to": new, "at": at})
    await tx.execute(MOVE, {"from": old, "to": new})
    await tx.execute(MOVE_FILES, {"from": old, "to": new})


async def identities(tx: Tx, customer: CustomerId) -> int:
    """How many identities a customer has."""
    row = await (await tx.execute(OTHER_IDENTITIES, {"customer": customer})).fetchone()
    return int(row[0]) if row else 0


async def name_customer(tx: Tx, customer: CustomerId, name: SafeText) -> None:
    """Keep the name the host app vouches for."""
    await tx.execute(NAME, {"customer": customer, "name": name})
