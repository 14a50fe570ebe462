"""A reader that stops reading holds up nobody but itself."""

import asyncio
from typing import Any

import pytest

from dengta.platform import sse
from dengta.platform.db import Database
from dengta.platform.hub import Hub
from dengta.platform.sse import Stream, heartbeat


class Silent:
    """A source that has nothing to show."""

    async def unseen(self) -> bytes:
        return b""

    def sign(self, sign: dict[str, Any]) -> bytes:
        return b""


class Reader:
    """The other side of a stream; once `stuck`, what is sent to it never arrives."""

    def __init__(self) -> None:
        self.hello, self.beats, self.stuck = asyncio.Event(), asyncio.Semaphore(0), False

    async def send(self, message: Any) -> None:
        if self.stuck:
            await asyncio.Event().wait()
        match message.get("body"):
            case sse.HELLO:
                self.hello.set()
            case sse.BEAT:
                self.beats.release()

    async def receive(self) -> Any:
        await asyncio.Event().wait()


async def test_the_heartbeat_goes_on_when_one_reader_is_stuck(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sse, "HEARTBEAT", 0.02)
    hub, readers = Hub(db), [Reader() for _ in range(3)]
    tasks = [
        asyncio.create_task(Stream(hub, ("a",), Silent(), [])({}, reader.receive, reader.send)) for reader in readers
    ]
    for reader in readers:
        await reader.hello.wait()
    readers[0].stuck = True
    beating = asyncio.create_task(heartbeat(hub))
    async with asyncio.timeout(10):
        for reader in readers[1:] * 3:
            await reader.beats.acquire()
    for task in (beating, *tasks):
        task.cancel()
    await asyncio.gather(beating, *tasks, return_exceptions=True)
