"""A write with an Idempotency-Key happens once, and every repeat is given the first answer."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest

from dengta.accounts.model import Role
from dengta.accounts.texts import SCOPES
from dengta.accounts.tokens import make_token, revoke_token
from dengta.platform import idempotency
from dengta.platform.db import Database
from dengta.platform.idempotency import Answer, Claimed, InProgress, Reused, Write, claim, finish, forget_answers
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from tests.support.app import running_app
from tests.support.asking import everything, rows
from tests.support.clock import FakeClock
from tests.support.staff import Desk as People

VIEWS = "/api/v1/desk/views"
HOOKS = "/api/v1/webhooks"
VIEW = {"name": "Stolen funds", "view": "all"}
HOOK = {"url": "https://8.8.8.8/hook", "topics": ["conversation.opened"]}
KEY = {"idempotency-key": "the-first-of-them"}
DEVICE = {"authorization": "Device " + "d" * 43}


@dataclass
class Program:
    """A program with a token of a lead's, and the desk it speaks to."""

    client: httpx.AsyncClient
    people: People
    token: Any
    lead: Any

    @property
    def proof(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token.raw}"}

    async def post(self, path: str, body: object, **headers: str) -> httpx.Response:
        sent = {**self.proof, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return await self.client.post(path, json=body, headers=sent)


@pytest.fixture
async def program(db: Database, keys: Keys, clock: FakeClock, settings: Settings) -> AsyncIterator[Program]:
    people = People(db, keys, clock)
    lead = await people.signed_in("lead", Role.LEAD, Role.ADMINISTRATOR)
    token = await make_token("tests", SCOPES, lasts=None, actor=lead, db=db, clock=clock)
    async with running_app(settings, clock=clock) as client:
        yield Program(client, people, token, lead)


async def test_a_repeat_is_given_the_first_answer_and_does_nothing(program: Program, db: Database) -> None:
    first = await program.post(VIEWS, VIEW, **KEY)
    again = await program.post(VIEWS, VIEW, **KEY)
    assert (first.status_code, "idempotent-replayed" in first.headers) == (201, False)
    assert (again.status_code, again.content, again.headers["idempotent-replayed"]) == (201, first.content, "true")
    assert again.headers["content-type"] == first.headers["content-type"]
    assert await rows(db, "select count(*) from inbox_saved_view") == [1]


async def test_an_answer_with_a_secret_is_given_again_and_cannot_be_read_where_it_is_kept(
    program: Program, db: Database
) -> None:
    first = await program.post(HOOKS, HOOK, **KEY)
    again = await program.post(HOOKS, HOOK, **KEY)
    secret = first.json()["secret"]
    assert secret
    assert again.json() == first.json()
    (kept,) = await rows(db, "select answer from platform_idempotency")
    assert secret.encode() not in kept
    assert b"8.8.8.8" not in kept
    assert not any(program.token.raw in table for table in await everything(db))


async def test_the_same_key_for_something_else_is_refused(program: Program, db: Database) -> None:
    await program.post(VIEWS, VIEW, **KEY)
    for path, body in ((VIEWS, {**VIEW, "name": "Other"}), (HOOKS, VIEW), (f"{VIEWS}?again=1", VIEW)):
        other = await program.post(path, body, **KEY)
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
        assert other.headers["content-type"] == "application/problem+json"
    assert await rows(db, "select count(*) from inbox_saved_view") == [1]


async def test_of_many_at_once_one_is_done(program: Program, db: Database) -> None:
    answers = await asyncio.gather(*(program.post(VIEWS, VIEW, **KEY) for _ in range(12)))
    told = {answer.status_code for answer in answers}
    assert told <= {201, 409}
    assert 201 in told
    for waiting in (answer for answer in answers if answer.status_code == 409):
        assert waiting.json()["code"] == "idempotency_in_progress"
        assert waiting.headers["retry-after"] == "1"
    assert await rows(db, "select count(*) from inbox_saved_view") == [1]
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1


async def test_a_refusal_frees_the_key(program: Program) -> None:
    refused = await program.post(VIEWS, {**VIEW, "name": ""}, **KEY)
    assert refused.status_code == 400
    assert (await program.post(VIEWS, VIEW, **KEY)).status_code == 201


async def test_a_failure_frees_the_key(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("dengta.inbox.web.staff_tools_api.save_view", fail)
        assert (await program.post(VIEWS, VIEW, **KEY)).status_code == 500
    assert (await program.post(VIEWS, VIEW, **KEY)).status_code == 201


async def test_a_deletion_is_answered_again_though_the_thing_is_gone(program: Program) -> None:
    made = (await program.post(VIEWS, VIEW)).json()["id"]
    sent = {**program.proof, **KEY}
    for _ in range(2):
        assert (await program.client.delete(f"{VIEWS}/{made}", headers=sent)).status_code == 204
    assert (await program.client.delete(f"{VIEWS}/{made}", headers=program.proof)).status_code == 404


async def test_keys_of_different_callers_are_different_keys(program: Program, db: Database, clock: FakeClock) -> None:
    first = await program.post(VIEWS, VIEW, **KEY)
    program.token = await make_token("another", SCOPES, lasts=None, actor=program.lead, db=db, clock=clock)
    other = await program.post(VIEWS, VIEW, **KEY)
    assert first.json()["id"] != other.json()["id"]


async def test_a_key_does_not_outlive_the_token(program: Program, db: Database, clock: FakeClock) -> None:
    await program.post(HOOKS, HOOK, **KEY)
    (number,) = await rows(db, "select id from accounts_token")
    await revoke_token(number, actor=program.lead, db=db, clock=clock)
    again = await program.post(HOOKS, HOOK, **KEY)
    assert (again.status_code, again.json()["code"]) == (401, "unauthenticated")


async def test_whoever_is_not_proven_leaves_nothing_behind(program: Program, db: Database) -> None:
    answer = await program.client.post(VIEWS, json=VIEW, headers=KEY)
    assert answer.status_code == 401
    assert await rows(db, "select count(*) from platform_idempotency") == [0]


async def test_a_file_is_taken_once(program: Program, db: Database) -> None:
    send = {**KEY, **DEVICE, "content-type": "text/plain"}
    path = "/api/v1/attachments?name=log.txt"
    first = await program.client.post(path, content=b"a log", headers=send)
    again = await program.client.post(path, content=b"a log", headers=send)
    assert first.status_code == 201
    assert again.json() == first.json()
    assert (await program.client.post(path, content=b"another", headers=send)).status_code == 422
    assert await rows(db, "select count(*) from inbox_attachment") == [1]


@pytest.mark.parametrize("key", ["short", "x" * 65, "with a blank", "k\xe9y-with-accent", ""])
async def test_a_key_that_cannot_be_is_refused(program: Program, db: Database, key: str) -> None:
    sent = [*program.proof.items(), ("idempotency-key", key)]
    raw = [(name.encode(), value.encode("latin-1")) for name, value in sent]
    answer = await program.client.post(VIEWS, json=VIEW, headers=raw)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_invalid")
    assert await rows(db, "select count(*) from inbox_saved_view") == [0]


async def test_two_keys_are_one_too_many(program: Program) -> None:
    sent = [*program.proof.items(), ("idempotency-key", "one-of-them"), ("idempotency-key", "other-of-them")]
    answer = await program.client.post(VIEWS, json=VIEW, headers=sent)
    assert answer.json()["code"] == "idempotency_key_invalid"


async def test_opening_a_conversation_is_left_to_its_own_claim(program: Program, db: Database) -> None:
    sent = {**KEY, **DEVICE}
    body = {"text": "My transfer has not arrived", "language": "en"}
    first = await program.client.post("/api/v1/conversations", json=body, headers=sent)
    again = await program.client.post("/api/v1/conversations", json=body, headers=sent)
    assert first.status_code == 202
    assert again.json()["reference"] == first.json()["reference"]
    assert await rows(db, "select count(*) from platform_idempotency") == [0]


WRITE = Write(b"who", "the-key-itself", b"what")
DONE = Answer(201, "application/json", b"{}")


async def test_what_is_under_way_is_neither_done_twice_nor_answered(db: Database, keys: Keys, clock: FakeClock) -> None:
    assert isinstance(await claim(WRITE, db=db, keys=keys, clock=clock), Claimed)
    assert await claim(WRITE, db=db, keys=keys, clock=clock) == InProgress()
    assert await claim(Write(b"who", WRITE.key, b"other"), db=db, keys=keys, clock=clock) == Reused()


async def test_a_claim_whose_process_died_passes_to_the_next_and_the_dead_one_changes_nothing(
    db: Database, keys: Keys, clock: FakeClock
) -> None:
    dead = await claim(WRITE, db=db, keys=keys, clock=clock)
    assert isinstance(dead, Claimed)
    clock.advance(idempotency.LEASE)
    assert await claim(Write(b"who", WRITE.key, b"other"), db=db, keys=keys, clock=clock) == Reused()
    living = await claim(WRITE, db=db, keys=keys, clock=clock)
    assert isinstance(living, Claimed)
    await finish(WRITE, dead, Answer(200, "text/plain", b"late"), db=db, keys=keys)
    await idempotency.release(WRITE, dead, db=db)
    assert await claim(WRITE, db=db, keys=keys, clock=clock) == InProgress()
    await finish(WRITE, living, DONE, db=db, keys=keys)
    assert await claim(WRITE, db=db, keys=keys, clock=clock) == DONE


async def test_answers_are_forgotten_after_a_day(db: Database, keys: Keys, clock: FakeClock) -> None:
    claimed = await claim(WRITE, db=db, keys=keys, clock=clock)
    assert isinstance(claimed, Claimed)
    await finish(WRITE, claimed, DONE, db=db, keys=keys)
    clock.advance(hours=23)
    assert await forget_answers(db, clock) == 0
    assert await claim(WRITE, db=db, keys=keys, clock=clock) == DONE
    clock.advance(timedelta(hours=1))
    assert isinstance(await claim(WRITE, db=db, keys=keys, clock=clock), Claimed)  # with or without the job
    clock.advance(hours=24)
    assert await forget_answers(db, clock) == 1
