"""A reader that stops reading holds up nobody but itself."""

import asyncio
from typing import Any

import pytest

from dengta.platform import sse
from dengta.platform.db import Database
from dengta.platform.hub import Hub
from dengta.platform.sse import BEAT, HELLO, Stream, heartbeat


class Silent:
    """A source that has nothing to show."""

    async def unseen(self) -> bytes:
        return b""

    def sign(self, sign: dict[str, Any]) -> bytes:
        return b""


class Reader:
    """The other side of a stream; once `stuck`, what is sent to it never arrives."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.stuck = False

    async def send(self, message: Any) -> None:
        if self.stuck:
            await asyncio.Event().wait()
        self.heard.append(message.get("body", b""))

    async def receive(self) -> Any:
        await asyncio.Event().wait()


async def test_the_heartbeat_goes_on_when_one_reader_is_stuck(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sse, "HEARTBEAT", 0.02)
    hub, readers = Hub(db), [Reader() for _ in range(3)]
    tasks = [
        asyncio.create_task(Stream(hub, ("a",), Silent(), [])({}, reader.receive, reader.send)) for reader in readers
    ]
    while not all(HELLO in reader.heard for reader in readers):
        await asyncio.sleep(0)
    readers[0].stuck = True
    beating = asyncio.create_task(heartbeat(hub))
    async with asyncio.timeout(10):
        while not all(reader.heard.count(BEAT) >= 3 for reader in readers[1:]):
            await asyncio.sleep(0.01)
    for task in (beating, *tasks):
        task.cancel()
    await asyncio.gather(beating, *tasks, return_exceptions=True)
