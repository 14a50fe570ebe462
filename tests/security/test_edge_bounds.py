"""The edge judges an address as it is routed, in whatever spelling it comes, and bounds what one address may hold."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from dengta.platform.settings import Settings
from dengta.web.edge import MOST_WAITING, OPENINGS, Edge
from tests.support.app import running_app

SPELLINGS = ["/help/new", "/help/new/", "//help/new", "/help//new", "///help/new///"]


class Listening:
    """An application that remembers where requests went and holds them until it is let go."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.go = asyncio.Event()
        self.arrived = asyncio.Semaphore(0)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.paths.append(scope["path"])
        self.arrived.release()
        await self.go.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def ask(edge: Edge, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str]]:
    """The status and headers of an answer."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": raw, "client": ("203.0.113.7", 1), "state": {}}
    scope["query_string"] = b""
    await edge(scope, receive, send)
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.fixture
def inside() -> Listening:
    return Listening()


@pytest.fixture
def edge(inside: Listening, tmp_path: Any) -> Edge:
    return Edge(inside, Settings(home=tmp_path, frame_ancestors="https://wallet.example"))


@pytest.mark.parametrize("authorization", ["", "Bearer invented"])
async def test_no_spelling_and_no_invented_token_gets_more_openings(
    edge: Edge, inside: Listening, authorization: str
) -> None:
    inside.go.set()
    given = {"authorization": authorization} if authorization else {}
    for number in range(OPENINGS.most):
        status, _ = await ask(edge, SPELLINGS[number % len(SPELLINGS)], "POST", **given)
        assert status == 200
    for spelling in SPELLINGS:
        assert (await ask(edge, spelling, "POST", **given))[0] == 429
    assert set(inside.paths) == {"/help/new"}


@pytest.mark.parametrize("path", ["/staff/sign-in", "//staff/sign-in", "/console//", "///console/c/DT-7KQ2-9MXA"])
async def test_no_other_site_frames_a_staff_page_in_any_spelling(edge: Edge, inside: Listening, path: str) -> None:
    inside.go.set()
    _, headers = await ask(edge, path)
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


async def test_one_address_holds_only_so_many_streams_open(edge: Edge, inside: Listening) -> None:
    path = "/t/DT-7KQ2-9MXA/now"
    held = [asyncio.create_task(ask(edge, path)) for _ in range(MOST_WAITING)]
    for _ in held:
        await inside.arrived.acquire()
    status, headers = await ask(edge, path)
    assert (status, headers["retry-after"]) == (429, "30")
    inside.go.set()
    await asyncio.gather(*held)
    assert (await ask(edge, path))[0] == 200


async def test_an_address_with_nothing_but_slashes_is_the_front_page(edge: Edge, inside: Listening) -> None:
    inside.go.set()
    await ask(edge, "//")
    assert inside.paths == ["/"]


async def test_a_token_of_odd_letters_is_only_wrong(settings: Settings) -> None:
    async with running_app(replace(settings, metrics_token="m" * 32)) as client:
        asked = await client.get("/metrics", headers={"authorization": "Bearer é".encode()})
    assert asked.status_code == 404
