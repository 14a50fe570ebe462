"""Add, list, refill and remove the lists of bad and good sites."""

import asyncio
import re
from uuid import UUID

from dengta.accounts.public import Actor, audit, may_guard
from dengta.kernel.clock import Clock
from dengta.kernel.ids import uuid7
from dengta.platform.db import Database, Tx
from dengta.platform.http import AddressRefused, Outbound
from dengta.safety.feeds import store
from dengta.safety.feeds.errors import BadFeed, NoSuchFeed
from dengta.safety.feeds.model import Feed, FeedKind
from dengta.safety.feeds.packing import pack, size
from dengta.safety.verdict.feeds import read_feed
from dengta.safety.verdict.lists import MOST_FEEDS

NAME = re.compile(r"[\w .()+-]{2,60}")
LONGEST_URL = 500
LARGEST = 32 * 1024 * 1024


async def list_feeds(*, actor: Actor, db: Database) -> list[Feed]:
    """Every feed with its age and what went wrong last."""
    _require(actor)
    async with db.transaction() as tx:
        return await store.feeds(tx)


async def add_feed(
    name: str,
    url: str | None,
    kind: FeedKind,
    *,
    every_hours: int = 24,
    actor: Actor,
    db: Database,
    clock: Clock,
    outbound: Outbound,
) -> UUID:
    """Begin to use a list: fetched from `url` at once and again every so many hours, or filled from a file later.

    Raises `BadFeed` for a name that is taken or odd, a pause that makes no sense, an address the outbound policy
    refuses, or one feed too many.
    """
    _require(actor)
    if not NAME.fullmatch(name) or not 1 <= every_hours <= 168 or (url is not None and len(url) > LONGEST_URL):
        raise BadFeed("a name of 2 to 60 letters, a pause of 1 to 168 hours")
    if url is not None:
        try:
            await outbound.resolve(url)
        except AddressRefused as refused:
            raise BadFeed(refused.detail) from refused
    uid, at = uuid7(), clock.now()
    values = {"uid": uid, "name": name, "url": url, "kind": kind, "every": every_hours, "by": actor.staff_id}
    async with db.transaction() as tx:
        if len(await store.feeds(tx)) >= MOST_FEEDS:
            raise BadFeed(f"at most {MOST_FEEDS} lists")
        feed = await store.add(tx, {**values, "at": at, "due": at if url else None})
        if feed is None:
            raise BadFeed("another list has this name")
        await audit.record(tx, actor=actor, action="feed.added", subject="feed", subject_id=feed)
    return uid


async def fill_feed(uid: UUID, content: bytes, *, actor: Actor, db: Database, clock: Clock) -> int:
    """Replace what a feed says by a file; returns how many entries it has now. Raises `UnreadableFeed` or `BadFeed`."""
    _require(actor)
    if len(content) > LARGEST:
        raise BadFeed("at most 32 MB")
    async with db.transaction() as tx:
        feed = await _load(tx, uid)
    told = await asyncio.to_thread(read_feed, feed.name, content, allows=feed.kind is FeedKind.GOOD)
    packed = await asyncio.to_thread(pack, told)
    async with db.transaction() as tx:
        await store.put(tx, feed.id, packed, entries=size(told), at=clock.now())
        await audit.record(
            tx, actor=actor, action="feed.filled", subject="feed", subject_id=feed.id, detail={"entries": size(told)}
        )
    return size(told)


async def remove_feed(uid: UUID, *, actor: Actor, db: Database) -> None:
    """Forget a feed and what it says."""
    _require(actor)
    async with db.transaction() as tx:
        feed = await store.remove(tx, uid)
        if feed is None:
            raise NoSuchFeed
        await audit.record(tx, actor=actor, action="feed.removed", subject="feed", subject_id=feed)


async def fetch_soon(uid: UUID, *, actor: Actor, db: Database, clock: Clock) -> None:
    """Have a feed fetched with the next look, which is within a minute."""
    _require(actor)
    async with db.transaction() as tx:
        if await store.make_due(tx, uid, at=clock.now()) is None:
            raise NoSuchFeed


def _require(actor: Actor) -> None:
    if not may_guard(actor):
        raise NoSuchFeed


async def _load(tx: Tx, uid: UUID) -> Feed:
    feed = await store.find(tx, uid)
    if feed is None:
        raise NoSuchFeed
    return feed
