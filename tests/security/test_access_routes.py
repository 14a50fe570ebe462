"""Every address of the desk, asked by everybody: nobody gets further than `tests/support/access.py` says (I23).

The addresses are taken from the application itself, so that a new one without a row there fails. The objects stand so
that the asker may see them, unless the test says otherwise; what somebody may do to which conversation, with which
words, is in `test_access_matrix.py`.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import msgspec
import pytest

from dengta.accounts.model import Method, Role
from dengta.accounts.public import Actor
from dengta.accounts.sessions import open_session
from dengta.inbox.web.console_deeds import DEEDS
from dengta.platform.settings import Settings
from dengta.web.app import ROUTES, build, create_app
from dengta.web.edge import App
from dengta.web.parts import Parts, make_parts
from tests.support.access import CONSOLE_CASE, DESK, NOBODY, OPEN, SECRET, TABLE, Row
from tests.support.clock import FakeClock
from tests.support.conversations import conversation, relay
from tests.support.staff import BROWSER, actor, rows


def addresses(parts: Parts) -> set[str]:
    """Every method and path of the application; a console verb counts as a path of its own."""
    found: set[str] = set()
    for route in build(parts).routes:
        for handler in getattr(route, "route_handlers", None) or [getattr(route, "route_handler", None)]:
            for method in getattr(handler, "http_methods", ()):
                if method not in {"OPTIONS", "HEAD"}:
                    found.add(f"{method} {route.path_format}")
    found.remove(f"POST {CONSOLE_CASE}/{{verb}}")
    return found | {f"POST {CONSOLE_CASE}/{verb}" for verb in DEEDS}


@dataclass(slots=True)
class Asking:
    """The whole application, asked by somebody of the staff or by a stranger."""

    parts: Parts
    app: App

    async def ask(self, method: str, path: str, row: Row, who: Actor | None) -> int:
        """The status of the answer; an address that sends strangers to sign in answers them 401."""
        headers = {"host": "localhost:8400", "origin": self.parts.settings.base_url, "accept": "text/html"}
        if path.startswith("/api/"):
            headers["accept"] = "application/json"
        if who is not None:
            async with self.parts.db.transaction() as tx:
                opened = await open_session(tx, who.staff_id, Method.PASSKEY, BROWSER, self.parts.clock.now())
            headers["cookie"] = f"dengta={opened.token}"
        body = b""
        if row.json is not None:
            body, headers["content-type"] = msgspec.json.encode(row.json), "application/json"
        elif method == "POST":
            body, headers["content-type"] = urlencode(row.form or {}).encode(), "application/x-www-form-urlencoded"
        headers["content-length"] = str(len(body))
        return await self._status(method, path, headers, body)

    async def _status(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> int:
        """Only the beginning of the answer is waited for, because a stream has no end."""
        begun: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"q=lantern&number=1",
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("localhost", 8400),
        }
        given = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> Any:
            message = next(given, None)
            return message if message is not None else await asyncio.Event().wait()

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start" and not begun.done():
                to = dict(message["headers"]).get(b"location", b"")
                begun.set_result(401 if to.startswith(b"/staff/sign-in?next") else message["status"])

        task = asyncio.create_task(self.app(scope, receive, send))  # type: ignore[arg-type]
        await asyncio.wait([task, begun], return_when=asyncio.FIRST_COMPLETED, timeout=20)
        status = await asyncio.wait_for(begun, 1)
        await asyncio.wait([task], timeout=0 if "live" in path or "events" in path else 5)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        return status


@pytest.fixture
async def asking(settings: Settings, clock: FakeClock) -> AsyncIterator[Asking]:
    parts = make_parts(settings, clock=clock)
    async with parts.running():
        yield Asking(parts, create_app(parts))


@pytest.fixture
async def people(asking: Asking) -> dict[Role, Actor]:
    return {role: await actor(asking.parts.db, role, groups=(1,)) for role in Role}


async def prepared(
    asking: Asking, address: str, who: Actor | None, *, confidential: bool = False
) -> tuple[str, str, Row]:
    """The address with real things in its places, and what is sent with it."""
    row, (method, path) = TABLE[address], address.split(" ")
    values = await real_things(asking, address, who, confidential=confidential)

    def fill(given: Any) -> Any:
        match given:
            case str():
                return re.sub(r"{(\w+)}", lambda match: str(values[match[1]]), given)
            case Mapping():
                return {key: fill(value) for key, value in given.items()}
            case list():
                return [fill(one) for one in given]
        return given

    return method, fill(path), Row(row.who, fill(row.json), fill(row.form), row.fails)


async def real_things(asking: Asking, address: str, who: Actor | None, *, confidential: bool) -> dict[str, object]:
    """By the names of the places: things that are there for this person, and numbers of things that are not."""
    db, mine = asking.parts.db, who.staff_id if who else None
    values: dict[str, object] = {"uid": uuid4(), "path": "x", "token": uuid4(), "name": "platform/dengta.css"}
    values |= {"lane": "urgent", "deed": "remove", "decision": "approved", "change": 1, "passkey": 9, "session": 9_999}
    values |= {"invitation": 9, "group": 1, "number": 1, "leaf": 1}
    if "reference" in address + str(TABLE[address]):
        stands: dict[str, Any] = {"group": 1, "assignee": mine, "confidential": confidential}
        values["reference"], values["twin"] = [await conversation(db, asking.parts.clock, **stands) for _ in range(2)]
    if "canned" in address:
        (values["number"],) = await rows(db, ADD_CANNED, (f"s{uuid4().hex[:8]}",))
    elif "views" in address and mine:
        (values["number"],) = await rows(db, ADD_VIEW, (mine,))
    elif "/tokens/" in address:
        values["token"] = 9
    values |= {"canned": values["number"], "saved": values["number"]}
    somebody = (await actor(db, Role.AGENT)).staff_id
    (alarm,) = await rows(db, ADD_ALARM, (somebody,))
    return values | {"staff": somebody, "alarm": alarm}


ADD_CANNED = """
    insert into inbox_canned (shortcut, title_zh, title_en, body_zh, body_en)
    values (%s, '问', 'Ask', '您好', 'Hello') returning id
