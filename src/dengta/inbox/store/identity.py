"""The keys that the wallet's apps sign identities with."""

from psycopg.rows import class_row

from dengta.inbox.model import HostKey
from dengta.platform.db import Tx

HOST_KEYS = """
    select id, name, algorithm, key from inbox_host_key where retired_at is null order by id desc
"""


async def host_keys(tx: Tx) -> list[HostKey]:
    """The keys in use, the newest first."""
    async with tx.cursor(row_factory=class_row(HostKey)) as found:
        await found.execute(HOST_KEYS)
        return await found.fetchall()
