"""A load generator that costs little: HTTP/1.1 by hand on kept-alive connections."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Load:
    """What came of a load: answers by status, and how long each 2xx took, in seconds."""

    seconds: float = 0.0
    statuses: dict[int, int] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        return sum(many for status, many in self.statuses.items() if 200 <= status < 300)

    @property
    def rate(self) -> float:
        return self.accepted / self.seconds if self.seconds else 0.0


def request(method: str, path: str, body: bytes, headers: dict[str, str], port: int) -> bytes:
    """A whole request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", f"host: 127.0.0.1:{port}", f"content-length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


async def load(address: tuple[str, int], make: Callable[[], bytes], *, clients: int, seconds: float) -> Load:
    """Keep `clients` requests in flight for a time; every answer is read before the next is sent."""
    result = Load()
    start = time.perf_counter()
    until = start + seconds
    await asyncio.gather(*[_client(address, make, until, result) for _ in range(clients)])
    result.seconds = time.perf_counter() - start
    return result


async def _client(address: tuple[str, int], make: Callable[[], bytes], until: float, result: Load) -> None:
    reader, writer = await asyncio.open_connection(*address)
    try:
        while time.perf_counter() < until:
            sent = time.perf_counter()
            writer.write(make())
            status, _ = await answer(reader)
            result.statuses[status] = result.statuses.get(status, 0) + 1
            if 200 <= status < 300:
                result.latencies.append(time.perf_counter() - sent)
    finally:
        writer.close()


async def answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """One answer's status and body, whether its length is declared or it comes in chunks."""
    head = await reader.readuntil(b"\r\n\r\n")
    if b"transfer-encoding: chunked" in head.lower():
        return int(head[9:12]), await _chunks(reader)
    length = 0
    for line in head.split(b"\r\n")[1:]:
        if line[:15].lower() == b"content-length:":
            length = int(line[15:])
    return int(head[9:12]), await reader.readexactly(length) if length else b""


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readline()).strip(), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return body


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of all values do not exceed; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
