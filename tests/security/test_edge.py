"""What every answer carries and every request meets: policies, origins, limits."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from litestar.routes import HTTPRoute
from structlog.testing import capture_logs

from dengta.accounts.model import Method, Role
from dengta.accounts.sessions import open_session
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from dengta.platform.limits import Limit, Limits
from dengta.platform.settings import Settings
from dengta.web import edge, refusals
from dengta.web.app import build
from dengta.web.edge import client_address, tidy
from dengta.web.parts import make_parts
from tests.support.app import running_app
from tests.support.clock import FakeClock
from tests.support.conversations import conversation
from tests.support.staff import BROWSER, Desk

OPEN = "/api/v1/conversations"
DEVICE = {"authorization": "Device " + "d" * 43}
GOOD = {"client_id": "a-good-one", "text": "My transfer has not arrived", "language": "en"}
PAGE = {"accept": "text/html"}
ENDLESS = ("/console/live",)
NONCE = re.compile(r"script-src 'nonce-([\w-]{22})'")


@dataclass
class Door:
    """The desk with an officer's session, whose cookie is sent only where a test says so."""

    client: httpx.AsyncClient
    cookie: dict[str, str]
    reference: str
    settings: Settings


@pytest.fixture
async def door(db: Database, keys: Keys, clock: FakeClock, settings: Settings) -> AsyncIterator[Door]:
    desk = Desk(db, keys, clock)
    made = await desk.person("officer", Role.SECURITY_OFFICER, Role.ADMINISTRATOR)
    async with db.transaction() as tx:
        opened = await open_session(tx, made.staff_id, Method.PASSKEY, BROWSER, clock.now())
    reference = await conversation(db, clock)
    async with running_app(settings, clock=clock) as client:
        yield Door(client, {"cookie": f"dengta={opened.token}"}, reference, settings)


def pages(settings: Settings, reference: str) -> Iterator[str]:
    """Every address that answers GET, but for the API and files."""
    for route in build(make_parts(settings)).routes:
        if isinstance(route, HTTPRoute) and "GET" in route.methods:
            path = route.path_format.replace("{reference}", reference)
            if not path.startswith(("/api/", "/static/")) and "{" not in path and path not in ENDLESS:
                yield path


async def test_every_page_has_a_policy_that_lets_nothing_unknown_run(door: Door) -> None:
    """I29"""
    seen, nonces = [], set()
    for path in pages(door.settings, door.reference):
        answer = await door.client.get(path, headers={**PAGE, **door.cookie})
        assert answer.status_code < 500, path
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        policy = answer.headers["content-security-policy"]
        assert "unsafe-" not in policy, path
        assert "default-src 'none'" in policy, path
        assert "base-uri 'none'" in policy, path
        own = NONCE.search(policy)
        assert own, path
        assert set(re.findall(r'nonce="([^"]*)"', answer.text)) <= {own[1]}, path
        staff = path.startswith(("/staff", "/console", "/setup"))
        assert f"frame-ancestors {chr(39)}{'none' if staff else 'self'}{chr(39)}" in policy, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        seen.append(path)
        nonces.add(own[1])
    assert len(nonces) == len(seen) > 20


