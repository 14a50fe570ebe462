"""Who may do what to which conversation: role by action by object, at every door (I23).

What an actor may not see is not there (404), whatever they wanted to do with it; what they see and may not do is
refused (403). The tables below are written out by hand on purpose: they are the policy as people read it.
"""

import itertools
from collections.abc import AsyncIterator
from typing import Any

import pytest

from dengta.accounts.public import Actor, Role, Scope
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.follow import follow
from dengta.inbox.index_messages import SPOKEN, index_messages
from dengta.inbox.list_conversations import list_conversations
from dengta.inbox.load import find_for
from dengta.inbox.model import Cell, Lane, Status
from dengta.inbox.policy import may_see
from dengta.inbox.search import search
from dengta.inbox.tally import counters
from dengta.inbox.views import View
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.db import Database
from dengta.platform.settings import Settings
from tests.support.clock import FakeClock
from tests.support.conversations import conversation, customer, relay
from tests.support.staff import actor
from tests.support.staff_app import Client, staff_client

ADMINISTRATOR, LEAD, AGENT, OFFICER, HELPER, AUDITOR = (
    Role.ADMINISTRATOR,
    Role.LEAD,
    Role.AGENT,
    Role.SECURITY_OFFICER,
    Role.HELPER,
    Role.AUDITOR,
)
EVERYONE = frozenset(Role)
MINE, GROUPS, NOBODYS, OTHERS, HIDDEN = "mine", "of my group", "of nobody", "of another group", "confidential"

SEEN_BY = {
    MINE: EVERYONE,
    GROUPS: EVERYONE,
    NOBODYS: EVERYONE - {HELPER},
    OTHERS: {ADMINISTRATOR, LEAD, OFFICER, AUDITOR},
    HIDDEN: {OFFICER},
}
READERS = EVERYONE
WRITERS = EVERYONE - {AUDITOR}
CHANGERS = {ADMINISTRATOR, LEAD, AGENT, OFFICER}
REASON = {"what": "name", "reason": "The customer asked for it."}

ACTIONS: dict[str, tuple[str, str, Any, frozenset[Role] | set[Role]]] = {
    "open": ("GET", "", None, READERS),
    "follow": ("GET", "/events", None, READERS),
    "read own draft": ("GET", "/draft", None, READERS),
    "write a note": ("POST", "/notes", {"text": "Hm"}, WRITERS),
    "keep a draft": ("PUT", "/draft", {"text": "Hm"}, WRITERS),
    "reply": ("POST", "/messages", {"text": "Hello"}, CHANGERS),
    "assign": ("PUT", "/assignee", {"staff": None}, CHANGERS),
    "hand over": ("PUT", "/group", {"group": 3}, CHANGERS),
    "wait": ("PUT", "/status", {"status": "waiting"}, CHANGERS),
    "snooze": ("PUT", "/status", {"status": "snoozed", "until": "2026-03-02T12:00:00Z"}, CHANGERS),
    "resolve": ("PUT", "/status", {"status": "resolved"}, CHANGERS),
    "reopen": ("PUT", "/status", {"status": "open"}, CHANGERS),
    "classify": ("PUT", "/classification", {"lane": "urgent"}, CHANGERS),
    "hide": ("PUT", "/confidential", {"confidential": True}, {OFFICER}),
    "merge into it": ("POST", "/merge", {"merged": "{twin}"}, CHANGERS),
    "part it": ("DELETE", "/merge", None, CHANGERS),
    "send again": ("POST", "/messages/1/resend", None, CHANGERS),
    "reveal": ("POST", "/reveal", REASON, CHANGERS),
    "export": ("GET", "/customer-data", None, {ADMINISTRATOR, LEAD, OFFICER}),
    "erase": ("DELETE", "/customer-data", None, {ADMINISTRATOR}),
}
FORMS: dict[str, tuple[dict[str, str], frozenset[Role] | set[Role]]] = {
    "draft": ({"text": "Hm"}, WRITERS),
    "here": ({"kind": "here"}, WRITERS),
    "note": ({"text": "Hm"}, WRITERS),
    "reply": ({"text": "Hello"}, CHANGERS),
    "classify": ({"lane": "urgent"}, CHANGERS),
    "wait": ({}, CHANGERS),
    "resolve": ({}, CHANGERS),
    "reopen": ({}, CHANGERS),
    "reveal": (REASON, CHANGERS),
}
DONE, CONFLICT = {200, 201, 202, 204}, {409}


