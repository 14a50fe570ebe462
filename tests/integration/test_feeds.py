"""Lists of bad sites: fetched on a schedule, kept when they fail, known to every process."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from dengta.accounts.public import Role
from dengta.platform.db import Database
from dengta.platform.http import Outbound
from dengta.safety.feeds import manage
from dengta.safety.feeds.errors import BadFeed, NoSuchFeed
from dengta.safety.feeds.fetch import fetch_due_feeds
from dengta.safety.feeds.load import refresh_lists
from dengta.safety.feeds.model import FeedKind, Problem
from dengta.safety.public import Grade, Knowledge, UnreadableFeed
from tests.support.clock import FakeClock
from tests.support.staff import actor, rows

HERE = Outbound(private=True)


@dataclass(slots=True)
class Publisher:
    """Somebody who publishes a list: answers what `says` holds at the moment."""

    says: bytes = b"evil.com\nbad.example.org\n"
    status: int = 200
    asked: list[bytes] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/list.txt"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append(await reader.readuntil(b"\r\n\r\n"))
        head = f"HTTP/1.1 {self.status} So\r\ncontent-length: {len(self.says)}\r\nconnection: close\r\n\r\n"
        writer.write(head.encode() + self.says)
        await writer.drain()
        writer.close()


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    publishing = Publisher()
    server = await asyncio.start_server(publishing.answer, "127.0.0.1", 0)
    publishing.port = server.sockets[0].getsockname()[1]
    yield publishing
    server.close()


async def test_a_list_is_fetched_when_due_and_known_to_every_process(
    db: Database, clock: FakeClock, publisher: Publisher
) -> None:
    officer = await actor(db, Role.SECURITY_OFFICER)
    tools = {"actor": officer, "db": db, "clock": clock}
    await manage.add_feed("ours", publisher.url, FeedKind.BAD, every_hours=6, outbound=HERE, **tools)
    one, other = Knowledge(), Knowledge()
    assert await fetch_due_feeds(db=db, clock=clock, outbound=HERE) == 1
    assert await fetch_due_feeds(db=db, clock=clock, outbound=HERE) == 0
    for knowledge in (one, other):
        assert await refresh_lists(knowledge, db=db)
        assert not await refresh_lists(knowledge, db=db)
        assert knowledge.check("https://www.evil.com/x").grade is Grade.LISTED
        assert knowledge.taken == {"ours": clock.now()}
    publisher.says = b"other.com\n"
    clock.advance(hours=6)
    await fetch_due_feeds(db=db, clock=clock, outbound=HERE)
    await refresh_lists(one, db=db)
    assert one.check("evil.com").grade is Grade.UNKNOWN
    assert one.check("other.com").grade is Grade.LISTED


@pytest.mark.parametrize(
    ("says", "status", "problem"),
    [(b"<html>", 200, Problem.UNREADABLE), (b"evil.com", 404, Problem.REFUSED), (b"evil.com", 302, Problem.REFUSED)],
)
async def test_a_list_that_brings_nothing_keeps_what_it_said(
    db: Database, clock: FakeClock, publisher: Publisher, says: bytes, status: int, problem: Problem
) -> None:
    tools = {"actor": await actor(db, Role.ADMINISTRATOR), "db": db, "clock": clock}
    await manage.add_feed("ours", publisher.url, FeedKind.BAD, outbound=HERE, **tools)
    await fetch_due_feeds(db=db, clock=clock, outbound=HERE)
    publisher.says, publisher.status = says, status
    clock.advance(hours=24)
    await fetch_due_feeds(db=db, clock=clock, outbound=HERE)
    (feed,) = await manage.list_feeds(actor=tools["actor"], db=db)
    assert (feed.problem, feed.entries) == (problem, 2)
    assert feed.taken_at is not None
    assert feed.taken_at < clock.now()


async def test_a_list_may_come_from_a_file_and_may_be_of_good_sites(db: Database, clock: FakeClock) -> None:
    tools = {"actor": await actor(db, Role.ADMINISTRATOR), "db": db, "clock": clock}
    bad = await manage.add_feed("bad", None, FeedKind.BAD, outbound=HERE, **tools)
    good = await manage.add_feed("good", None, FeedKind.GOOD, outbound=HERE, **tools)
    assert await manage.fill_feed(bad, b"evil.com\n", **tools) == 1
    await manage.fill_feed(good, b"evil.com\n", **tools)
    knowledge = Knowledge()
    await refresh_lists(knowledge, db=db)
    (verdict,) = knowledge.check("evil.com").verdicts
    assert "lists_disagree" in verdict.codes
    await manage.remove_feed(good, actor=tools["actor"], db=db)
    await refresh_lists(knowledge, db=db)
    assert knowledge.check("evil.com").grade is Grade.LISTED
    with pytest.raises(UnreadableFeed):
        await manage.fill_feed(bad, b"", **tools)
    told = await rows(db, "select action from accounts_audit where subject = 'feed' order by id")
    assert told == ["feed.added", "feed.added", "feed.filled", "feed.filled", "feed.removed"]


async def test_only_those_who_guard_the_desk_choose_lists(db: Database, clock: FakeClock) -> None:
    for role in (Role.LEAD, Role.AGENT, Role.HELPER, Role.AUDITOR):
        stranger = await actor(db, role)
        with pytest.raises(NoSuchFeed):
            await manage.list_feeds(actor=stranger, db=db)
        with pytest.raises(NoSuchFeed):
            await manage.add_feed("x1", None, FeedKind.BAD, actor=stranger, db=db, clock=clock, outbound=HERE)


async def test_what_cannot_be_used_is_refused(db: Database, clock: FakeClock) -> None:
    tools = {"actor": await actor(db, Role.ADMINISTRATOR), "db": db, "clock": clock}
    await manage.add_feed("ours", None, FeedKind.BAD, outbound=HERE, **tools)
    for name, url, hours in (
        ("ours", None, 24),
        ("x", None, 24),
        ("other", None, 0),
        ("other", "https://10.0.0.1/", 24),
    ):
        with pytest.raises(BadFeed):
            await manage.add_feed(name, url, FeedKind.BAD, every_hours=hours, outbound=Outbound(), **tools)
