"""Whoever sends slowly holds nothing for long: neither a head nor a body may trickle in for ever."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import uvicorn

from dengta.platform.settings import Settings
from dengta.web import bounds
from dengta.web.app import create_app
from dengta.web.connection import Punctual
from dengta.web.parts import make_parts
from tests.support.desk import free_port

Sending = Callable[[asyncio.StreamWriter], Awaitable[None]]
HEAD = b"POST /api/v1/conversations HTTP/1.1\r\nhost: desk\r\ncontent-type: application/json\r\n"
BODY = json.dumps({"text": "my transfer is late", "client_id": "slow-sender-1"}).encode()


class Hasty(Punctual):
    """Half a second for a head, two for a body."""

    _head = 0.5
    _body = 2.0


@pytest.fixture
async def port(settings: Settings, db: Any, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """A whole desk under uvicorn, as served, that is in a hurry."""
    monkeypatch.setattr(bounds, "PATIENCE", 0.6)
    parts = make_parts(settings)
    listening = free_port()
    config = uvicorn.Config(create_app(parts), http=Hasty, ws="none", lifespan="off", port=listening, log_level="error")
    server = uvicorn.Server(config)
    async with parts.running():
        serving = asyncio.create_task(server._serve())
        while not server.started:  # noqa: ASYNC110 -- uvicorn has nothing to wait on
            await asyncio.sleep(0.01)
        yield listening
        server.should_exit = True
        await serving


async def sent(port: int, start: bytes, trickle: bytes, *, every: float) -> tuple[bytes, float]:
    """What came back until the connection was closed, and after how many seconds that was."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = asyncio.get_running_loop().time()
    writer.write(start)

    async def drip() -> None:
        for byte in trickle:
            await asyncio.sleep(every)
            writer.write(bytes([byte]))

    dripping = asyncio.create_task(drip())
    try:
        async with asyncio.timeout(20):
            answer = await reader.read(-1)
    except ConnectionError:
        answer = b""
    finally:
        dripping.cancel()
        writer.close()
    return answer, asyncio.get_running_loop().time() - began


@pytest.mark.parametrize("more", [b"", b"idempotency-key: slow-sender-key\r\n"])
async def test_a_body_that_trickles_in_is_refused_in_words(port: int, more: bytes) -> None:
    head = HEAD + more + b"content-length: 5000\r\n\r\n"
    answer, took = await sent(port, head, b" " * 4000, every=0.05)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"body_too_slow" in answer
    assert b"connection: close" in answer.lower()
    assert took < 5


async def test_a_chunked_body_that_trickles_in_is_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SLOWEST", 10_000_000)
    head = HEAD + b"transfer-encoding: chunked\r\n\r\n"
    answer, took = await sent(port, head, b"1\r\n \r\n" * 500, every=0.02)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert took < 5


@pytest.mark.parametrize("start", [b"", b"GET / HTTP/1.1\r\nx-slow: "])
async def test_a_head_that_never_ends_is_cut_off(port: int, start: bytes) -> None:
    answer, took = await sent(port, start, b"a" * 400, every=0.05)
    assert took < 3
    assert b" 200 " not in answer


async def test_empty_lines_after_an_answer_do_not_hold_a_connection(port: int) -> None:
    _, took = await sent(port, b"GET /healthz HTTP/1.1\r\nhost: desk\r\n\r\n", b"\r\n" * 200, every=0.05)
    assert took < 3


async def test_a_body_nobody_reads_any_more_does_not_hold_a_connection(port: int) -> None:
    head = b"POST /nowhere HTTP/1.1\r\nhost: desk\r\ncontent-length: 9000\r\n\r\n"
    _, took = await sent(port, head, b"a" * 400, every=0.05)
    assert took < 5


async def test_an_ordinary_sender_and_a_long_look_are_left_alone(port: int) -> None:
    """A body in two halves within its time; then a stream longer than every limit on the same desk."""
    head = HEAD + f"connection: close\r\ncontent-length: {len(BODY)}\r\n\r\n".encode()
    answer, _ = await sent(port, head + BODY[:20], BODY[20:], every=0.002)
    assert answer.startswith(b"HTTP/1.1 202 ")
    told = json.loads(answer.partition(b"\r\n\r\n")[2])
    path = f"/api/v1/conversations/{told['reference']}/events?after=99&wait=3"
    look = f"GET {path} HTTP/1.1\r\nhost: desk\r\nauthorization: Case {told['secret']}\r\nconnection: close\r\n\r\n"
    answer, took = await sent(port, look.encode(), b"", every=0)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert took > 2.5
