"""What every request meets first and every answer passes last: headers, cross-site refusal, limits, sizes.

Cross-site requests are told by `Sec-Fetch-Site`, and by `Origin` for browsers that do not send it; a request that a
cookie would authenticate and that came from another site is refused, so that forms need no tokens.
"""

import ipaddress
import re
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any

from dengta.platform.limits import Allowance, Limit, Limits
from dengta.platform.settings import Settings
from dengta.platform.web import Held
from dengta.web.bounds import bound, out_of_bounds
from dengta.web.refusals import beforehand

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Any, Any, Any], Awaitable[None]]

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CUSTOMER_API = ("/api/v1/conversations", "/api/v1/attachments", "/api/v1/widget-errors")
DESK = "/api/v1/desk"  # for everyone; what lies below it is the staff's and answers its own site only
SCRIPTLESS = ("/api/", "/static/")
LIMITED = ("/api/", "/help/", "/t/", "/track", "/check", "/setup")
OPENS = ("/api/v1/conversations", "/help/new")
OPENINGS = Limit("conversations", most=20, seconds=600)
UPLOADS = Limit("uploads", most=30, seconds=600)
WRITES = Limit("writes", most=120, seconds=60)
READS = Limit("reads", most=600, seconds=60)
STREAMS = Limit("streams", most=1800, seconds=60)  # a lost stream comes back every two seconds; phones share addresses

TOLD = Limit("told", most=10, seconds=60)
"""How often a form that came too soon is still read, so that its page comes back with what was typed."""
TOLD_AS_PAGES = frozenset({"too_many_requests", "cross_site_request", "body_too_large"})

WAITS = ("/events", "/now", "/live")
MOST_WAITING = 500
"""Streams and long-polls that one address may hold open: enough for a street behind one address, not for a flood."""

UNREAD = frozenset({408, 413})
"""Answers given before the body was read: what else comes on this connection is not worth reading."""

SLASHES = re.compile("/+")

ALWAYS = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")]
ON_PAGES = [
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
]
CORS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ratelimit, ratelimit-policy, retry-after"),
]
PREFLIGHT = [
    (b"access-control-allow-headers", b"authorization, content-type, dengta-identity, idempotency-key, last-event-id"),
    (b"access-control-allow-methods", b"GET, POST, OPTIONS"),
    (b"access-control-max-age", b"86400"),
]


