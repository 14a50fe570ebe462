"""Every SQL statement of feeds, and nothing else."""

from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from dengta.platform.db import Tx
from dengta.safety.feeds.model import DueFeed, Feed, FeedKind, Problem

ADD = """
    insert into safety_feed (uid, name, url, kind, every_hours, due_at, added_by, added_at)
    values (%(uid)s, %(name)s, %(url)s, %(kind)s, %(every)s, %(due)s, %(by)s, %(at)s)
    on conflict (name) do nothing
    returning id
"""
FEEDS = """
    select id, uid, name, url, kind, every_hours, entries, taken_at, tried_at, problem, due_at
    from safety_feed
    order by name
"""
FIND = """
    select id, uid, name, url, kind, every_hours, entries, taken_at, tried_at, problem, due_at
    from safety_feed
    where uid = %(uid)s
"""
REMOVE = "delete from safety_feed where uid = %(uid)s returning id"
CLAIM_DUE = """
    with due as (
        select id from safety_feed where due_at <= %(now)s order by due_at limit %(limit)s for update skip locked
    )
    update safety_feed as feed
    set tried_at = %(now)s, due_at = %(now)s + make_interval(hours => feed.every_hours)
    from due
    where feed.id = due.id
    returning feed.id, feed.name, feed.url, feed.kind
"""
MAKE_DUE = "update safety_feed set due_at = %(at)s where uid = %(uid)s and url is not null returning id"
PUT = """
    update safety_feed
    set content = %(content)s, entries = %(entries)s, version = version + 1, taken_at = %(at)s, tried_at = %(at)s,
        problem = null
    where id = %(feed)s
"""
NOTE_PROBLEM = "update safety_feed set problem = %(problem)s where id = %(feed)s"
VERSIONS = "select id, version from safety_feed where content is not null order by id"
CONTENTS = "select id, version, name, content, taken_at from safety_feed where content is not null order by id"


async def add(tx: Tx, values: dict[str, Any]) -> int | None:
    """Keep a new feed; None when another has its name."""
    row = await (await tx.execute(ADD, values)).fetchone()
    return int(row[0]) if row else None


async def feeds(tx: Tx) -> list[Feed]:
    """Every feed, by name."""
    async with tx.cursor(row_factory=class_row(Feed)) as found:
        await found.execute(FEEDS)
        return [_typed(row) for row in await found.fetchall()]


async def find(tx: Tx, uid: UUID) -> Feed | None:
    """The feed of this identifier, or None."""
    async with tx.cursor(row_factory=class_row(Feed)) as found:
        await found.execute(FIND, {"uid": uid})
        row = await found.fetchone()
    return _typed(row) if row else None


async def remove(tx: Tx, uid: UUID) -> int | None:
    """Forget a feed and what it says; returns its id, or None if there was none."""
    row = await (await tx.execute(REMOVE, {"uid": uid})).fetchone()
    return int(row[0]) if row else None


async def claim_due(tx: Tx, *, now: datetime, limit: int) -> list[DueFeed]:
    """Feeds whose time has come; each comes due again after its own pause, whatever becomes of this attempt."""
    async with tx.cursor(row_factory=class_row(DueFeed)) as claimed:
        await claimed.execute(CLAIM_DUE, {"now": now, "limit": limit})
        return [DueFeed(row.id, row.name, row.url, FeedKind(row.kind)) for row in await claimed.fetchall()]


async def make_due(tx: Tx, uid: UUID, *, at: datetime) -> int | None:
    """Have a feed with an address fetched next; returns its id, or None."""
    row = await (await tx.execute(MAKE_DUE, {"uid": uid, "at": at})).fetchone()
    return int(row[0]) if row else None


async def put(tx: Tx, feed: int, content: bytes, *, entries: int, at: datetime) -> None:
    """Replace what a feed says."""
    await tx.execute(PUT, {"feed": feed, "content": content, "entries": entries, "at": at})


async def note_problem(tx: Tx, feed: int, problem: Problem) -> None:
    """Write why the last attempt brought nothing; what was said before stands."""
    await tx.execute(NOTE_PROBLEM, {"feed": feed, "problem": problem})


async def versions(tx: Tx) -> tuple[tuple[int, int], ...]:
    """Which feeds say something, and how often each was replaced: differs exactly when something was replaced."""
    rows = await (await tx.execute(VERSIONS)).fetchall()
    return tuple((int(feed), int(version)) for feed, version in rows)


async def contents(tx: Tx) -> list[tuple[int, int, str, bytes, datetime]]:
    """What every feed says: id, version, name, compressed content, when it was taken."""
    rows = await (await tx.execute(CONTENTS)).fetchall()
    return [(int(feed), int(version), name, bytes(content), at) for feed, version, name, content, at in rows]


def _typed(row: Feed) -> Feed:
    problem = Problem(row.problem) if row.problem else None
    rest = (row.entries, row.taken_at, row.tried_at, problem, row.due_at)
    return Feed(row.id, row.uid, row.name, row.url, FeedKind(row.kind), row.every_hours, *rest)
