"""`Idempotency-Key` on every write of the API: a repeat is given the first answer, and nothing is done twice.

Opening a conversation and adding a message are left alone: there the key is the client id, claimed in the very
transaction that stores the message. So is revealing personal data, because each look is counted. Whoever asks is proven
before an answer is given again, so that a key outlives neither a session nor a token. What happens when a process dies
in the middle is told in `dengta.platform.idempotency`.
"""

import re
from typing import Any, assert_never

from litestar import Request
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from dengta.accounts.web import provide_actor
from dengta.accounts.web.caller import cookie_name
from dengta.inbox.web.caller import provide_caller
from dengta.kernel.errors import Kind, Refused
from dengta.platform.db import DatabaseAway
from dengta.platform.idempotency import Answer, Claimed, InProgress, Reused, Write, claim, finish, release
from dengta.platform.log import log
from dengta.platform.web import STATUS
from dengta.web.bounds import BodyTooSlow
from dengta.web.edge import App, Receive, Scope, Send, answer
from dengta.web.parts import Parts
from dengta.web.refusals import beforehand, encoded

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
CLAIMED_BELOW = re.compile(r"/api/v1/conversations(/[^/]+/messages)?/?|/api/v1/desk/conversations/[^/]+/reveal/?")
STAFF = re.compile(r"/api/v1/(desk|webhooks)(/|$)")
KEY = re.compile(rb"[\x21-\x7e]{8,64}")


class BadIdempotencyKey(Refused):
    """An Idempotency-Key has 8 to 64 visible ASCII characters."""

    kind = Kind.INVALID
    code = "idempotency_key_invalid"


class IdempotencyKeyReused(Refused):
    """This Idempotency-Key was used before for another request; nothing was done."""

    kind = Kind.UNPROCESSABLE
    code = "idempotency_key_reused"


class IdempotencyInProgress(Refused):
    """The first request with this Idempotency-Key has not been answered yet; ask again in a moment."""

    kind = Kind.CONFLICT
    code = "idempotency_in_progress"
    retry_after = 1


class Idempotent:
    """Wraps the application; requests without the header pass through untouched."""

    def __init__(self, app: App, parts: Parts) -> None:
        self._app = app
        self._parts = parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not is_meant(scope):
            await self._app(scope, receive, send)
            return
        try:
            await self._once(scope, receive, send)
        except Refused as refused:
            await refuse(send, refused)
        except RequestEntityTooLarge:
            await answer(send, *beforehand("body_too_large"), [])
        except BodyTooSlow:
            await answer(send, *beforehand("body_too_slow"), [])

    async def _once(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = key_of(scope)
        body = await whole(receive)
        if body is None:
            return  # whoever asked has gone before the whole of it was here
        caller = await self._caller(scope)
        if caller is None:  # who asks is not proven: the application says so
            await self._app(scope, given(body, receive), send)
            return
        write = self._write(scope, key, caller, body)
        match await claim(write, db=self._parts.db, keys=self._parts.keys, clock=self._parts.clock):
            case Claimed() as claimed:
                await self._first(write, claimed, scope, given(body, receive), send)
            case Answer() as before:
                await tell(send, before)
            case InProgress():
                raise IdempotencyInProgress
            case Reused():
                raise IdempotencyKeyReused
            case never:
                assert_never(never)

    async def _first(self, write: Write, claimed: Claimed, scope: Scope, receive: Receive, send: Send) -> None:
        """Do it, remember the answer, then give it. A refusal and a failure have done nothing and free the key."""
        held: list[Any] = []

        async def hold(message: Any) -> None:
            held.append(message)

        try:
            await self._app(scope, receive, hold)
            status = held[0]["status"] if held else 500
            if status < 300:
                await finish(write, claimed, gathered(held), db=self._parts.db, keys=self._parts.keys)
            else:
                await release(write, claimed, db=self._parts.db)
        except DatabaseAway:  # done or refused already; the answer stands, and the claim ends by itself
            log.warning("idempotency.not_kept")
        except Exception:
            await release(write, claimed, db=self._parts.db)
            raise
        for message in held:
            await send(message)

    async def _caller(self, scope: Scope) -> bytes | None:
        parts, request = self._parts, Request[Any, Any, Any](scope)  # type: ignore[arg-type]
        try:
            if STAFF.match(scope["path"]):
                actor = await provide_actor(request, parts.db, parts.clock, parts.settings)
                proof = request.headers.get("authorization") or request.cookies.get(cookie_name(parts.settings), "")
                who = f"staff {actor.staff_id} {proof}"
            else:
                caller = await provide_caller(request, parts.db, parts.clock, parts.settings)
                who = f"customer {caller.sender.key}"
                who += f" {scope['state']['client']}" if caller.via == "nobody" else ""
        except DatabaseAway:
            raise
        except Refused:
            return None
        return parts.keys.digest("idempotency.caller", who.encode())

    def _write(self, scope: Scope, key: str, caller: bytes, body: bytes) -> Write:
        kind = dict(scope["headers"]).get(b"content-type", b"")
        about = [scope["method"].encode(), scope["path"].encode(), scope["query_string"], kind, body]
        measured = b"".join(len(part).to_bytes(8, "big") + part for part in about)
        return Write(caller, key, self._parts.keys.digest("idempotency.fingerprint", measured))


def is_meant(scope: Scope) -> bool:
    """Whether this is a write of the API that carries a key of its own."""
    path: str = scope["path"]
    if scope["method"] not in WRITES or not path.startswith("/api/v1/") or CLAIMED_BELOW.fullmatch(path):
        return False
    return any(name == b"idempotency-key" for name, _ in scope["headers"])


def key_of(scope: Scope) -> str:
    """The key; raises `BadIdempotencyKey` for one that cannot be, and for two."""
    sent: list[bytes] = [value for name, value in scope["headers"] if name == b"idempotency-key"]
    if len(sent) != 1 or not KEY.fullmatch(sent[0]):
        raise BadIdempotencyKey
    return sent[0].decode("ascii")


async def whole(receive: Receive) -> bytes | None:
    """The body, which the edge has bounded; None if it broke off."""
    read: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        read.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(read)


def given(body: bytes, receive: Receive) -> Receive:
    """A body that was read already, once more; then whatever else comes."""
    left: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Any:
        return left.pop() if left else await receive()

    return receiving


def gathered(held: list[Any]) -> Answer:
    """An answer from the messages it was sent in."""
    kind = dict(held[0].get("headers", ())).get(b"content-type", b"").decode("latin-1")
    body = b"".join(message.get("body", b"") for message in held[1:])
    return Answer(held[0]["status"], kind, body)


async def tell(send: Send, before: Answer) -> None:
    """The first answer, marked as given again."""
    headers = [(b"cache-control", b"no-store"), (b"idempotent-replayed", b"true")]
    if before.content_type:
        headers.append((b"content-type", before.content_type.encode("latin-1")))
    if before.status != 204:
        headers.append((b"content-length", str(len(before.body)).encode()))
    await send({"type": "http.response.start", "status": before.status, "headers": headers})
    await send({"type": "http.response.body", "body": before.body})


async def refuse(send: Send, refused: Refused) -> None:
    """A planned refusal, before the application is reached."""
    status = STATUS[refused.kind]
    wait = getattr(refused, "retry_after", None)
    more = [(b"retry-after", str(wait).encode())] if wait is not None else []
    title = refused.kind.replace("_", " ").capitalize()
    await answer(send, status, encoded(status, refused.code, title, refused.detail), more)
