"""How much a request may be and how long it may take to arrive: its address, its headers, its body."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from litestar.exceptions import HTTPException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

LARGEST_BODY = 12 * 1024 * 1024
LARGEST_JSON = 256 * 1024
LONGEST_ADDRESS = 8 * 1024
MOST_HEADERS = 100
LARGEST_HEADERS = 32 * 1024

PATIENCE = 20.0
"""Seconds that any body may take; a large one longer, by the slowest line that is worth waiting for."""
SLOWEST = 16 * 1024  # bytes a second

Receive = Callable[[], Awaitable[Any]]


def out_of_bounds(scope: dict[str, Any], headers: dict[bytes, bytes]) -> tuple[str, str] | None:
    """The refusal (code and detail) of a request that no address of ours could mean well, told from its head alone."""
    if len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return "address_too_long", ""
    if any(sign in scope["path"] for sign in ("\0", "\\")):
        return "bad_path", ""
    sizes = [len(name) + len(value) for name, value in scope["headers"]]
    if len(sizes) > MOST_HEADERS or sum(sizes) > LARGEST_HEADERS:
        return "headers_too_large", ""
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        return "encoding_not_supported", ""
    length, most = headers.get(b"content-length", b"0"), most_of(scope["path"])
    if not length.isdigit() or len(length) > 18 or int(length) > most:
        return "body_too_large", f"at most {most} bytes"
    return None


class BodyTooSlow(HTTPException):
    """The body did not arrive in its time."""

    status_code = 408


def bound(scope: dict[str, Any], headers: dict[bytes, bytes], receive: Receive) -> Receive:
    """A body held to its size and its time while it arrives.

    Reading past the size raises `RequestEntityTooLarge`, waiting past the time `BodyTooSlow`, however steadily bytes
    trickle in. An announced length is the server's to enforce; what follows the body is waited for without end.
    """
    announced = headers.get(b"content-length")
    if announced == b"0":
        return receive
    left = int(announced) if announced else most_of(scope["path"])
    until = asyncio.get_running_loop().time() + seconds_for(left)
    more = True

    async def receiving() -> Any:
        nonlocal left, more
        message = await (_in_time(receive, until) if more else receive())
        more = bool(message.get("more_body", False))
        left -= len(message.get("body", b""))
        if left < 0:
            raise RequestEntityTooLarge
        return message

    return receiving


def seconds_for(size: int) -> float:
    """How long a body of so many bytes may take from its head to its end."""
    return PATIENCE + size / SLOWEST


async def _in_time(receive: Receive, until: float) -> Any:
    try:
        async with asyncio.timeout_at(until):
            return await receive()
    except TimeoutError as late:
        raise BodyTooSlow from late


def most_of(path: str) -> int:
    """How many bytes this address takes: files and forms with files more than the API's JSON."""
    return LARGEST_JSON if path.startswith("/api/") and not path.endswith("/attachments") else LARGEST_BODY
