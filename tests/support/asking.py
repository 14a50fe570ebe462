"""Ways for a test to be a customer."""

from psycopg import sql

from dengta.inbox.customers import anonymous_sender, device_sender
from dengta.inbox.intake import Intake
from dengta.inbox.model import Inbound, Opening
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from tests.support.conversations import RoundDesk

ANA = device_sender("ana's device secret, thirty-two characters and more")
BEN = device_sender("ben's device secret, thirty-two characters and more")
NOBODY = anonymous_sender()


def intake(db: Database, keys: Keys, clock: Clock) -> Intake:
    """An intake on a database, which tells no relay."""
    return Intake(db=db, keys=keys, desk=RoundDesk(), clock=clock, nudge=lambda: None)


def first(text: str, client_id: str = "first-message", sender=ANA, **more: object) -> Opening:
    """A first message."""
    return Opening(client_id=client_id, sender=sender, text=text, language="en", **more)


def further(text: str, client_id: str = "second-message", sender=ANA) -> Inbound:
    """A message in a conversation that exists."""
    return Inbound(client_id=client_id, sender=sender, text=text, language="en")


async def rows(db: Database, statement, *values: object) -> list:
    """The first column of every row a statement finds."""
    async with db.transaction() as tx:
        return [row[0] for row in await (await tx.execute(statement, values or None)).fetchall()]


TABLES = "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"


async def everything(db: Database) -> list[str]:
    """Every row of every table, as text, one string a table."""
    tables = await rows(db, TABLES)
    select = "select coalesce(string_agg(t::text, ' '), '') from {} as t"
    return [(await rows(db, sql.SQL(select).format(sql.Identifier(table))))[0] for table in tables]