CROSS = {
    "another site": {"sec-fetch-site": "cross-site"},
    "a sibling host": {"sec-fetch-site": "same-site"},
    "another origin, in a browser without fetch metadata": {"origin": "https://elsewhere.example"},
    "an origin that hides itself": {"origin": "null"},
    "metadata that contradicts a forged origin": {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1:8400"},
}


async def test_a_cookie_does_nothing_from_another_site(door: Door, db: Database) -> None:
    body = {"name": "Theirs", "view": "all"}
    for who, headers in CROSS.items():
        for path in ("/api/v1/desk/views", "/staff/sign-out", f"/console/c/{door.reference}/resolve"):
            answer = await door.client.post(path, json=body, headers={**door.cookie, **headers})
            assert (who, answer.status_code, answer.json()["code"]) == (who, 403, "cross_site_request")
    ours = {**door.cookie, "sec-fetch-site": "same-origin", "origin": door.settings.origin}
    assert (await door.client.post("/api/v1/desk/views", json=body, headers=ours)).status_code == 201


async def test_the_customers_api_takes_no_cookie_and_answers_every_origin_without_credentials(door: Door) -> None:
    away = {"origin": "https://wallet.example"}
    assert (await door.client.get(OPEN, headers={**door.cookie, **away})).status_code == 401
    assert (await door.client.get(f"{OPEN}/{door.reference}", headers=door.cookie)).status_code == 404
    asked = await door.client.options(OPEN, headers={**away, "access-control-request-method": "POST"})
    told = await door.client.post(OPEN, json=GOOD, headers={**DEVICE, **away})
    assert (asked.status_code, told.status_code) == (204, 202)
    for answer in (asked, told, await door.client.get("/api/v1/desk", headers=away)):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert "set-cookie" not in answer.headers
    for path in ("/api/v1/desk/conversations", "/api/v1/webhooks", "/console", "/staff/account"):
        shut = await door.client.get(path, headers={**door.cookie, **away})
        assert "access-control-allow-origin" not in shut.headers, path


async def test_a_file_of_a_customers_is_saved_and_never_run(door: Door) -> None:
    """I27: the type is told from the content, and a browser may do nothing with it but keep it."""
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    path = "/api/v1/attachments?name=a%22%0d%0aset-cookie:x=1.html"
    saved = 0
    for content in (drawing, b"<html><script>alert(1)</script>", b"plain words"):
        taken = await door.client.post(path, content=content, headers={**DEVICE, "content-type": "text/html"})
        if taken.status_code != 201:
            assert taken.status_code == 400
            continue
        words = {**GOOD, "client_id": f"with-{taken.json()['id']}", "attachments": [taken.json()["id"]]}
        opened = await door.client.post(OPEN, json=words, headers=DEVICE)
        customers = await door.client.get(f"/api/v1/attachments/{taken.json()['id']}", headers=DEVICE)
        theirs = f"/console/c/{opened.json()['reference']}/files/{taken.json()['id']}"
        for answer in (customers, await door.client.get(theirs, headers=door.cookie)):
            assert answer.status_code == 200
            assert answer.headers["content-disposition"].startswith("attachment;")
            assert "sandbox" in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "html" not in answer.headers["content-type"]
            assert "svg" not in answer.headers["content-type"]
            assert "set-cookie" not in answer.headers
            saved += 1
    assert saved >= 2


async def test_static_files_are_what_they_say_and_nothing_else(door: Door) -> None:
    found = await door.client.get("/static/platform/dengta.css")
    assert (found.status_code, found.headers["x-content-type-options"]) == (200, "nosniff")
    assert found.headers["content-type"].startswith("text/css")
    for trick in ("../platform/web.py", "%2e%2e/web.py", "dengta.css%00.js", "..%5cweb.py", "/etc/passwd"):
        answer = await door.client.get(f"/static/platform/{trick}")
        assert answer.status_code in {400, 404}, trick


@pytest.fixture
async def limited(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    async with running_app(replace(settings, limits=True)) as client:
        yield client


async def test_limits_are_told_before_they_bite_and_say_when_to_come_back(limited: httpx.AsyncClient) -> None:
    most = edge.OPENINGS.most
    answers = [await limited.post(OPEN, json={}) for _ in range(most)]  # a refused one counts, or guessing were free
    assert {answer.status_code for answer in answers} == {400}
    assert answers[0].headers["ratelimit-policy"] == f'"conversations";q={most};w=600'
    assert answers[0].headers["ratelimit"].startswith(f'"conversations";r={most - 1};t=')
    for path in (OPEN, f"{OPEN}/", "//api/v1/conversations"):
        over = await limited.post(f"http://127.0.0.1:8400{path}", json=GOOD)
        assert (path, over.status_code) == (path, 429)
        assert over.json()["code"] == "too_many_requests"
        assert 1 <= int(over.headers["retry-after"]) <= 600 / most + 1
        assert over.headers["ratelimit"].startswith('"conversations";r=0;t=')
        assert over.headers["access-control-allow-origin"] == "*"
    assert (await limited.get("/api/v1/desk")).status_code == 200


async def test_a_form_that_comes_too_soon_comes_back_with_its_words(
    limited: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edge, "OPENINGS", Limit("conversations", most=1, seconds=600))
    monkeypatch.setattr(edge, "TOLD", Limit("told", most=2, seconds=600))
    key = "5KJvsngHeMpm884wtkJNzQGaCErckhHJBGFsvd3VyK5qMZXj3hS"
    form = {"topic": "transaction.pending", "text": f"It never came {key}", "network": "TRON"}
    answers = [await limited.post("/help/new", data=form, headers=PAGE) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [303, 429, 429, 429]
    for answer in answers[1:]:
        assert answer.headers["content-type"].startswith("text/html")
        assert int(answer.headers["retry-after"]) > 0
        assert key not in answer.text
    assert [("It never came" in answer.text, "TRON" in answer.text) for answer in answers[1:3]] == [(True, True)] * 2
    assert "It never came" not in answers[3].text


async def test_what_the_edge_refuses_people_is_a_page(door: Door) -> None:
    foreign = {**PAGE, **door.cookie, "sec-fetch-site": "cross-site"}
    for address in ("/help/new", "/track", "/staff/sign-in"):
        answer = await door.client.post(address, data={"text": "a"}, headers=foreign)
        assert (answer.status_code, answer.headers["content-type"][:9]) == (403, "text/html")
    large = await door.client.post("/help/new", content=b"0" * 13_000_000, headers=PAGE)
    assert (large.status_code, large.headers["content-type"][:9]) == (413, "text/html")
    told = await door.client.post("/help/new", content=b"0" * 13_000_000)
    assert told.json()["code"] == "body_too_large"


async def test_words_for_a_question_that_this_browser_cannot_open_come_back(door: Door) -> None:
    form = {"text": "One more thing"}
    answer = await door.client.post(f"/t/{door.reference}/messages", data=form, headers=PAGE)
    assert answer.status_code == 404
    assert "One more thing" in answer.text


async def test_a_stream_that_comes_back_does_not_use_up_what_is_for_reading(
    limited: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edge, "READS", Limit("reads", most=3, seconds=600))
    live = {"accept": "text/event-stream", **DEVICE}
    for _ in range(20):
        assert (await limited.get(f"{OPEN}/DT-7KQ2-9MXA/events", headers=live)).status_code == 404
    told = [(await limited.get("/api/v1/desk")).status_code for _ in range(4)]
    assert told == [200, 200, 200, 429]


def test_twenty_widgets_behind_one_address_may_lose_their_streams_every_two_seconds() -> None:
    limits = Limits()
    assert all(limits.take(edge.STREAMS, "203.0.113.7").allowed for _ in range(20 * 30))


@pytest.mark.parametrize(
    ("proxies", "said", "believed"),
    [
        (0, b"198.51.100.1", "192.0.2.1"),
        (1, b"198.51.100.1", "198.51.100.1"),
        (1, b"10.0.0.1, 198.51.100.1", "198.51.100.1"),
        (2, b"198.51.100.1", "192.0.2.1"),
        (1, b"2001:db8::1", "2001:db8::/64"),
        (1, b"nonsense", "unknown"),
    ],
)
def test_an_address_is_believed_as_far_as_our_own_proxies_reach(proxies: int, said: bytes, believed: str) -> None:
    """I22"""
    assert client_address({"client": ("192.0.2.1", 1)}, {b"x-forwarded-for": said}, proxies) == believed


def test_an_address_has_one_spelling() -> None:
    assert [tidy(path) for path in ("/", "//", "/a/", "//a///b//")] == ["/", "/", "/a", "/a/b"]


def test_every_code_given_before_the_application_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "refusals.md").read_text(encoding="utf-8")
    source = Path(refusals.__file__).parent
    used = {code for path in source.glob("*.py") for code in re.findall(r'beforehand\("(\w+)"', path.read_text())}
    assert used <= refusals.BEFOREHAND.keys()
    assert [code for code in refusals.BEFOREHAND if f'id="{code}"' not in page] == []


async def test_a_failure_is_logged_without_who_asked_or_what(
    door: Door, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """I21: neither the reference, nor the proof, nor the words."""

    async def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"{door.reference} {GOOD['text']}")

    monkeypatch.setattr("dengta.inbox.web.customer_api.find_case", fail)
    words = {"client_id": "another-one", "text": GOOD["text"]}
    with capture_logs() as logged:
        answer = await door.client.post(f"{OPEN}/{door.reference}/messages", json=words, headers=DEVICE)
        keyed = {**DEVICE, "idempotency-key": "a-key-of-its-own"}
        await door.client.post(f"{OPEN}/{door.reference}/seen", json={"delivered": 1}, headers=keyed)
    assert (answer.status_code, answer.json()["code"]) == (500, "our_mistake")
    assert [event["event"] for event in logged] == ["request.failed"] * 2
    said = repr(logged) + "".join(capfd.readouterr())
    for hidden in (door.reference, "d" * 43, str(GOOD["text"]), "a-key-of-its-own"):
        assert hidden not in said
        assert hidden not in answer.text
