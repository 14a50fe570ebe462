"""Failed tries, by keyed digest."""

from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from dengta.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Tries:
    """How often a key failed, when last, and until when it is closed."""

    failures: int
    last_failed_at: datetime
    blocked_until: datetime


TAKE = """
    insert into accounts_throttle as t (key, failures, last_failed_at, blocked_until)
    values (%(key)s, 0, %(at)s, %(at)s)
    on conflict (key) do update set failures = t.failures
    returning failures, last_failed_at, blocked_until
"""


async def take(tx: Tx, key: bytes, at: datetime) -> Tries:
    """A key's tries, locked until commit."""
    async with tx.cursor(row_factory=class_row(Tries)) as taken:
        await taken.execute(TAKE, {"key": key, "at": at})
        (tries,) = await taken.fetchall()
        return tries


SAVE = """
    update accounts_throttle set failures = %(failures)s, last_failed_at = %(at)s, blocked_until = %(until)s
    where key = %(key)s
"""


async def save(tx: Tx, key: bytes, failures: int, at: datetime, until: datetime) -> None:
    await tx.execute(SAVE, {"key": key, "failures": failures, "at": at, "until": until})


FORGET = "delete from accounts_throttle where last_failed_at < %(before)s"


async def forget(tx: Tx, before: datetime) -> None:
    await tx.execute(FORGET, {"before": before})