class Edge:
    """Wraps the application; pure ASGI, so that a stream passes through without a copy."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._limits = Limits()
        self._waiting: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        path = tidy(scope["path"])
        scope["path"] = path  # one spelling, so that what is decided here holds for what is reached
        state = scope.setdefault("state", {})
        state["client"] = client_address(scope, headers, self._settings.trusted_proxies)
        state["nonce"] = "" if path.startswith(SCRIPTLESS) else secrets.token_urlsafe(16)
        extra = self._headers(path, state["nonce"])
        if scope["method"] == "OPTIONS" and is_open(path):
            await answer(send, 204, b"", [*extra, *PREFLIGHT])
            return
        person = b"text/html" in headers.get(b"accept", b"") and not path.startswith(SCRIPTLESS)
        refused = self._refused(scope, headers)
        if refused is not None and not (person and refused[0] in TOLD_AS_PAGES):
            await answer(send, *beforehand(*refused), extra)
            return
        state["held"] = Held(refused[0]) if refused is not None else None
        allowance = self._allowance(scope, path, headers)
        if allowance is not None:
            extra += [(name.lower().encode(), value.encode()) for name, value in allowance.headers().items()]
            if not allowance.allowed and person:
                readable = self._limits.take(TOLD, caller_of(scope)).allowed
                state["held"] = Held("too_many_requests", allowance.reset, readable=readable and refused is None)
            elif not allowance.allowed:
                await answer(send, *beforehand("too_many_requests"), extra)
                return
        if state["held"] is None and self._settings.limits and scope["method"] in SAFE and path.endswith(WAITS):
            await self._wait(scope, receive, send, extra)
            return
        await self._app(scope, bound(scope, headers, receive), _with(send, extra))

    async def _wait(self, scope: Scope, receive: Receive, send: Send, extra: list[tuple[bytes, bytes]]) -> None:
        who = caller_of(scope)
        if self._waiting[who] >= MOST_WAITING:
            await answer(send, *beforehand("too_many_requests"), [*extra, (b"retry-after", b"30")])
            return
        self._waiting[who] += 1
        try:
            await self._app(scope, receive, _with(send, extra))
        finally:
            self._waiting[who] -= 1
            if not self._waiting[who]:
                del self._waiting[who]

    def _refused(self, scope: Scope, headers: dict[bytes, bytes]) -> tuple[str, str] | None:
        if scope["method"] not in SAFE and b"cookie" in headers and self._is_cross_site(headers):
            return "cross_site_request", ""
        return out_of_bounds(scope, headers)

    def _is_cross_site(self, headers: dict[bytes, bytes]) -> bool:
        site = headers.get(b"sec-fetch-site")
        if site is not None:
            return site not in {b"same-origin", b"none"}
        origin = headers.get(b"origin")
        if origin is None:
            return False  # not a browser, or one so old that it sends neither; SameSite cookies stand behind this
        host = headers.get(b"host", b"").decode("latin-1")
        return origin.decode("latin-1") not in {self._settings.origin, f"http://{host}", f"https://{host}"}

    def _allowance(self, scope: Scope, path: str, headers: dict[bytes, bytes]) -> Allowance | None:
        if not self._settings.limits or not path.startswith(LIMITED):
            return None
        who = caller_of(scope)
        if scope["method"] in SAFE:
            live = b"text/event-stream" in headers.get(b"accept", b"")
            return self._limits.take(STREAMS if live else READS, who)
        by_token = path.startswith("/api/") and headers.get(b"authorization", b"").startswith(b"Bearer ")
        if path in OPENS and not by_token:  # a form reads no token, and an invented one opens nothing
            return self._limits.take(OPENINGS, scope["state"]["client"])
        return self._limits.take(UPLOADS if path == "/api/v1/attachments" else WRITES, who)

    def _headers(self, path: str, nonce: str) -> list[tuple[bytes, bytes]]:
        fixed = [*ALWAYS, (b"content-security-policy", self._policy(path, nonce).encode())]
        if self._settings.https:
            fixed.append((b"strict-transport-security", b"max-age=63072000; includeSubDomains"))
        if not path.startswith(SCRIPTLESS):
            fixed += ON_PAGES
        if path.startswith("/static/"):
            fixed += [(b"cross-origin-resource-policy", b"cross-origin"), (b"access-control-allow-origin", b"*")]
        elif is_open(path):
            fixed += [(b"cross-origin-resource-policy", b"cross-origin"), *CORS]
        else:
            fixed.append((b"cross-origin-resource-policy", b"same-origin"))
        return fixed

    def _policy(self, path: str, nonce: str) -> str:
        if path.startswith(SCRIPTLESS):
            return "default-src 'none'; frame-ancestors 'none'; sandbox"
        ancestors = "'none'" if path.startswith(("/staff", "/console", "/setup")) else self._settings.frame_ancestors
        return (
            f"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'self'; "
            f"style-src 'self' 'nonce-{nonce}'; "
            "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
            f"manifest-src 'self'; frame-ancestors {ancestors}"
        )


def is_open(path: str) -> bool:
    """Whether any site may call this address: the customer's API, where a header proves who asks, never a cookie."""
    return path == DESK or path.startswith(CUSTOMER_API)


def tidy(path: str) -> str:
    """An address without doubled slashes and without one at the end, as the router reads it."""
    return SLASHES.sub("/", path).rstrip("/") or "/"


def client_address(scope: Scope, headers: dict[bytes, bytes], proxies: int) -> str:
    """The address of whoever asks. X-Forwarded-For is believed only as far as our own proxies reach (I22)."""
    peer = str((scope.get("client") or ("unknown", 0))[0])
    if proxies:
        forwarded = headers.get(b"x-forwarded-for", b"").decode("latin-1")
        chain = [part.strip() for part in forwarded.split(",") if part.strip()]
        peer = chain[-proxies] if len(chain) >= proxies else peer
    return _counted(peer)


@lru_cache(10_000)
def _counted(peer: str) -> str:
    """An address as it is counted: of IPv6 the network, because a household has more addresses than it could count."""
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if address.version == 6 else str(address)


def caller_of(scope: Scope) -> str:
    """Whose bucket a request is counted in: the address, because a secret costs a stranger nothing to invent."""
    return str(scope["state"]["client"])


async def answer(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    """A complete answer from the edge itself."""
    kind = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers + kind})
    await send({"type": "http.response.body", "body": body})


def _with(send: Send, extra: list[tuple[bytes, bytes]]) -> Send:
    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower() for name, _ in message.get("headers", ())}
            added = [pair for pair in extra if pair[0] not in own]
            if message["status"] in UNREAD:
                added.append((b"connection", b"close"))
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await send(message)

    return sending
