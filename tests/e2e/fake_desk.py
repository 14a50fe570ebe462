"""A desk of a hundred lines that keeps the customer API's promises, for the widget's journeys.

It runs in the test's own loop, so a test can speak as staff, hold streams back, refuse and vanish without any waiting.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

import uvicorn

from dengta.inbox.web.desk_api import GROUNDS
from dengta.platform.colour import tint
from dengta.web.static import NoSuchFile, load

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

CSP = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' blob:; style-src 'self'"
GUARD = """
export function findSecrets(text) {
  const at = text.search(/(abandon ?){11}about/);
  const hash = text.search(/(?<!hash )0x[0-9a-f]{64}/);
  if (hash >= 0) return [{kind: "possible_key", start: hash, end: hash + 66}];
  return at < 0 ? [] : [{kind: "seed_phrase", start: at, end: at + 93}];
}
"""
PHRASE = "abandon " * 11 + "about"
WORDS = {
    "en": {
        "name": "Lighthouse Wallet support",
        "understood": "ETH transfer has not arrived",
        "steps": ["Received", "With the transactions team"],
        "topics": ["Transfer", "Theft or scam", "Ideas"],
        "never_ask": "We never ask for your recovery phrase, private key or password. Anyone who does is a thief.",
    },
    "zh-Hans": {
        "name": "灯塔钱包客服",
        "understood": "ETH 转账一直未到账",
        "steps": ["已收到", "交给交易组"],
        "topics": ["转账没到账", "被盗或被骗", "功能与建议"],
        "never_ask": "我们绝不会索要您的助记词、私钥或密码。索要的人就是骗子。",
    },
}


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _later() -> str:
    return (datetime.now(UTC) + timedelta(minutes=40)).isoformat()


@dataclass
class Conversation:
    """What the fake keeps of one conversation."""

    reference: str
    language: str
    secret: str
    events: list[dict[str, Any]] = field(default_factory=list)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    status: str = "open"
    rating: dict[str, Any] | None = None
    read_by_staff: int = 0
    heard: bool = False
    seen: dict[str, int] = field(default_factory=lambda: {"delivered": 0, "read": 0})
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    passing: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """In order."""
        return [event["message"] for event in self.events if "message" in event]

    def happen(self, kind: str, **more: Any) -> dict[str, Any]:
        """Append an event and wake the streams."""
        event = {"number": len(self.events) + 1, "at": _now(), "kind": kind, **more}
        self.events.append(event)
        self.wake()
        return event

    def wake(self) -> None:
        """Streams and polls look again."""
        self.moved.set()
        self.moved = asyncio.Event()

    def say(self, who: str, text: str, **more: Any) -> dict[str, Any]:
        """Append a message."""
        number = len(self.events) + 1
        message = {"id": str(uuid4()), "number": number, "client_id": None, "from": who, "name": None, "text": text}
        message |= {"redactions": [], "attachments": [], "sent_at": _now(), "state": "delivered"} | more
        self.happen("message", message=message)
        return message

    def answer(self, text: str, name: str = "Mei") -> dict[str, Any]:
        """A member of staff replies."""
        self.status = "waiting"
        return self.say("staff", text, name=name, state=None)

    def resolve(self) -> None:
        """Staff settle it."""
        self.status = "resolved"
        self.happen("status", status="resolved", title="Solved")

    def pass_by(self, kind: str, **value: Any) -> None:
        """An ephemeral event: presence, typing, seen."""
        self.passing.append((kind, value))
        self.wake()


@dataclass
class Request:
    """What was asked."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    given: dict[str, Any]
    receive: Receive

    @property
    def parts(self) -> list[str]:
        """The path's parts."""
        return self.path.strip("/").split("/")

    @property
    def reference(self) -> str | None:
        """The conversation that is asked for, if one is."""
        return self.parts[1] if self.parts[0] == "conversations" and len(self.parts) > 1 else None


