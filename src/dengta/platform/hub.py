"""The live hub: wakes the streams that this process holds open.

It carries no words. A stream that is woken reads what it may show from the database, from its own cursor, so that a
lost wake costs time and never a message. Passing signs (typing, presence) are the exception: they are told
through `whisper`, live for seconds and are allowed to get lost.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
import psycopg

from dengta.platform import relay
from dengta.platform.db import Database
from dengta.platform.log import log

SIGNS = "dengta_signs"
SINCE = "select seq, streams from platform_fact where seq > %s order by seq limit 5000"
LATEST = "select coalesce(max(seq), 0) from platform_fact"
WHISPER = "select pg_notify(%s, %s)"
SWEEP = 20.0  # seconds; a fact is found at the latest after this long even if a notification was lost
MOST_SIGNS = 16
LARGEST = 7000  # bytes; PostgreSQL refuses notifications of 8000


class Subscription:
    """One open stream's wake-up call: a callback and a few passing signs; nothing that can grow.

    `rouse` is called, in the event loop, whenever there may be something to see, hear or end. It must return at once.
    `woken` tells a fact from a sign, for whoever looks for facts only and takes it back before each look.
    """

    __slots__ = ("closed", "keys", "rouse", "signs", "woken")

    def __init__(self, keys: tuple[str, ...], rouse: Callable[[], None]) -> None:
        self.keys = keys
        self.rouse = rouse
        self.closed = False
        self.woken = True
        self.signs: deque[dict[str, Any]] | None = None  # most streams never hear one

    def wake(self) -> None:
        self.woken = True
        self.rouse()

    def sign(self, sign: dict[str, Any]) -> None:
        if self.signs is None:
            self.signs = deque(maxlen=MOST_SIGNS)
        self.signs.append(sign)
        self.rouse()

    def close(self) -> None:
        self.closed = True
        self.rouse()


class Hub:
    """Knows every stream this process holds, by key, and listens for the relay."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._streams: defaultdict[str, set[Subscription]] = defaultdict(set)
        self._bells: dict[str, asyncio.Event] = {}
        self._seen = 0
        self._closed = False
        self._outgoing: deque[tuple[str, dict[str, Any]]] = deque(maxlen=2000)
        self._speak = asyncio.Event()

    def subscribe(self, *keys: str, rouse: Callable[[], None]) -> Subscription:
        """Begin to hear about `keys`; the caller must `unsubscribe`. Once the hub is closed, so is what it returns."""
        subscription = Subscription(keys, rouse)
        subscription.closed = self._closed
        for key in keys:
            self._streams[key].add(subscription)
        return subscription

    def unsubscribe(self, subscription: Subscription) -> None:
        for key in subscription.keys:
            self._streams[key].discard(subscription)
            if not self._streams[key]:
                del self._streams[key]

    def bell(self, key: str) -> asyncio.Event:
        """What is set whenever a key is woken, for the process itself; whoever waits clears it. It is no stream."""
        return self._bells.setdefault(key, asyncio.Event())

    def streams(self) -> list[Subscription]:
        """Every open stream of this process, once."""
        return list({id(stream): stream for streams in self._streams.values() for stream in streams}.values())

    def count(self, key: str | None = None) -> int:
        """Open streams of this process, all of them or those that hear about one key."""
        if key is not None:
            return len(self._streams.get(key, ()))
        return len(self.streams())

    def whisper(self, key: str, sign: dict[str, Any]) -> None:
        """Tell every stream of a key, on every node, something that matters for seconds only."""
        self._outgoing.append((key, sign))
        self._speak.set()

    def close(self) -> None:
        """Let every stream say goodbye and every long poll answer; called before the process stops."""
        self._closed = True
        for streams in list(self._streams.values()):
            for stream in list(streams):
                stream.close()

    async def run(self) -> None:
        """Listen until cancelled; after a lost connection every stream looks again, so nothing is missed."""
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self._db.url, autocommit=True) as connection:
                    await connection.execute(f"listen {relay.CHANNEL}")
                    await connection.execute(f"listen {SIGNS}")
                    row = await (await connection.execute(LATEST)).fetchone()
                    self._seen = int(row[0]) if row else 0
                    self._wake_all()
                    await self._listen(connection)
            except psycopg.Error as error:
                log.warning("hub.interrupted", error=type(error).__name__)
            await asyncio.sleep(0.5)

    async def _listen(self, connection: psycopg.AsyncConnection[Any]) -> None:
        speaker = asyncio.create_task(self._tell())
        try:
            while True:
                async for notice in connection.notifies(timeout=SWEEP, stop_after=1):
                    if notice.channel == SIGNS:
                        self._hear(notice.payload)
                await self._look(connection)
        finally:
            speaker.cancel()

    async def _look(self, connection: psycopg.AsyncConnection[Any]) -> None:
        rows = await (await connection.execute(SINCE, (self._seen,))).fetchall()
        for seq, streams in rows:
            self._seen = max(self._seen, seq)
            self._wake(streams)

    async def _tell(self) -> None:
        while True:
            await self._speak.wait()
            self._speak.clear()
            while self._outgoing:
                key, sign = self._outgoing.popleft()
                words = msgspec.json.encode([key, sign]).decode()
                if len(words) < LARGEST:
                    async with self._db.transaction() as tx:
                        await tx.execute(WHISPER, (SIGNS, words))

    def _hear(self, words: str) -> None:
        key, sign = msgspec.json.decode(words)
        for stream in self._streams.get(key, ()):
            stream.sign(sign)

    def _wake(self, keys: Iterable[str]) -> None:
        for key in keys:
            if key in self._bells:
                self._bells[key].set()
            for stream in self._streams.get(key, ()):
                stream.wake()

    def _wake_all(self) -> None:
        self._wake([*self._bells, *self._streams])
