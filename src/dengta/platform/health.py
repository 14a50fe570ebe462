"""What the database says about itself and about the processes that work on it."""

from dataclasses import dataclass
from datetime import datetime

import psycopg
from psycopg.rows import class_row

from dengta.platform import relay
from dengta.platform.db import Tx

PATIENCE = 60  # seconds without a heartbeat after which a worker counts as gone

EXAMINE = """
    select current_setting('server_version_num')::integer / 10000 as version,
           current_setting('fsync') = 'on' as fsync,
           current_setting('synchronous_commit') <> 'off' as synchronous_commit,
           current_setting('server_encoding') = 'UTF8' as utf8,
           clock_timestamp() as clock
"""
WORK = """
    select exists (
               select from pg_locks
               where locktype = 'advisory' and granted and objsubid = 1
                 and (classid::bigint << 32 | objid::bigint) = %(lock)s
                 and database = (select oid from pg_database where datname = current_database())
           ) as relaying,
           (select count(*) from procrastinate_workers
             where last_heartbeat > now() - %(patience)s * interval '1 second') as workers,
           (select count(*) from procrastinate_jobs where status = 'failed') as given_up,
           (select count(*) from platform_outbox) as waiting,
           coalesce((select extract(epoch from now() - min(recorded_at)) from platform_outbox), 0)::float
               as waiting_seconds
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL server: its major version, whether a commit survives a power cut, and what time it has."""

    version: int
    fsync: bool
    synchronous_commit: bool
    utf8: bool
    clock: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """Whether anybody relays and works, how many jobs were given up, and what waits to be relayed."""

    relaying: bool
    workers: int
    given_up: int
    waiting: int
    waiting_seconds: float


async def unreachable(url: str) -> str | None:
    """Why no connection can be made, in PostgreSQL's words; None when one can."""
    try:
        async with await psycopg.AsyncConnection.connect(url, connect_timeout=5):
            return None
    except psycopg.OperationalError as error:
        return " ".join(str(error).split())


async def examine(tx: Tx) -> Server:
    """How the server is set up. Needs no table of ours."""
    async with tx.cursor(row_factory=class_row(Server)) as found:
        await found.execute(EXAMINE)
        (server,) = await found.fetchall()
        return server


async def work(tx: Tx) -> Work:
    """How the desk's own processes are doing. Needs the migrated schema."""
    async with tx.cursor(row_factory=class_row(Work)) as found:
        await found.execute(WORK, {"lock": relay.LOCK, "patience": PATIENCE})
        (state,) = await found.fetchall()
        return state
