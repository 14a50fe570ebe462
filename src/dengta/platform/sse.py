"""Server-sent events with one sleeping task a stream.

An idle stream costs its socket and one task that waits for the other side to go away. Work is done by short-lived
tasks when the hub rouses the stream, one at a time a stream, so that order is kept and nothing overlaps.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

import msgspec

from dengta.kernel.errors import Refused
from dengta.platform.hub import Hub, Subscription
from dengta.platform.log import log

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
Found = TypeVar("Found")
HEARTBEAT = 20.0
HELLO = b"retry: 2000\n\n"
GOODBYE = b"event: bye\ndata: {}\n\n"
BEAT = b": \xe2\x99\xa5\n\n"


class Source(Protocol):
    """What a stream shows. Reads from its own cursor, so that being asked twice shows nothing twice."""

    async def unseen(self) -> bytes:
        """Everything new since the last call, framed; empty if nothing is. A refusal or `Last` ends the stream."""
        ...

    def sign(self, sign: dict[str, Any]) -> bytes:
        """A passing sign, framed, or nothing if this stream may not show it."""
        ...


class Last(Exception):  # noqa: N818 -- an end is no error
    """Raised by a source after which nothing can follow: `words` are shown, and the stream ends."""

    def __init__(self, words: bytes) -> None:
        super().__init__()
        self.words = words


class Stream:
    """An ASGI answer that lives until either side ends it."""

    __slots__ = ("_again", "_extra", "_flushing", "_hub", "_keys", "_send", "_source", "_subscription")

    def __init__(self, hub: Hub, keys: tuple[str, ...], source: Source, headers: list[tuple[bytes, bytes]]) -> None:
        self._hub, self._keys, self._source, self._extra = hub, keys, source, headers
        self._subscription: Subscription | None = None
        self._flushing: asyncio.Task[None] | None = None
        self._again = False
        self._send: Send | None = None

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        self._send = send
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS + self._extra})
        await self._write(HELLO)
        self._subscription = self._hub.subscribe(*self._keys, rouse=self._rouse)
        self._rouse()
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            self._hub.unsubscribe(self._subscription)
            if self._flushing is not None:
                self._flushing.cancel()

    def beat(self) -> None:
        """Show that the connection is alive. Waits for nobody: a reader that stopped reading holds up only itself."""
        if self._flushing is None:
            self._flushing = asyncio.get_running_loop().create_task(self._beat())

    def _rouse(self) -> None:
        if self._flushing is not None:
            self._again = True
            return
        self._flushing = asyncio.get_running_loop().create_task(self._flush())

    async def _flush(self) -> None:
        try:
            while True:
                self._again = False
                await self._show()
                if not self._again:
                    break
        except Last as last:
            await self._write(last.words + GOODBYE)
            await self._end()
        except Refused:  # whom it was opened for may not see it any more
            await self._write(GOODBYE)
            await self._end()
        except Exception as error:  # noqa: BLE001 -- the stream is an edge: log once, end it, the client resumes
            log.error("stream.failed", error=type(error).__name__)
            await self._end()
        finally:
            self._flushing = None

    async def _beat(self) -> None:
        try:
            await self._write(BEAT)
        finally:
            self._flushing = None
        if self._again:
            self._rouse()

    async def _show(self) -> None:
        subscription = self._subscription
        if subscription is None:
            return
        words = b"" if subscription.closed else await self._source.unseen()
        if words:
            await self._write(words)
        while subscription.signs:
            shown = self._source.sign(subscription.signs.popleft())
            if shown:
                await self._write(shown)
        if subscription.closed:
            await self._write(GOODBYE)
            await self._end()

    async def _write(self, words: bytes) -> None:
        if self._send is not None:
            await self._send({"type": "http.response.body", "body": words, "more_body": True})

    async def _end(self) -> None:
        if self._send is not None:
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})
            self._send = None


def frame(event: str, body: object, *, number: int | None = None) -> bytes:
    """One event as the event-stream format has it (WHATWG HTML, section 9.2)."""
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}event: {event}\ndata: ".encode() + msgspec.json.encode(body) + b"\n\n"


async def heartbeat(hub: Hub) -> None:
    """Beat on every open stream, a few at a time, until cancelled."""
    while True:
        streams = hub.streams()
        pause = HEARTBEAT / max(1, len(streams) // 50 + 1)
        for start in range(0, max(1, len(streams)), 50):
            for subscription in streams[start : start + 50]:
                stream = getattr(subscription.rouse, "__self__", None)
                if isinstance(stream, Stream) and not subscription.closed:
                    stream.beat()
            await asyncio.sleep(pause)


async def long_poll(
    hub: Hub,
    keys: tuple[str, ...],
    seconds: float,
    look: Callable[[], Awaitable[Found]],
    enough: Callable[[Found], object],
) -> Found:
    """What `look` finds: at once when it is `enough`, else as soon as it is, `seconds` have passed or the desk stops.

    Listens before it looks, so that nothing falls between the two, and looks again for facts only, never for signs.
    """
    woken = asyncio.Event()
    subscription = hub.subscribe(*keys, rouse=woken.set)
    try:
        until = asyncio.get_running_loop().time() + seconds
        while True:
            subscription.woken = False
            found = await look()
            if enough(found) or asyncio.get_running_loop().time() >= until:
                return found
            if not await _woken(subscription, woken, until):
                return found
    finally:
        hub.unsubscribe(subscription)


async def _woken(subscription: Subscription, woken: asyncio.Event, until: float) -> bool:
    """Wait for a fact; False when the time is over or the hub has closed."""
    try:
        async with asyncio.timeout_at(until):
            while not (subscription.woken or subscription.closed):
                woken.clear()
                await woken.wait()
    except TimeoutError:
        return False
    return not subscription.closed
