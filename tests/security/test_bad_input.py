"""Whatever arrives gets a clear answer, and what was good before and after it is kept."""

import gzip
import json
from collections.abc import AsyncIterator
from typing import Any

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


async def test_a_bomb_that_unpacks_itself_is_not_unpacked(client: httpx.AsyncClient) -> None:
    bomb = gzip.compress(body(text="0" * 50_000_000))
    answer = await client.post(OPEN, content=bomb, headers={**JSON, "content-encoding": "gzip"})
    assert_problem(answer, 400, 413, 415, 422)


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
