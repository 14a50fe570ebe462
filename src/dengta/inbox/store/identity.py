"""The keys that the wallet's apps sign identities with."""

from datetime import datetime

from psycopg.rows import class_row

from dengta.inbox.model import HostKey
from dengta.platform.db import Tx

HOST_KEYS = """
    select id, name, algorithm, key from inbox_host_key where retired_at is null order by id desc
"""
ADD_HOST_KEY = """
    insert into inbox_host_key (name, algorithm, key, made_at)
    values (%(name)s, %(algorithm)s, %(key)s, %(at)s)
    returning id
"""
RETIRE_HOST_KEY = """
    update inbox_host_key set retired_at = %(at)s where id = %(key)s and retired_at is null returning id
"""


async def add_host_key(tx: Tx, name: str, algorithm: str, key: str, *, at: datetime) -> int:
    """Keep a key; returns its id."""
    added = await tx.execute(ADD_HOST_KEY, {"name": name, "algorithm": algorithm, "key": key, "at": at})
    ((number,),) = await added.fetchall()
    return int(number)


async def retire_host_key(tx: Tx, key: int, *, at: datetime) -> bool:
    """Whether there was such a key in use, which is now no more."""
    retired = await tx.execute(RETIRE_HOST_KEY, {"key": key, "at": at})
    return await retired.fetchone() is not None


async def host_keys(tx: Tx) -> list[HostKey]:
    """The keys in use, the newest first."""
    async with tx.cursor(row_factory=class_row(HostKey)) as found:
        await found.execute(HOST_KEYS)
        return await found.fetchall()
