"""Whatever arrives gets a clear answer, and what was good before and after it is kept."""

import gzip
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote_from_bytes

import httpx
import pytest

from dengta.platform.settings import Settings
from tests.support.app import running_app

OPEN = "/api/v1/conversations"
JSON = {"content-type": "application/json"}
GOOD = {"client_id": "a-good-one", "text": "My transfer has not arrived", "language": "en"}
DEVICE = {"authorization": "Device " + "d" * 43}


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    async with running_app(settings) as running:
        yield running


def body(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


def assert_problem(answer: httpx.Response, *statuses: int) -> None:
    assert answer.status_code in statuses, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["code"]
    assert problem["title"]


BAD_BODIES: dict[str, bytes] = {
    "nothing": b"",
    "half of it": b'{"text": "My tran',
    "not an object": b"[1, 2, 3]",
    "null": b"null",
    "a number that has no end": b'{"text": 1e999999}',
    "not UTF-8": b'{"client_id": "a-good-one", "text": "\xff\xfe\xc3"}',
    "UTF-16": json.dumps(GOOD).encode("utf-16"),
    "a nest without a floor": b"[" * 100_000,
    "a nest in a field": b'{"details": ' + b'{"a":' * 50_000,
    "no text": json.dumps({"client_id": "a-good-one"}).encode(),
    "a list for text": body(text=["a"]),
    "a client id that is too short": body(client_id="1"),
    "a client id that is too long": body(client_id="1" * 10_000),
    "attachments that are no ids": body(attachments=["../../etc/passwd"]),
    "ten thousand attachments": body(attachments=["0190a0a0-0000-7000-8000-000000000000"] * 10_000),
    "details that are a list": body(details=[1]),
    "an empty text": body(text=""),
    "a text of blanks": body(text=" \u3000\u200b\n"),
}


@pytest.mark.parametrize("sent", BAD_BODIES.values(), ids=BAD_BODIES.keys())
async def test_a_body_that_makes_no_sense_is_refused_clearly(client: httpx.AsyncClient, sent: bytes) -> None:
    assert_problem(await client.post(OPEN, content=sent, headers=JSON), 400, 413, 422)
    assert (await client.post(OPEN, content=body(), headers=JSON)).status_code == 202


async def test_ten_megabytes_of_text_are_too_many(client: httpx.AsyncClient) -> None:
    assert_problem(await client.post(OPEN, content=body(text="long " * 2_000_000), headers=JSON), 413)


@pytest.mark.parametrize("path", [OPEN, "/api/v1/desk/views", "/api/v1/webhooks", "/api/v1/attachments"])
@pytest.mark.parametrize("key", [{}, {"idempotency-key": "a-key-of-its-own"}], ids=["plain", "keyed"])
async def test_ten_megabytes_that_were_not_announced_are_not_read_to_the_end(
    client: httpx.AsyncClient, path: str, key: dict[str, str]
) -> None:
    sent = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 30_000_000:
            sent += 65_536
            yield b" " * 65_536

    assert_problem(await client.post(path, content=pieces(), headers={**JSON, **DEVICE, **key}), 401, 413)
    assert sent < 14_000_000


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "gzip, gzip", "x-nonsense"])
async def test_a_bomb_that_unpacks_itself_is_not_unpacked(client: httpx.AsyncClient, coding: str) -> None:
    bomb = gzip.compress(b"0" * 5_000_000)
    answer = await client.post(OPEN, content=bomb, headers={**JSON, "content-encoding": coding})
    assert_problem(answer, 415)
    assert answer.json()["code"] == "encoding_not_supported"


async def test_a_flood_of_headers_is_refused(client: httpx.AsyncClient) -> None:
    many = [(f"x-{number}", "1") for number in range(200)]
    for flood in (many, [("x-long", "1" * 40_000)]):
        answer = await client.post(OPEN, content=body(), headers=[*JSON.items(), *flood])
        assert_problem(answer, 431)
        assert answer.json()["code"] == "headers_too_large"


