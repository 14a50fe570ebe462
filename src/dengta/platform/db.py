"""One pool of connections to PostgreSQL and the only way to a transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import psycopg
from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg.types.json import set_json_dumps, set_json_loads
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from dengta.kernel.errors import Kind, Refused
from dengta.platform.traces import span


class DatabaseAway(Refused):
    """The database could not be reached or went away in the middle: nothing was stored, so trying again is right.

    A commit whose answer was lost is the exception that claims and idempotency keys exist for.
    """

    kind = Kind.UNAVAILABLE
    code = "desk_unavailable"
    retry_after = 2


DatabaseError = psycopg.Error
"""Anything the database says no to, for callers that may not know the driver."""

Tx = AsyncConnection[TupleRow]
"""A connection inside a transaction. Stores take one; nobody else keeps one."""

set_json_dumps(msgspec.json.encode)
set_json_loads(msgspec.json.decode)


class Database:
    """Hands out transactions. Commits when the block ends, rolls back when it raises; nothing else commits."""

    def __init__(self, url: str, *, size: int = 12) -> None:
        self.url = url
        self._pool: AsyncConnectionPool[Tx] = AsyncConnectionPool(
            url,
            min_size=2,
            max_size=size,
            open=False,
            timeout=10,
            check=AsyncConnectionPool.check_connection if size == 1 else None,
            configure=_configure,
        )

    async def open(self) -> None:
        """Connect; raises `psycopg_pool.PoolTimeout` after ten seconds without a server."""
        await self._pool.open(wait=True, timeout=10)

    async def close(self) -> None:
        await self._pool.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """A read-committed transaction, committed when the block ends and rolled back when it raises.

        Raises `DatabaseAway` when the database cannot be reached or is lost before the commit is known to be durable.
        """
        try:
            with span("transaction"):
                async with self._pool.connection() as tx:
                    yield tx
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise DatabaseAway from error

    @asynccontextmanager
    async def autocommit(self) -> AsyncIterator[Tx]:
        """A connection on which each statement stands for itself and is durable when it returns.

        For a look, and for what one statement can do: two trips to the server are saved. Raises as `transaction` does.
        """
        try:
            with span("transaction"):
                async with self._pool.connection() as tx:
                    await tx.set_autocommit(True)
                    try:
                        yield tx
                    finally:
                        if not tx.closed:
                            await tx.set_autocommit(False)
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise DatabaseAway from error

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Tx]:
        """A read-only view in which every statement sees the same moment."""
        async with self.transaction() as tx:
            await tx.execute("set transaction isolation level repeatable read read only")
            yield tx

    def stats(self) -> dict[str, int]:
        """The pool's own counters, for metrics."""
        return self._pool.get_stats()


async def _configure(connection: AsyncConnection[Any]) -> None:
    connection.prepare_threshold = 2
    await connection.execute("set time zone 'UTC'")
    await connection.execute("set jit = off")  # compiling takes longer than any statement of ours runs
    await connection.commit()