class FakeDesk:
    """The server. `deaf` drops every API request; `buffering` holds streams back; `refuse` answers sends with 422."""

    def __init__(self) -> None:
        self.conversations: dict[str, Conversation] = {}
        self.files: dict[str, tuple[dict[str, Any], bytes]] = {}
        self.failures: list[dict[str, Any]] = []
        self.requests: list[str] = []
        self.deaf = self.buffering = self.refuse = False
        self.colour = "#1f5fa8"
        self.origin = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            return None
        body = b""
        while True:
            part = await receive()
            body += part.get("body", b"")
            if not part.get("more_body"):
                break
        path = scope["path"]
        if path.startswith("/static/") or path == "/host":
            return await self._static(path, scope, send)
        self.requests.append(f"{scope['method']} {path}")
        query = {
            key: value[0] for key, value in parse_qs(scope["query_string"].decode(), keep_blank_values=True).items()
        }
        headers = {key.decode(): value.decode() for key, value in scope["headers"]}
        given = json.loads(body) if body and headers.get("content-type") == "application/json" else {}
        request = Request(scope["method"], path.removeprefix("/api/v1"), query, headers, body, given, receive)
        if self.deaf:
            return await _reply(send, 503, b"{}", "application/problem+json")
        return await (self._one(request, send) if request.reference else self._general(request, send))

    async def _static(self, path: str, scope: Scope, send: Send) -> None:
        if path == "/host":
            query = {
                key: value[0] for key, value in parse_qs(scope["query_string"].decode(), keep_blank_values=True).items()
            }
            attributes = " ".join(f'{key}="{value}"' for key, value in query.items())
            page = f"""<!doctype html><html lang="{query.get("lang", "en")}"><meta charset="utf-8">
            <title>Host page</title>
            <meta name="viewport" content="width=device-width,initial-scale=1,interactive-widget=resizes-content">
            <script type="module" src="/static/inbox/widget.js"></script><main><h1>Host page</h1></main>
            <dengta-chat {attributes}></dengta-chat></html>"""
            return await _reply(send, 200, page.encode(), "text/html; charset=utf-8")
        if path == "/static/safety/secrets.js":
            return await _reply(send, 200, GUARD.encode(), "text/javascript")
        try:
            asset = load(path.removeprefix("/static/"))
        except NoSuchFile:
            return await _reply(send, 404, b"", "text/plain")
        return await _reply(send, 200, asset.plain, asset.content_type)

    async def _general(self, request: "Request", send: Send) -> None:
        match request.method, request.parts:
            case "GET", ["desk"]:
                return await _json(send, self._desk(request.query["language"]))
            case "POST", ["widget-errors"]:
                self.failures.append(request.given)
            case "GET", ["conversations"]:
                items = [self._item(each) for each in self._of(request)]
                return await _json(send, {"items": items, "next_cursor": None})
            case "POST", ["conversations"]:
                return await self._open(request, send)
            case "POST", ["attachments"]:
                facts = {"id": str(uuid4()), "name": request.query["name"], "size": len(request.body)}
                self.files[facts["id"]] = (facts | {"content_type": request.headers["content-type"]}, request.body)
                return await _json(send, facts, 201)
            case "GET", ["attachments", uid]:
                return await _reply(send, 200, self.files[uid][1], "application/octet-stream")
        return await _json(send, None)

    async def _one(self, request: "Request", send: Send) -> None:
        each = self.conversations.get(request.reference or "")
        if each is None or each.secret != request.headers.get("authorization"):
            return await _json(send, {"title": "Not found", "code": "not_found"}, 404)
        match request.method, request.parts[2:]:
            case "GET", []:
                return await _json(send, self._whole(each, int(request.query.get("after", 0))))
            case "GET", ["events"]:
                return await self._events(each, request, send)
            case "POST", ["messages"]:
                return await self._message(each, request.given, send)
            case "POST", ["seen"]:
                each.seen = request.given
            case "POST", ["rating"]:
                each.rating = request.given
                return await _json(send, each.rating)
        return await _json(send, None)

    def _of(self, request: "Request") -> list[Conversation]:
        own = [each for each in self.conversations.values() if each.secret == request.headers.get("authorization")]
        return list(reversed(own))

    def _desk(self, language: str) -> dict[str, Any]:
        words = WORDS[language]
        return {
            "name": words["name"],
            "colour": self.colour,
            "tints": {theme: self._tint(page) for theme, page in GROUNDS.items()},
            "online": False,
            "open_now": True,
            "opens_at": None,
            "expected": {"standard": {"usual_low": 12, "usual_high": 40, "measured": True}},
            "never_ask": words["never_ask"],
            "topics": [{"key": label, "label": label, "fields": []} for label in words["topics"]],
            "attachments": {"max_bytes": 10_000_000, "types": ["image/png", "image/jpeg", "text/plain"]},
        }

    def _tint(self, page: str) -> dict[str, str]:
        made = tint(self.colour, page)
        return {"sea": made.ground, "on_sea": made.text, "link": made.link}

    def _item(self, each: Conversation) -> dict[str, Any]:
        staff = [message for message in each.messages if message["from"] == "staff"]
        return {
            "reference": each.reference,
            "subject": WORDS[each.language]["understood"],
            "status": each.status,
            "lane": "standard",
            "last_excerpt": each.messages[-1]["text"],
            "last_activity_at": each.events[-1]["at"],
            "unread": sum(message["number"] > each.seen["read"] for message in staff),
            "assignee_name": staff[-1]["name"] if staff else None,
        }

    def _whole(self, each: Conversation, after: int) -> dict[str, Any]:
        words = WORDS[each.language]
        turn = {"open": "us", "waiting": "you"}.get(each.status, "nobody")
        return {
            "reference": each.reference,
            "subject": words["understood"],
            "status": each.status,
            "waiting_for": turn,
            "understood_as": words["understood"],
            "lane": "standard",
            "next_update_due": _later() if turn == "us" else None,
            "steps": [{"at": each.events[0]["at"], "title": title, "detail": ""} for title in words["steps"]],
            "cursor": len(each.events),
            "messages": [message for message in each.messages if message["number"] > after],
            "rating": each.rating,
            "read_by_staff": each.read_by_staff,
            "can_rate": each.status == "resolved",
        }

    async def _open(self, request: "Request", send: Send) -> None:
        if self.refuse:
            return await _json(send, {"title": "Too long", "code": "too_long"}, 422)
        given = request.given
        for each in self._of(request):
            if given["client_id"] in each.claims:
                return await _json(send, each.claims[given["client_id"]], 202)
        reference = f"DT-7KQ{len(self.conversations) + 2}-9MXA"
        each = Conversation(reference, given["language"], request.headers["authorization"])
        self.conversations[reference] = each
        answer = self._receive(each, given)
        answer |= {
            "reference": reference,
            "tracking_url": f"{self.origin}/t/{reference}?s=x",
            "secret": "x",
            "lane": "standard",
            "understood_as": WORDS[each.language]["understood"],
            "expected": {"measured": True, "usual_low": 12, "usual_high": 40, "sentence": ""},
            "expected_reply_by": _later(),
        }
        return await _json(send, answer, 202)

    async def _message(self, each: Conversation, given: dict[str, Any], send: Send) -> None:
        if self.refuse:
            return await _json(send, {"title": "Too long", "code": "too_long"}, 422)
        if given["client_id"] not in each.claims:
            self._receive(each, given)
        return await _json(send, each.claims[given["client_id"]], 202)

    def _receive(self, each: Conversation, given: dict[str, Any]) -> dict[str, Any]:
        text = given["text"].replace("SECRET", "⟦private_key⟧")
        kinds = ["private_key"] if text != given["text"] else []
        files = [self.files[uid][0] | {"url": "", "state": "ready"} for uid in given.get("attachments", [])]
        more = {"client_id": given["client_id"], "redactions": kinds, "attachments": files}
        each.status = "open"
        message = each.say("you", text, **more)
        advice = [{"kind": kind, "advice": "Your message held a private key. Move your assets now."} for kind in kinds]
        answer = {"message": message, "redactions": advice, "cursor": len(each.events)}
        each.claims[given["client_id"]] = answer
        return answer

    async def _events(self, each: Conversation, request: "Request", send: Send) -> None:
        after = int(request.query["after"])
        if "text/event-stream" not in request.headers.get("accept", ""):
            moved = each.moved
            if len(each.events) <= after:
                await _first(moved.wait(), request.receive(), asyncio.sleep(float(request.query.get("wait", 0))))
            return await _json(send, {"events": each.events[after:], "cursor": len(each.events)})
        await send(_start(200, "text/event-stream"))
        passed = len(each.passing)
        each.heard = True
        text = ": hello\n\n"
        while not self.deaf:
            for event in each.events[after:]:
                text += f"id: {event['number']}\nevent: event\ndata: {json.dumps(event)}\n\n"
            after = len(each.events)
            for kind, value in each.passing[passed:]:
                text += f"event: {kind}\ndata: {json.dumps(value)}\n\n"
            passed = len(each.passing)
            if not self.buffering:
                await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
            text = ""
            moved = each.moved
            gone = asyncio.ensure_future(request.receive())
            await _first(moved.wait(), gone)
            if gone.done():
                return None
        return await send({"type": "http.response.body", "body": b""})


