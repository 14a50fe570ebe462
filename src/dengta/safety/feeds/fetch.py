"""Fetch the lists whose time has come, through the outbound policy."""

import asyncio

import httpx

from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.http import AddressRefused, Outbound
from dengta.platform.log import log
from dengta.safety.feeds import store
from dengta.safety.feeds.manage import LARGEST
from dengta.safety.feeds.model import DueFeed, FeedKind, Problem
from dengta.safety.feeds.packing import pack, size
from dengta.safety.verdict.feeds import UnreadableFeed, read_feed

AT_ONCE = 4
PATIENCE = 60.0  # seconds for a list of some ten megabytes


async def fetch_due_feeds(*, db: Database, clock: Clock, outbound: Outbound) -> int:
    """Replace what due feeds say; returns how many were tried. A feed that brings nothing keeps what it said."""
    async with db.transaction() as tx:
        due = await store.claim_due(tx, now=clock.now(), limit=AT_ONCE)
    for feed in due:
        problem = await _fetch(feed, db=db, clock=clock, outbound=outbound)
        if problem is not None:
            log.warning("feed.problem", feed=feed.id, problem=str(problem))
            async with db.transaction() as tx:
                await store.note_problem(tx, feed.id, problem)
    return len(due)


async def _fetch(feed: DueFeed, *, db: Database, clock: Clock, outbound: Outbound) -> Problem | None:
    try:
        answer = await outbound.get(feed.url, largest=LARGEST, seconds=PATIENCE)
    except AddressRefused:
        return Problem.REFUSED
    except httpx.HTTPError:
        return Problem.UNREACHABLE
    if answer.status != 200:
        return Problem.REFUSED
    if answer.cut:
        return Problem.TOO_LARGE
    try:
        told = await asyncio.to_thread(read_feed, feed.name, answer.body, allows=feed.kind is FeedKind.GOOD)
    except UnreadableFeed:
        return Problem.UNREADABLE
    packed = await asyncio.to_thread(pack, told)
    async with db.transaction() as tx:
        await store.put(tx, feed.id, packed, entries=size(told), at=clock.now())
    return None
