"""The register is changed by two people, and everybody sees what stands (E4, I32)."""

import json

import httpx
import psycopg
import pytest

from dengta.accounts.public import Actor, Role
from dengta.platform.db import Database
from dengta.platform.settings import Settings
from dengta.safety.public import Grade, Knowledge
from dengta.trust.change import decide, propose_entry, propose_withdrawal, see_register
from dengta.trust.errors import AlreadyRegistered, BadEntry, NoSuchEntry, SamePerson
from dengta.trust.model import Decision, EntrySort
from dengta.trust.public import Register
from tests.support.app import running_app
from tests.support.clock import FakeClock
from tests.support.staff import actor, rows

HOST = "lighthouse-wallet.com"


async def two(db: Database) -> tuple[Actor, Actor]:
    return await actor(db, Role.ADMINISTRATOR), await actor(db, Role.SECURITY_OFFICER, name="Bo")


async def published(db: Database, clock: FakeClock, sort: EntrySort, value: str, detail: str = "") -> Actor:
    one, other = await two(db)
    change = await propose_entry(sort, value, detail, actor=one, db=db, clock=clock)
    await decide(change, Decision.APPROVED, actor=other, db=db, clock=clock)
    return one


async def test_what_one_proposed_another_publishes(db: Database, clock: FakeClock) -> None:
    one, other = await two(db)
    register = Register("http://127.0.0.1:8400")
    knowledge = Knowledge(registry=register)
    change = await propose_entry(EntrySort.DOMAIN, HOST, actor=one, db=db, clock=clock)
    await register.refresh(db)
    assert knowledge.check(HOST).grade is Grade.UNKNOWN
    with pytest.raises(SamePerson):
        await decide(change, Decision.APPROVED, actor=one, db=db, clock=clock)
    await decide(change, Decision.APPROVED, actor=other, db=db, clock=clock)
    assert await register.refresh(db)
    assert not await register.refresh(db)
    assert knowledge.check(f"https://www.{HOST}/x").grade is Grade.OFFICIAL
    assert knowledge.check("lighthouse-wa11et.com").grade is not Grade.OFFICIAL
    with pytest.raises(NoSuchEntry):
        await decide(change, Decision.APPROVED, actor=other, db=db, clock=clock)
    told = await rows(db, "select action from accounts_audit where subject = 'entry' order by id")
    assert told == ["entry.publish_proposed", "entry.publish_approved"]


async def test_the_database_itself_refuses_one_pair_of_eyes(db: Database, clock: FakeClock) -> None:
    one = await actor(db, Role.ADMINISTRATOR)
    await propose_entry(EntrySort.DOMAIN, HOST, actor=one, db=db, clock=clock)
    with pytest.raises(psycopg.errors.CheckViolation, match="four_eyes"):
        async with db.transaction() as tx:
            await tx.execute(
                "update trust_change set decided_by = proposed_by, decided_at = now(), decision = 'approved'"
            )


async def test_a_withdrawal_takes_two_as_well(db: Database, clock: FakeClock) -> None:
    one = await published(db, clock, EntrySort.DOMAIN, HOST)
    other = await actor(db, Role.SECURITY_OFFICER)
    standing, _ = await see_register(actor=one, db=db)
    change = await propose_withdrawal(standing.entries[0].uid, actor=one, db=db, clock=clock)
    with pytest.raises(AlreadyRegistered):
        await propose_withdrawal(standing.entries[0].uid, actor=other, db=db, clock=clock)
    assert len((await see_register(actor=one, db=db))[0].entries) == 1
    await decide(change, Decision.APPROVED, actor=other, db=db, clock=clock)
    standing, proposals = await see_register(actor=one, db=db)
    assert (standing.entries, standing.version, proposals) == ((), 2, [])


async def test_a_rejected_proposal_leaves_nothing_and_may_come_again(db: Database, clock: FakeClock) -> None:
    one, other = await two(db)
    change = await propose_entry(EntrySort.NAME, "Lighthouse", actor=one, db=db, clock=clock)
    with pytest.raises(AlreadyRegistered):
        await propose_entry(EntrySort.NAME, "Lighthouse", actor=other, db=db, clock=clock)
    await decide(change, Decision.REJECTED, actor=one, db=db, clock=clock)
    assert await propose_entry(EntrySort.NAME, "Lighthouse", actor=other, db=db, clock=clock)
    with pytest.raises(BadEntry):
        await propose_entry(EntrySort.DOMAIN, "not a host", actor=one, db=db, clock=clock)


async def test_others_neither_see_nor_change_it(db: Database, clock: FakeClock) -> None:
    for role in (Role.LEAD, Role.AGENT, Role.HELPER, Role.AUDITOR):
        stranger = await actor(db, role)
        with pytest.raises(NoSuchEntry):
            await see_register(actor=stranger, db=db)
        with pytest.raises(NoSuchEntry):
            await propose_entry(EntrySort.DOMAIN, HOST, actor=stranger, db=db, clock=clock)


async def test_everybody_reads_the_page_the_document_and_the_code(
    db: Database, clock: FakeClock, settings: Settings
) -> None:
    await published(db, clock, EntrySort.HANDLE, "@Lighthouse", "telegram")
    async with running_app(settings) as client:
        page = await client.get("/official", headers={"Accept": "text/html", "Accept-Language": "zh-CN"})
        document = await client.get("/api/v1/official")
        code = await client.get("/official/qr.svg")
        verdict: httpx.Response = await client.post("/api/v1/check", json={"text": "t.me/lighthouse"})
        staff = await client.get("/staff/official", headers={"Accept": "application/json"})
    assert "@lighthouse" in page.text
    assert "哪些才是官方" in page.text
    assert json.loads(document.json()["payload"])["entries"][0]["value"] == "lighthouse"
    assert document.headers["access-control-allow-origin"] == "*"
    assert code.text.lstrip().startswith("<?xml")
    assert verdict.json()["grade"] == "official"
    assert staff.status_code == 401