@pytest.fixture
async def people(db: Database) -> dict[str, Actor]:
    return {role.value: await actor(db, role, groups=(1,)) for role in Role}


@pytest.fixture
async def client(people: dict[str, Actor], db: Database, clock: FakeClock, settings: Settings) -> AsyncIterator[Client]:
    async with staff_client(people, db=db, clock=clock, settings=settings) as made:
        yield made


async def put(db: Database, clock: FakeClock, what: str, who: Actor, of: int | None = None, text: str = "Hi") -> str:
    """A conversation that stands towards this person as `what` says."""
    standing: dict[str, dict[str, Any]] = {
        MINE: {"group": 2, "assignee": who.staff_id},
        GROUPS: {"group": 1},
        NOBODYS: {},
        OTHERS: {"group": 2, "assignee": 4_000},
        HIDDEN: {"group": 1, "assignee": who.staff_id, "confidential": True},
    }
    return await conversation(db, clock, of=of, text=text, **standing[what])


@pytest.mark.parametrize("role", list(Role))
async def test_every_action_on_every_object_is_answered_as_the_table_says(
    client: Client, people: dict[str, Actor], db: Database, clock: FakeClock, role: Role
) -> None:
    wrong = []
    for what, (name, (method, path, body, allowed)) in itertools.product(SEEN_BY, ACTIONS.items()):
        whose = await customer(db, clock, name="Wei")
        one, twin = [await put(db, clock, what, people[role], of=whose) for _ in range(2)]
        words = {"merged": twin} if body and "merged" in body else body
        answer = await client.request(
            method, f"/api/v1/desk/conversations/{one}{path}", json=words, headers={"X-Staff": role.value}
        )
        if role not in SEEN_BY[what]:
            right = answer.status_code == 404 and answer.json()["code"] == "conversation_not_found"
        elif role not in allowed:
            right = answer.status_code == 403 and answer.json()["code"] == "not_allowed"
        else:
            right = answer.status_code in DONE | CONFLICT
        if not right:
            wrong.append(f"{role} {name} {what}: {answer.status_code} {answer.text[:80]}")
    assert wrong == []


@pytest.mark.parametrize("role", list(Role))
async def test_lists_counters_search_and_streams_show_what_the_page_would(
    people: dict[str, Actor], db: Database, clock: FakeClock, role: Role
) -> None:
    who = people[role]
    made = {what: await put(db, clock, what, who, text="转账 lantern") for what in SEEN_BY}
    for fact in await relay(db):
        if fact.topic in SPOKEN:
            await index_messages(db, [fact.payload])
    seen = {reference for what, reference in made.items() if role in SEEN_BY[what]}
    assert {row.reference for row in (await list_conversations(View.ALL, actor=who, db=db, clock=clock)).items} == seen
    assert (await counters(actor=who, db=db, clock=clock))[View.ALL] == len(seen)
    for query in ("转账", "lantern"):
        assert {hit.row.reference for hit in (await search(query, actor=who, db=db, clock=clock)).items} == seen
    for reference in made.values():
        assert (reference in seen) == await _followed(reference, who, db)


