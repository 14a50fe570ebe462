"""The staff's API does what the use cases do, and says so in JSON."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from dengta.accounts.public import Actor, Role
from dengta.inbox.index_messages import SPOKEN, index_messages
from dengta.platform.db import Database
from dengta.platform.settings import Settings
from tests.support.clock import FakeClock
from tests.support.conversations import conversation, customer, relay
from tests.support.pictures import png
from tests.support.staff import actor, rows
from tests.support.staff_app import Client, staff_client

BASE = "/api/v1/desk"


@pytest.fixture
async def people(db: Database) -> dict[str, Actor]:
    return {
        "ana": await actor(db, Role.AGENT, name="Ana", groups=(1,)),
        "lead": await actor(db, Role.LEAD, name="Lu"),
        "root": await actor(db, Role.ADMINISTRATOR),
    }


@pytest.fixture
async def client(people: dict[str, Actor], db: Database, clock: FakeClock, settings: Settings) -> AsyncIterator[Client]:
    async with staff_client(people, db=db, clock=clock, settings=settings) as made:
        yield made


async def ask(client: Client, who: str, method: str, path: str, body: Any = None, **more: Any) -> Any:
    answer = await client.request(method, f"{BASE}{path}", json=body, headers={"X-Staff": who, **more})
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.content else None


async def test_a_program_works_a_conversation_from_the_list_to_the_end(
    client: Client, people: dict[str, Actor], db: Database, clock: FakeClock
) -> None:
    whose = await customer(db, clock, name="Wei Zhang", email="wei@example.org")
    reference = await conversation(db, clock, of=whose, text="USDT转账未到账", group=1)
    for fact in await relay(db):
        if fact.topic in SPOKEN:
            await index_messages(db, [fact.payload])
    page = await ask(client, "ana", "GET", "/conversations?view=my_groups")
    assert [(row["reference"], row["customer"], row["unread"]) for row in page["items"]] == [
        (reference, "W•• Z•••", True)
    ]
    assert page["next_cursor"] is None
    assert (await ask(client, "ana", "GET", "/counters"))["my_groups"] == 1
    (hit,) = (await ask(client, "ana", "GET", "/search?q=转账"))["items"]
    assert (hit["row"]["reference"], hit["marks"]) == (reference, [[4, 6]])

    one = f"/conversations/{reference}"
    opened = await ask(client, "ana", "GET", one)
    assert opened["timeline"][0]["text"] == "USDT转账未到账"
    assert opened["customer"]["email"] == "w•••@•••.org"
    said = await ask(client, "ana", "POST", f"{one}/messages", {"text": "查到了。", "client_id": "client-0001"})
    again = await ask(
        client, "ana", "POST", f"{one}/messages", {"text": "查到了。"}, **{"Idempotency-Key": "client-0001"}
    )
    assert (said["number"], said["repeated"], again["number"], again["repeated"]) == (2, False, 2, True)
    await ask(client, "ana", "POST", f"{one}/notes", {"text": "@nobody see"})
    await ask(client, "ana", "PUT", f"{one}/classification", {"lane": "urgent", "topic": "transaction.not_arrived"})
    await ask(client, "ana", "PUT", f"{one}/assignee", {"staff": people["lead"].staff_id})
    until = "2026-03-03T09:00:00Z"
    assert (await ask(client, "ana", "PUT", f"{one}/status", {"status": "snoozed", "until": until}))[
        "snoozed_until"
    ] == until
    for status in ("open", "waiting", "resolved"):
        assert (await ask(client, "ana", "PUT", f"{one}/status", {"status": status}))["status"] == status
    await ask(client, "ana", "PUT", f"{one}/draft", {"text": "Almost"})
    assert await ask(client, "ana", "GET", f"{one}/draft") == {"text": "Almost", "kind": "message"}
    new = await ask(client, "ana", "GET", f"{one}/events?after=2")
    assert [event["kind"] for event in new["events"]][:3] == ["status", "assigned", "note"]
    assert new["cursor"] == (await ask(client, "ana", "GET", one))["cursor"]
    assert (await ask(client, "ana", "PUT", f"{one}/group", {"group": 2, "note": "yours"}))["group_id"] == 2


async def test_tools_are_there_for_programs_too(client: Client, db: Database, clock: FakeClock) -> None:
    whose = await customer(db, clock, name="Wei", email="wei@example.org")
    one, two = await conversation(db, clock, of=whose), await conversation(db, clock, of=whose)
    canned = {
        "shortcut": "hi",
        "title_zh": "好",
        "title_en": "Hi",
        "body_zh": "您好",
        "body_en": "Hello from {{agent_name}}",
    }
    number = (await ask(client, "lead", "POST", "/canned", canned))["id"]
    assert (await ask(client, "ana", "GET", f"/conversations/{one}/canned/{number}"))["text"] == "Hello from Ana"
    assert len(await ask(client, "ana", "GET", "/canned")) == 1
    await ask(client, "lead", "PUT", f"/canned/{number}", canned | {"title_en": "Hey"})
    await ask(client, "lead", "DELETE", f"/canned/{number}")
    view = {"name": "Urgent", "view": "all", "narrowed": {"lane": "urgent"}}
    made = (await ask(client, "ana", "POST", "/views", view))["id"]
    assert (await ask(client, "ana", "GET", "/views"))[0]["narrowed"]["lane"] == "urgent"
    await ask(client, "ana", "DELETE", f"/views/{made}")
    done = await ask(client, "ana", "POST", "/bulk", {"deed": "resolve", "references": [one, "DT-2222-2222"]})
    assert done == [
        {"reference": one, "refused": None},
        {"reference": "DT-2222-2222", "refused": "conversation_not_found"},
    ]
    await ask(client, "ana", "POST", f"/conversations/{one}/merge", {"merged": two})
    assert (await ask(client, "ana", "DELETE", f"/conversations/{two}/merge"))["status"] == "open"
    revealed = await ask(
        client, "ana", "POST", f"/conversations/{one}/reveal", {"what": "name", "reason": "asked us to"}
    )
    assert revealed == {"value": "Wei"}
    exported = await ask(client, "lead", "GET", f"/conversations/{one}/customer-data")
    assert exported["customer"]["email"] == "wei@example.org"
    await ask(client, "root", "DELETE", f"/conversations/{one}/customer-data")
    assert await rows(db, "select email from inbox_customer where id = %s", (whose,)) == [None]


async def test_a_file_goes_with_an_answer_and_comes_back_as_a_download(
    client: Client, db: Database, clock: FakeClock
) -> None:
    one, other = await conversation(db, clock, group=1), await conversation(db, clock, group=1)
    head = {"X-Staff": "ana"}
    sent = await client.post(f"{BASE}/attachments?name=how.png", content=png(), headers=head)
    uid = sent.json()["id"]
    await ask(client, "ana", "POST", f"/conversations/{one}/messages", {"text": "See", "attachments": [uid]})
    opened = await ask(client, "ana", "GET", f"/conversations/{one}")
    assert [file["name"] for moment in opened["timeline"] for file in moment["attachments"]] == ["how.png"]
    found = await client.get(f"{BASE}/conversations/{one}/attachments/{uid}", headers=head)
    assert (found.status_code, found.headers["content-disposition"][:10]) == (200, "attachment")
    missing = await client.get(f"{BASE}/conversations/{other}/attachments/{uid}", headers=head)
    assert missing.status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/conversations?cursor=nonsense", None, 400, "cursor_invalid"),
        ("GET", "/conversations?view=nonsense", None, 400, "invalid_request"),
        ("GET", "/conversations?limit=1000", None, 400, "invalid_request"),
        ("GET", "/conversations?topic=a%00", None, 400, "filter_invalid"),
        ("GET", f"/conversations?group={2**64}", None, 400, "filter_invalid"),
        ("GET", "/conversations/%E2%80%AE%F0%9F%92%A5", None, 404, "conversation_not_found"),
        ("POST", "/conversations/{one}/merge", {"merged": "nul\0"}, 404, "conversation_not_found"),
        ("PUT", "/conversations/{one}/assignee", {"staff": 2**70}, 400, "invalid_request"),
        ("POST", "/views", {"name": "x", "view": "all", "narrowed": {"topic": "a\0"}}, 400, "filter_invalid"),
        ("POST", "/views", {"name": "\0", "view": "all"}, 400, "name_invalid"),
        ("GET", "/conversations/DT-2222-2222", None, 404, "conversation_not_found"),
        ("PUT", "/conversations/{one}/status", {"status": "snoozed"}, 400, "moment_invalid"),
        ("PUT", "/conversations/{one}/status", {"status": "asleep"}, 400, "invalid_request"),
        ("PUT", "/conversations/{one}/assignee", {"staff": 4000}, 422, "cannot_take_conversation"),
        ("PUT", "/conversations/{one}/assignee", {"staff": 1, "more": 2}, 400, "invalid_request"),
        ("PUT", "/conversations/{one}/group", {"group": 4000}, 422, "group_not_found"),
        ("PUT", "/conversations/{one}/confidential", {"confidential": True}, 403, "not_allowed"),
        ("POST", "/conversations/{one}/messages", {"text": " "}, 400, "empty_message"),
        ("POST", "/conversations/{one}/reveal", {"what": "name", "reason": "x"}, 400, "reason_needed"),
        ("POST", "/bulk", {"deed": "move", "references": []}, 400, "topic_invalid"),
        ("DELETE", "/views/99", None, 404, "view_not_found"),
    ],
)
async def test_refusals_are_problem_details_with_stable_codes(
    client: Client,
    db: Database,
    clock: FakeClock,
    method: str,
    path: str,
    body: Any,
    status: int,
    code: str,
) -> None:
    one = await conversation(db, clock)
    answer = await client.request(method, BASE + path.replace("{one}", one), json=body, headers={"X-Staff": "ana"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"].startswith("application/problem+json")


async def test_nobody_is_answered_without_a_proof(client: Client) -> None:
    for path in ("/conversations", "/counters", "/search?q=x", "/canned", "/views", "/conversations/DT-2222-2222"):
        assert (await client.get(BASE + path)).status_code == 401
