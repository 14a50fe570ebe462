"""What is called outside is public, is what was checked, and is not waited for without end (I27)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import httpx
import pytest

from dengta.platform import http
from dengta.platform.http import AddressRefused, Outbound

REFUSED = [
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/latest/meta-data",
    "https://[::7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fe80::1]/",
    "https://[fc00::1]/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0/",
    "https://100.64.0.1/",
    "https://169.254.169.254/",
    "https://224.0.0.1/",
    "http://93.184.216.34/",
    "https://a:b@93.184.216.34/",
    "https://93.184.216.34:99999/",
    "https://[::1/",
    "https://" + "a" * 64 + ".example/",
    "https://..example/",
    "file:///etc/passwd",
    "https:///nowhere",
]


@pytest.mark.parametrize("address", REFUSED)
async def test_what_is_not_public_or_no_address_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        await Outbound().resolve(address)


@pytest.fixture
async def trickler() -> AsyncIterator[str]:
    """A receiver that answers a byte at a time, always in time for the next."""

    over, ended = asyncio.Event(), asyncio.Event()

    async def trickle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        with suppress(ConnectionError):
            while not over.is_set():
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.05)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        ended.set()

    server = await asyncio.start_server(trickle, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    over.set()
    await ended.wait()
    server.close()


async def test_an_answer_that_trickles_is_given_up_in_time(trickler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "TIMEOUT", 0.5)
    async with asyncio.timeout(10):
        with pytest.raises(httpx.HTTPError):
            await Outbound(private=True).post(trickler, b"{}", {})