@pytest.mark.parametrize("role", list(Role))
async def test_pages_of_the_console_show_and_do_what_the_api_would(
    client: Client, people: dict[str, Actor], db: Database, clock: FakeClock, role: Role
) -> None:
    made = {what: await put(db, clock, what, people[role], text=f"lantern {what}") for what in SEEN_BY}
    head = {"X-Staff": role.value, "Accept": "text/html"}
    shown = (await client.get("/console/list?view=all", headers=head)).text
    for what, reference in made.items():
        sees = role in SEEN_BY[what]
        assert (reference in shown) == sees, what
        for path in ("", "/print"):
            page = await client.get(f"/console/c/{reference}{path}", headers=head)
            assert page.status_code == (200 if sees else 404), (what, path)
            assert (f"lantern {what}" in page.text) == sees, (what, path)
        for verb, (form, allowed) in FORMS.items():
            done = await client.post(f"/console/c/{reference}/{verb}", data=form, headers=head, follow_redirects=False)
            right = {404} if not sees else {200, 204, 303} if role in allowed else {403}
            assert done.status_code in right, (what, verb, done.status_code)


@pytest.mark.parametrize("role", list(Role))
async def test_a_bulk_change_reaches_no_further_than_its_actor(
    client: Client, people: dict[str, Actor], db: Database, clock: FakeClock, role: Role
) -> None:
    made = {what: await put(db, clock, what, people[role]) for what in SEEN_BY}
    answer = await client.post(
        "/api/v1/desk/bulk",
        json={"deed": "resolve", "references": list(made.values())},
        headers={"X-Staff": role.value},
    )
    if role not in CHANGERS:
        assert answer.status_code == 403
        return
    done = {one["reference"] for one in answer.json() if one["refused"] is None}
    assert done == {reference for what, reference in made.items() if role in SEEN_BY[what]}


async def test_a_merge_cannot_draw_in_what_its_actor_does_not_see(
    client: Client, people: dict[str, Actor], db: Database, clock: FakeClock
) -> None:
    whose = await customer(db, clock)
    mine, hidden = [await put(db, clock, what, people["lead"], of=whose) for what in (MINE, HIDDEN)]
    for kept, merged in ((mine, hidden), (hidden, mine)):
        answer = await client.post(
            f"/api/v1/desk/conversations/{kept}/merge", json={"merged": merged}, headers={"X-Staff": "lead"}
        )
        assert answer.status_code == 404


async def test_the_scope_in_sql_and_the_policy_in_python_say_the_same(db: Database, clock: FakeClock) -> None:
    """Every kind of actor, tokens included, against every cell a conversation can stand in."""
    me, other = await actor(db, AGENT), await actor(db, AGENT)
    cells = [
        Cell(GroupId(group) if group else None, assignee, Status.OPEN, Lane.STANDARD, hidden)
        for group in (None, 1, 2)
        for assignee in (None, me.staff_id, other.staff_id)
        for hidden in (False, True)
    ]
    made = {
        await conversation(
            db, clock, group=cell.group_id, assignee=cell.assignee_id, confidential=cell.confidential
        ): cell
        for cell in cells
    }
    for who in _actors(me.staff_id):
        for reference, cell in made.items():
            assert await _found(reference, who, db) == may_see(who, cell), (who, cell)


def _actors(me: StaffId) -> list[Actor]:
    roles = [frozenset[Role](), *(frozenset({role}) for role in Role), frozenset({HELPER, OFFICER})]
    groups = [frozenset[GroupId](), frozenset({GroupId(1)})]
    scopes = [None, frozenset[str](), frozenset({str(Scope.DESK_READ)}), frozenset({str(Scope.DESK_WRITE)})]
    return [
        Actor(me, "Me", held, member, token_scopes=scope)
        for held, member, scope in itertools.product(roles, groups, scopes)
    ]


async def _found(reference: str, who: Actor, db: Database) -> bool:
    async with db.transaction() as tx:
        try:
            await find_for(tx, reference, who)
        except NoSuchConversation:
            return False
    return True


async def _followed(reference: str, who: Actor, db: Database) -> bool:
    try:
        await follow(reference, 0, actor=who, db=db)
    except NoSuchConversation:
        return False
    return True