def _start(status: int, content_type: str) -> dict[str, Any]:
    headers = {"content-type": content_type, "access-control-allow-origin": "*", "content-security-policy": CSP}
    pairs = [(key.encode(), value.encode()) for key, value in headers.items()]
    return {"type": "http.response.start", "status": status, "headers": pairs}


async def _reply(send: Send, status: int, body: bytes, content_type: str) -> None:
    await send(_start(status, content_type))
    await send({"type": "http.response.body", "body": body})


async def _json(send: Send, value: Any, status: int = 200) -> None:
    if value is None:
        return await _reply(send, 204, b"", "application/json")
    return await _reply(send, status, json.dumps(value).encode(), "application/json")


async def _first(*waits: Awaitable[Any]) -> None:
    tasks = [asyncio.ensure_future(each) for each in waits]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


@asynccontextmanager
async def running() -> AsyncIterator[FakeDesk]:
    """A fake desk on a free port of this machine."""
    desk = FakeDesk()
    server = uvicorn.Server(
        uvicorn.Config(desk, port=0, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
    )
    server.config.load()
    serving = asyncio.ensure_future(server.serve())
    while not server.started:  # noqa: ASYNC110 -- uvicorn tells it by a flag
        await asyncio.sleep(0.02)
    desk.origin = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield desk
    server.should_exit = True
    server.force_exit = True
    await serving
