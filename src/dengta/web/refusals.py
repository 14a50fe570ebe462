"""Refusals that come before any use case: those of the edge and of the framework, with their codes."""

from dataclasses import dataclass
from typing import Any

import msgspec


@dataclass(frozen=True, slots=True)
class Beforehand:
    """A code, its status, and what it means."""

    code: str
    status: int
    means: str


BEFOREHAND = {
    each.code: each
    for each in (
        Beforehand("address_too_long", 414, "The address is longer than any of ours."),
        Beforehand("bad_path", 400, "The address holds characters it may not."),
        Beforehand("body_too_large", 413, "The body is larger than this address takes; nothing was stored."),
        Beforehand("body_too_slow", 408, "The body did not arrive in its time; nothing was stored. Send it again."),
        Beforehand("cross_site_request", 403, "A cookie came along with a request from another site."),
        Beforehand("encoding_not_supported", 415, "Bodies are sent as they are, not compressed."),
        Beforehand("forbidden", 403, "The request may not be made."),
        Beforehand("headers_too_large", 431, "There are more headers, or longer ones, than anyone needs."),
        Beforehand("invalid_request", 400, "The request does not parse, or a field is not as described; see `errors`."),
        Beforehand("method_not_allowed", 405, "The address is there, but not for this method."),
        Beforehand("our_mistake", 500, "Something went wrong on our side; the same request may be sent again."),
        Beforehand("too_many_requests", 429, "Asked too often; `Retry-After` says when to come back."),
    )
}


def beforehand(code: str, detail: str = "") -> tuple[int, bytes]:
    """The status and the RFC 9457 body of a refusal made before the application is reached."""
    known = BEFOREHAND[code]
    return known.status, encoded(known.status, code, known.means.removesuffix("."), detail)


def encoded(status: int, code: str, title: str, detail: str = "") -> bytes:
    """An RFC 9457 body."""
    body: dict[str, Any] = {"type": f"/docs/refusals#{code}", "title": title, "status": status}
    return msgspec.json.encode({**body, "detail": detail, "code": code})