async def test_an_address_without_end_is_refused(client: httpx.AsyncClient) -> None:
    for address in (f"{OPEN}/{'D' * 9000}", f"{OPEN}?cursor={'D' * 9000}"):
        answer = await client.get(address, headers=DEVICE)
        assert_problem(answer, 414)
        assert answer.json()["code"] == "address_too_long"


@pytest.mark.parametrize("kind", ["text/xml", "image/png", "multipart/form-data", "application/x-msgpack", "nonsense"])
async def test_another_kind_of_body_is_refused(client: httpx.AsyncClient, kind: str) -> None:
    assert_problem(await client.post(OPEN, content=b"<a/>", headers={"content-type": kind}), 400, 413, 415, 422)


KEPT = {
    "emoji": "Nothing arrived 😟👩🏽\u200d🚀",
    "Hebrew": "הכסף לא הגיע",
    "Arabic beside Latin": "لم يصل USDT بعد",
    "Chinese": "转账一直没到账,急",
    "combining marks": "Zoe\u0308 cafe\u0301",
    "markup": "<script>alert(1)</script> & {{ 7 * 7 }} %s",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
async def test_every_script_is_kept(client: httpx.AsyncClient, text: str) -> None:
    answer = await client.post(OPEN, content=body(text=text), headers=JSON)
    assert answer.status_code == 202
    words = answer.json()["message"]["text"]
    assert [sign for sign in words if sign.isalpha()] == [sign for sign in normal(text) if sign.isalpha()]
    assert "<script>" in words or "<" not in text


def normal(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", text)


HARMFUL = {"nul": "to\u0000day", "override": "to\u202eday", "escape": "to\u001b[2Jday", "bell": "to\u0007day"}


@pytest.mark.parametrize("text", HARMFUL.values(), ids=HARMFUL.keys())
async def test_signs_that_only_do_harm_are_taken_out(client: httpx.AsyncClient, text: str) -> None:
    answer = await client.post(OPEN, content=body(text=text), headers=JSON)
    assert answer.status_code == 202
    assert not {"\0", "\u202e", "\u001b", "\u0007"} & set(answer.json()["message"]["text"])


async def test_half_a_surrogate_pair_breaks_nothing(client: httpx.AsyncClient) -> None:
    sent = b'{"client_id": "a-good-one", "text": "half \\ud83d of it", "language": "en"}'
    assert (await client.post(OPEN, content=sent, headers=JSON)).status_code in {202, 400}


PROOFS = [
    {"authorization": "Device"},
    {"authorization": "Case wrong"},
    {"authorization": "Bearer dgt_" + "0" * 49},
    {"authorization": "Basic YTpi"},
    {"authorization": "\x80\xff"},
    {"dengta-identity": "a.b.c"},
    {"dengta-identity": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJyb290In0."},
]


@pytest.mark.parametrize("headers", PROOFS, ids=str)
async def test_a_proof_that_proves_nothing_opens_nothing(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    for path in (OPEN, f"{OPEN}/DT-7KQ2-9MXA", "/api/v1/desk/conversations"):
        assert_problem(await client.get(path, headers=raw), 400, 401, 404)


ADDRESSES = [
    f"{OPEN}/%00",
    f"{OPEN}/%ff%fe",
    f"{OPEN}/..%2f..%2fetc%2fpasswd",
    f"{OPEN}/{'D' * 5000}",
    f"{OPEN}/DT-7KQ2-9MXA'%20or%201=1",
    f"{OPEN}?cursor=never",
    f"{OPEN}?cursor=%00",
    f"{OPEN}/DT-7KQ2-9MXA?after=-1",
    f"{OPEN}/DT-7KQ2-9MXA?after=99999999999999999999999",
    f"{OPEN}/DT-7KQ2-9MXA/events?wait=nan",
    f"{OPEN}/DT-7KQ2-9MXA/events?wait=1e9",
    "/api/v1/attachments/not-an-id",
    "/api/v1/nothing-here",
]


@pytest.mark.parametrize("address", ADDRESSES)
async def test_an_address_that_leads_nowhere_says_so(client: httpx.AsyncClient, address: str) -> None:
    assert_problem(await client.get(address, headers=DEVICE), 400, 401, 404)


MISSPELT = ["/api/v1/desk/conversations/", "//api/v1/desk/conversations", "/api//v1/desk///conversations//"]


@pytest.mark.parametrize("address", MISSPELT)
async def test_another_spelling_of_an_address_meets_the_same_guard(client: httpx.AsyncClient, address: str) -> None:
    answer = await client.get(f"http://127.0.0.1:8400{address}", headers={"accept": "text/html"})
    assert_problem(answer, 401)
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "access-control-allow-origin" not in answer.headers


CURSORS = ["never", "", "0", "-1", "9" * 40, "\0", "2026-13-45T00:00:00Z", "1;drop table inbox_message", "\ud83d", "٣"]


async def test_a_cursor_that_we_never_gave_is_refused_or_means_nothing(client: httpx.AsyncClient) -> None:
    for cursor in CURSORS:
        sent = quote_from_bytes(cursor.encode("utf-8", "surrogatepass"))
        answer = await client.get(httpx.URL(OPEN).copy_with(query=b"cursor=" + sent.encode()), headers=DEVICE)
        if answer.status_code != 200:
            assert_problem(answer, 400)


LAST_EVENTS = ["-1", "9" * 400, "1e9", "0x10", "\u0663", "1, 2", "latest", " ", "1.5"]


async def test_an_absurd_last_event_id_begins_at_the_beginning(client: httpx.AsyncClient) -> None:
    opened = await client.post(OPEN, content=body(), headers={**JSON, **DEVICE})
    for last in LAST_EVENTS:
        headers = [(b"last-event-id", last.encode()), *[(k.encode(), v.encode()) for k, v in DEVICE.items()]]
        answer = await client.get(f"{OPEN}/{opened.json()['reference']}/events", headers=headers)
        assert (last, answer.status_code) == (last, 200)
        assert [event["number"] for event in answer.json()["events"]][:1] == [1]


TWICE = {
    "a text twice": b'{"client_id": "a-good-one", "text": "first", "text": "second", "language": "en"}',
    "a very large number": b'{"client_id": "a-good-one", "text": "one", "details": {"device": 1' + b"0" * 5000 + b"}}",
    "a field nobody knows": body(is_admin=True),
    "a byte order mark": b"\xef\xbb\xbf" + body(),
    "latin-1": json.dumps({**GOOD, "text": "d\xe9j\xe0"}, ensure_ascii=False).encode("latin-1"),
    "two documents": body() + body(),
    "a number that is no number": b'{"client_id": "a-good-one", "text": NaN}',
}


@pytest.mark.parametrize("sent", TWICE.values(), ids=TWICE.keys())
async def test_an_odd_document_is_read_one_way_or_refused(client: httpx.AsyncClient, sent: bytes) -> None:
    answer = await client.post(OPEN, content=sent, headers={**JSON, **DEVICE})
    listed = (await client.get(OPEN, headers=DEVICE)).json()["items"]
    if answer.status_code == 202:
        assert len(listed) == 1
    else:
        assert_problem(answer, 400)
        assert listed == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
async def test_a_method_that_is_not_offered_is_refused(client: httpx.AsyncClient, method: str) -> None:
    assert (await client.request(method, OPEN, headers=DEVICE)).status_code in {400, 404, 405, 501}


async def test_what_was_good_is_there_once_after_all_of_it(client: httpx.AsyncClient) -> None:
    sent: dict[str, Any] = {"headers": {**JSON, **DEVICE}}
    first = await client.post(OPEN, content=body(), **sent)
    for bad in BAD_BODIES.values():
        await client.post(OPEN, content=bad, **sent)
    again = await client.post(OPEN, content=body(), **sent)
    assert again.json()["reference"] == first.json()["reference"]
    listed = (await client.get(OPEN, headers=DEVICE)).json()["items"]
    assert [each["reference"] for each in listed] == [first.json()["reference"]]
