"""How much a request may be: its address, its headers, its body, whether announced or not."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar.exceptions.http_exceptions import RequestEntityTooLarge

LARGEST_BODY = 12 * 1024 * 1024
LARGEST_JSON = 256 * 1024
LONGEST_ADDRESS = 8 * 1024
MOST_HEADERS = 100
LARGEST_HEADERS = 32 * 1024

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


def bound(scope: dict[str, Any], headers: dict[bytes, bytes], receive: Receive) -> Receive:
    """A body that did not say how long it is, held to the same bound while it arrives.

    Reading past the bound raises `RequestEntityTooLarge`. An announced length is the server's to enforce.
    """
    if b"content-length" in headers:
        return receive
    left = most_of(scope["path"])

    async def receiving() -> Any:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise RequestEntityTooLarge
        return message

    return receiving


def most_of(path: str) -> int:
    """How many bytes this address takes: files and forms with files more than the API's JSON."""
    return LARGEST_JSON if path.startswith("/api/") and not path.endswith("/attachments") else LARGEST_BODY
