"""One pool of connections to PostgreSQL and the only way to a transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg.types.json import set_json_dumps, set_json_loads
from psycopg_pool import AsyncConnectionPool

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
        """A read-committed transaction, committed when the block ends and rolled back when it raises."""
        async with self._pool.connection() as tx:
            yield tx

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Tx]:
        """A read-only view in which every statement sees the same moment."""
        async with self._pool.connection() as tx:
            await tx.execute("set transaction isolation level repeatable read read only")
            yield tx

    def stats(self) -> dict[str, int]:
        """The pool's own counters, for metrics."""
        return self._pool.get_stats()


async def _configure(connection: AsyncConnection[Any]) -> None:
    connection.prepare_threshold = 2
    await connection.execute("set time zone 'UTC'")
    await connection.commit()
