"""`dengta bench live`: what an open stream costs, and how soon a message is on the other side's screen."""

import asyncio
import resource
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

import msgspec
import psutil

from dengta.bench import stand
from dengta.bench.figure import Figure, at_least, at_most
from dengta.bench.http import answer, percentile, request

MANY = 10_000
OPEN = 2_000
RATE = 200
MEMORY = 350.0  # MB
SOON = 250.0  # ms
JSON = {"content-type": "application/json"}
SOURCES = 20  # loopback addresses the streams come from, because one address has too few ports for many


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation of the load."""

    reference: str
    secret: str


@dataclass(slots=True)
class Seen:
    """What arrived on the streams: for each message the moments, and for each stream its numbers in order."""

    moments: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    disorder: int = 0


class Screen(asyncio.Protocol):
    """One open stream; reads events as they come and keeps no more than the last number."""

    __slots__ = ("_last", "_open", "_rest", "_seen", "_wanted", "transport")

    def __init__(self, wanted: bytes, seen: Seen, opened: asyncio.Future[None]) -> None:
        self._wanted, self._seen, self._open = wanted, seen, opened
        self._rest, self._last = b"", 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 -- narrows what TCP always gives
        transport.write(self._wanted)

    def data_received(self, data: bytes) -> None:
        if not self._open.done():
            self._open.set_result(None)
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if line.startswith(b"data: {") and b'"kind":"message"' in line:
                self._note(msgspec.json.decode(line[6:]))

    def connection_lost(self, error: Exception | None) -> None:
        if not self._open.done():
            self._open.set_exception(error or ConnectionError("closed before it answered"))

    def _note(self, event: dict[str, object]) -> None:
        number = int(str(event["number"]))
        self._seen.disorder += number <= self._last
        self._last = number
        message = event.get("message")
        if isinstance(message, dict):
            self._seen.moments[str(message["text"])].append(time.perf_counter())


def measure(seconds: float = 15.0) -> list[tuple[Figure, dict[str, object]]]:
    """Memory with ten thousand streams, then delay with two thousand and two hundred messages a second."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with stand.database() as url:
        with stand.served(url) as desk:
            idle, full, opened = asyncio.run(_memory(desk))
        with stand.served(url) as desk:
            sent, seen, refused = asyncio.run(_delay(desk, seconds))
    held: dict[str, object] = {"streams": opened, "idle_mb": round(idle, 1)}
    flow: dict[str, object] = {"streams": OPEN, "messages": len(sent), "seconds": seconds, "refused": refused}
    return [
        (at_most("live memory", full, "MB", limit=MEMORY), held),
        (at_least("live streams", float(opened), "streams", limit=float(MANY), aim=1.0), held),
        (at_most("live p99", percentile(_delays(sent, seen), 0.99) * 1000, "ms", limit=SOON), flow),
        (at_least("live arrived once", float(_once(sent, seen)), "messages", limit=float(len(sent)), aim=1.0), flow),
        (at_most("live out of order", float(seen.disorder), "messages", limit=1.0, aim=0.0), flow),
    ]


async def _memory(desk: stand.Stand) -> tuple[float, float, int]:
    cases = await _cases(desk, MANY // 10)
    process = psutil.Process(desk.process.pid)
    idle = process.memory_info().rss / 1e6
    seen = Seen()
    screens = await _screens(desk, [case for case in cases for _ in range(10)], seen)
    await asyncio.sleep(3)
    return idle, process.memory_info().rss / 1e6, len(screens)


async def _delay(desk: stand.Stand, seconds: float) -> tuple[dict[str, float], Seen, int]:
    cases = await _cases(desk, OPEN)
    seen = Seen()
    await _screens(desk, cases, seen)
    await asyncio.sleep(2)
    sent: dict[str, float] = {}
    refused = 0
    connections = [await asyncio.open_connection(*desk.address) for _ in range(16)]
    free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    for connection in connections:
        free.put_nowait(connection)

    async def say(case: Case) -> None:
        nonlocal refused
        text = f"message {uuid.uuid4()}"
        connection = await free.get()
        started = time.perf_counter()
        connection[1].write(_message(desk, case, text))
        status, _ = await answer(connection[0])
        free.put_nowait(connection)
        if status == 202:
            sent[text] = started
        else:
            refused += 1

    start = time.perf_counter()
    tasks = []
    for turn in range(int(seconds * RATE)):
        await asyncio.sleep(max(0.0, start + turn / RATE - time.perf_counter()))
        tasks.append(asyncio.create_task(say(cases[turn % len(cases)])))
    await asyncio.gather(*tasks)
    await asyncio.sleep(3)
    return sent, seen, refused


def _delays(sent: dict[str, float], seen: Seen) -> list[float]:
    return [seen.moments[text][0] - started for text, started in sent.items() if seen.moments[text]]


def _once(sent: dict[str, float], seen: Seen) -> int:
    return sum(len(seen.moments[text]) == 1 for text in sent)


async def _cases(desk: stand.Stand, many: int) -> list[Case]:
    """Conversations opened through the API, thirty-two at a time."""
    cases: list[Case] = []

    async def some(share: int) -> None:
        reader, writer = await asyncio.open_connection(*desk.address)
        for _ in range(share):
            body = msgspec.json.encode({"text": "Where is my transfer?", "client_id": str(uuid.uuid4())})
            writer.write(request("POST", "/api/v1/conversations", body, JSON, desk.port))
            _, answered = await answer(reader)
            receipt = msgspec.json.decode(answered)
            cases.append(Case(receipt["reference"], receipt["secret"]))
        writer.close()

    await asyncio.gather(*[some(many // 32 + (turn < many % 32)) for turn in range(32)])
    return cases


async def _screens(desk: stand.Stand, cases: list[Case], seen: Seen) -> list[Screen]:
    loop = asyncio.get_running_loop()
    screens: list[Screen] = []
    for start in range(0, len(cases), 200):
        opening = []
        for place, case in enumerate(cases[start : start + 200], start):
            opened = loop.create_future()
            source = (f"127.0.0.{place % SOURCES + 2}", 0)
            _, screen = await loop.create_connection(
                lambda case=case, opened=opened: Screen(_stream(desk, case), seen, opened),  # type: ignore[misc]
                *desk.address,
                local_addr=source,
            )
            screens.append(screen)
            opening.append(opened)
        await asyncio.gather(*opening)
    return screens


def _stream(desk: stand.Stand, case: Case) -> bytes:
    headers = {"authorization": f"Case {case.secret}", "accept": "text/event-stream"}
    return request("GET", f"/api/v1/conversations/{case.reference}/events?after=2", b"", headers, desk.port)


def _message(desk: stand.Stand, case: Case, text: str) -> bytes:
    body = msgspec.json.encode({"text": text, "client_id": str(uuid.uuid4())})
    headers = {"authorization": f"Case {case.secret}", "content-type": "application/json"}
    return request("POST", f"/api/v1/conversations/{case.reference}/messages", body, headers, desk.port)