"""
ADD_VIEW = "insert into inbox_saved_view (staff_id, name, filter) values (%s, 'Mine', '{}') returning id"
ADD_ALARM = """
    insert into accounts_alarm (staff_id, kind, per, since, reads, threshold, raised_at)
    values (%s, 'open', 'hour', now(), 90, 80, now()) returning id
"""


def test_every_address_has_a_row_and_every_row_an_address(asking: Asking) -> None:
    there = addresses(asking.parts)
    assert sorted(there - set(TABLE)) == [], "say in TABLE who is let in"
    assert sorted(set(TABLE) - there) == [], "these are no more"
    assert ROUTES


@pytest.mark.parametrize("role", list(Role))
async def test_nobody_of_the_staff_gets_further_than_the_table_says(
    asking: Asking, people: dict[Role, Actor], role: Role
) -> None:
    wrong = []
    for address in TABLE:
        method, path, row = await prepared(asking, address, people[role])
        status = await asking.ask(method, path, row, people[role])
        if not as_told(row, role, status):
            wrong.append(f"{address}: {status}")
    assert not wrong, "\n".join(wrong)


def as_told(row: Row, role: Role, status: int) -> bool:
    if row.who == OPEN:
        return status < 500
    if row.who == SECRET:
        return 400 <= status < 500
    if row.who == NOBODY:
        return status == 404
    if role not in row.who:
        return status in {403, 404}
    return status < 500 and (row.fails or status not in {401, 403, 404})


async def test_strangers_are_sent_to_sign_in(asking: Asking, people: dict[Role, Actor]) -> None:
    wrong = []
    for address, row in TABLE.items():
        if row.who == OPEN:
            continue
        method, path, filled = await prepared(asking, address, None)
        status = await asking.ask(method, path, filled, None)
        right = {404} if row.who == NOBODY else {401, 404, 410} if row.who == SECRET else {401}
        if status not in right:
            wrong.append(f"{address}: {status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECURITY_OFFICER])
async def test_a_confidential_conversation_is_nowhere_for_anybody_else(
    asking: Asking, people: dict[Role, Actor], role: Role
) -> None:
    """Through every address that names one, even for whoever it was assigned to."""
    wrong = []
    for address in TABLE:
        if "{reference}" not in address or not address.split(" ")[1].startswith(
            ("/console", DESK, "/triage", "/insight")
        ):
            continue
        method, path, row = await prepared(asking, address, people[role], confidential=True)
        status = await asking.ask(method, path, row, people[role])
        if status != 404:
            wrong.append(f"{address}: {status}")
    assert not wrong, "\n".join(wrong)
    await relay(asking.parts.db)
