"""Streams and long polls look when a fact calls them, and only then; and they let the desk stop."""

import asyncio
from typing import Any

import httpx
import pytest

from dengta.inbox.store import cases
from dengta.platform import sse
from dengta.platform.db import Database
from dengta.platform.hub import Hub
from dengta.platform.settings import Settings
from dengta.platform.sse import Stream, long_poll
from dengta.web.app import create_app
from dengta.web.parts import make_parts
from tests.support.app import running_app

DEVICE = {"authorization": "Device " + "d" * 43}
ASKING = {"client_id": "a-good-one", "text": "My transfer has not arrived", "language": "en"}


class Counted:
    """A source that counts how often it is asked."""

    def __init__(self) -> None:
        self.looks = 0

    async def unseen(self) -> bytes:
        self.looks += 1
        return b""

    def sign(self, sign: dict[str, Any]) -> bytes:
        return b""


class Reader:
    """The other side of a stream."""

    def __init__(self) -> None:
        self.heard = asyncio.Queue[bytes]()

    async def send(self, message: Any) -> None:
        self.heard.put_nowait(message.get("body", b""))

    async def receive(self) -> Any:
        await asyncio.Event().wait()


async def asked(client: httpx.AsyncClient) -> tuple[str, int]:
    """The address of a new case and its cursor."""
    receipt = (await client.post("/api/v1/conversations", json=ASKING, headers=DEVICE)).json()
    case = f"/api/v1/conversations/{receipt['reference']}"
    return case, (await client.get(case, headers=DEVICE)).json()["cursor"]


async def test_a_long_poll_is_answered_when_the_desk_stops(settings: Settings, db: Database) -> None:
    parts = make_parts(settings)
    transport = httpx.ASGITransport(create_app(parts), raise_app_exceptions=False)
    async with parts.running(), httpx.AsyncClient(transport=transport, base_url=settings.base_url) as client:
        case, cursor = await asked(client)
        waiting = asyncio.create_task(client.get(f"{case}/events?after={cursor}&wait=25", headers=DEVICE))
        async with asyncio.timeout(10):
            await asyncio.sleep(0.5)
            parts.hub.close()
            assert (await waiting).json() == {"events": [], "cursor": cursor}
            late = await client.get(f"{case}/events?after={cursor}&wait=25", headers=DEVICE)
    assert late.json() == {"events": [], "cursor": cursor}


async def test_typing_makes_no_long_poll_read_the_database(
    settings: Settings, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, real = 0, cases.news

    async def counted(*given: Any) -> Any:
        nonlocal looks
        looks += 1
        return await real(*given)

    monkeypatch.setattr(cases, "news", counted)
    async with running_app(settings) as client:
        case, cursor = await asked(client)
        await asyncio.sleep(1)  # until what was opened has been told
        looks = 0
        waiting = asyncio.create_task(client.get(f"{case}/events?after={cursor}&wait=2", headers=DEVICE))
        for _ in range(10):
            await client.post(f"{case}/typing", headers=DEVICE)
            await asyncio.sleep(0.05)
        await waiting
    assert looks == 1


async def test_a_fact_that_comes_while_one_looks_is_not_missed(db: Database) -> None:
    hub, looks = Hub(db), 0

    async def look() -> int:
        nonlocal looks
        looks += 1
        if looks == 1:
            for subscription in hub.streams():
                subscription.wake()
        return looks

    async with asyncio.timeout(5):
        assert await long_poll(hub, ("a",), 60, look, lambda found: found == 2) == 2


async def test_a_poll_that_does_not_wait_looks_once(db: Database) -> None:
    hub, looks = Hub(db), 0

    async def look() -> None:
        nonlocal looks
        looks += 1

    await long_poll(hub, ("a",), 0, look, bool)
    assert looks == 1
    assert hub.count() == 0


async def test_a_stream_that_begins_while_the_desk_stops_says_goodbye_at_once(db: Database) -> None:
    hub, source, reader = Hub(db), Counted(), Reader()
    hub.close()
    task = asyncio.create_task(Stream(hub, ("a",), source, [])({}, reader.receive, reader.send))
    async with asyncio.timeout(5):
        while await reader.heard.get() != sse.GOODBYE:
            pass
    assert source.looks == 0
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
