"""Time passes and the desk acts: nobody has to remember, and nothing is done twice."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from psycopg.rows import dict_row

from dengta.accounts.public import Actor, Role
from dengta.inbox.public import Attention, Lane, due_for_attention
from dengta.platform.db import Database
from dengta.triage.public import CachedDesk, measure_replies, watch_clocks
from dengta.triage.watch_clocks import attend
from tests.support.clock import FakeClock
from tests.support.conversations import conversation
from tests.support.staff import actor, rows

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)  # 10:00 in Shanghai, where the seeded desk is


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MONDAY)


async def state(db: Database, reference: str) -> dict[str, Any]:
    async with db.transaction() as tx, tx.cursor(row_factory=dict_row) as found:
        await found.execute("select * from inbox_conversation where reference = %s", (reference,))
        (row,) = await found.fetchall()
        return row


async def kinds(db: Database, reference: str) -> list[str]:
    return await rows(
        db,
        "select kind from inbox_event where conversation_id = "
        "(select id from inbox_conversation where reference = %s) and number > 1 order by number",
        (reference,),
    )


async def said(db: Database, reference: str) -> list[str]:
    return await rows(
        db,
        "select body from inbox_message where author = 'desk' and kind = 'message' and conversation_id = "
        "(select id from inbox_conversation where reference = %s) order by number",
        (reference,),
    )


async def called(db: Database) -> set[int]:
    return set(await rows(db, "select staff_id from inbox_mention"))


async def lead(db: Database) -> Actor:
    return await actor(db, Role.LEAD, name="Lin")


async def test_nothing_happens_before_its_time(db: Database, clock: FakeClock) -> None:
    reference = await conversation(db, clock)
    clock.advance(timedelta(minutes=59))
    before = await state(db, reference)
    async with db.transaction() as tx:
        await tx.execute("update inbox_conversation set warn_at = next_update_due")
    assert await watch_clocks(db, clock) == 0
    assert (await state(db, reference))["last_event"] == before["last_event"]


async def test_staff_are_warned_once_before_a_promise_breaks(db: Database, clock: FakeClock) -> None:
    reference = await conversation(db, clock)
    async with db.transaction() as tx:
        await tx.execute("update inbox_conversation set warn_at = next_update_due - interval '15 minutes'")
    clock.advance(timedelta(minutes=46))
    assert await watch_clocks(db, clock) == 1
    assert await watch_clocks(db, clock) == 0
    assert await kinds(db, reference) == ["warned"]
    assert await rows(
        db, "select payload ->> 'kind' from platform_outbox where topic = 'inbox.conversation_changed'"
    ) == ["warned"]


async def test_silence_takes_a_conversation_from_whoever_let_it_lie(db: Database, clock: FakeClock) -> None:
    """I5: assigned but ignored, and nobody was alarmed."""
    idle, boss = await actor(db, Role.AGENT, name="Idle"), await lead(db)
    group = (await rows(db, "select id from accounts_group where key = 'transactions'"))[0]
    reference = await conversation(db, clock, assignee=idle.staff_id, group=group)
    clock.advance(timedelta(hours=1))
    assert await watch_clocks(db, clock) == 1
    after = await state(db, reference)
    assert (after["assignee_id"], after["group_id"], after["status"]) == (None, group, "open")
    assert await kinds(db, reference) == ["note", "escalated", "assigned"]
    assert await called(db) == {boss.staff_id}


async def test_a_broken_promise_is_followed_by_another_and_stays_overdue(db: Database, clock: FakeClock) -> None:
    await lead(db)
    reference = await conversation(db, clock, lane="emergency")
    for _ in range(3):
        clock.set((await state(db, reference))["promised_at"])
        assert await watch_clocks(db, clock) == 1
        after = await state(db, reference)
        assert after["promised_at"] >= clock.now() + timedelta(minutes=15)
        assert after["next_update_due"] < clock.now() + timedelta(seconds=1)
        assert await watch_clocks(db, clock) == 0
    assert (await kinds(db, reference)).count("escalated") == 3


async def test_an_emergency_calls_security_officers_too(db: Database, clock: FakeClock) -> None:
    boss, officer = await lead(db), await actor(db, Role.SECURITY_OFFICER)
    await actor(db, Role.AGENT)
    await conversation(db, clock, lane="emergency")
    clock.advance(timedelta(hours=1))
    await watch_clocks(db, clock)
    assert await called(db) == {boss.staff_id, officer.staff_id}


async def test_a_confidential_case_calls_nobody_who_may_not_see_it(db: Database, clock: FakeClock) -> None:
    await lead(db)
    await actor(db, Role.ADMINISTRATOR)
    officer = await actor(db, Role.SECURITY_OFFICER)
    await conversation(db, clock, confidential=True)
    clock.advance(timedelta(hours=1))
    await watch_clocks(db, clock)
    assert await called(db) == {officer.staff_id}


async def test_a_desk_without_leads_calls_whoever_runs_it(db: Database, clock: FakeClock) -> None:
    admin = await actor(db, Role.ADMINISTRATOR)
    await conversation(db, clock)
    clock.advance(timedelta(hours=1))
    await watch_clocks(db, clock)
    assert await called(db) == {admin.staff_id}


async def test_what_was_put_away_comes_back_with_a_promise(db: Database, clock: FakeClock) -> None:
    reference = await conversation(db, clock, status="snoozed")
    clock.advance(timedelta(hours=1))
    assert await watch_clocks(db, clock) == 1
    after = await state(db, reference)
    assert (after["status"], after["snoozed_until"]) == ("open", None)
    assert after["next_update_due"] == after["promised_at"] > clock.now()


async def test_a_silent_customer_is_asked_twice_then_let_go_and_told_how_to_return(
    db: Database, clock: FakeClock
) -> None:
    reference = await conversation(db, clock, status="waiting", language="zh_Hans")
    for _ in range(3):
        clock.set((await state(db, reference))["next_update_due"])
        assert await watch_clocks(db, clock) == 1
        assert await watch_clocks(db, clock) == 0
    after = await state(db, reference)
    assert (after["status"], after["next_update_due"]) == ("resolved", None)
    words = await said(db, reference)
    assert [word[:8] for word in words] == ["我们回复过您，还", "我们还是没有收到", "一直没有收到您的"]
    assert "72 小时" in words[1]
    assert await kinds(db, reference) == ["message", "reminded", "message", "reminded", "message", "status"]


async def test_two_workers_do_each_thing_once(db: Database, clock: FakeClock) -> None:
    await lead(db)
    references = [await conversation(db, clock, status=status) for status in ("open", "waiting", "snoozed") * 3]
    clock.advance(timedelta(hours=1))
    touched = await asyncio.gather(*(watch_clocks(db, clock) for _ in range(3)))
    assert sum(touched) == len(references)
    assert [len(await said(db, reference)) for reference in references] == [0, 1, 0] * 3


async def test_what_was_answered_meanwhile_is_left_alone(db: Database, clock: FakeClock) -> None:
    reference = await conversation(db, clock)
    clock.advance(timedelta(hours=1))
    async with db.transaction() as tx:
        desk = CachedDesk()
        await desk.refresh(tx)
        (due,) = await due_for_attention(tx, clock.now())
        assert due.need is Attention.ESCALATE
        await tx.execute(
            "update inbox_conversation set status = 'waiting', next_update_due = now() + interval '1 year'"
        )
    assert not await attend(due, desk=desk, db=db, clock=clock)
    assert await kinds(db, reference) == []


async def test_for_two_months_nothing_open_is_ever_without_a_next_time(db: Database, clock: FakeClock) -> None:
    """I5: every open conversation has a next promised update that lies ahead once the clocks were looked at."""
    await lead(db)
    for lane in ("emergency", "urgent", "standard", "feedback"):
        for status in ("open", "waiting", "snoozed"):
            await conversation(db, clock, lane=lane, status=status)
    for _ in range(40):
        clock.advance(timedelta(hours=37))
        await watch_clocks(db, clock)
        forgotten = await rows(
            db,
            "select reference from inbox_conversation where status <> 'resolved' "
            "and greatest(next_update_due, promised_at) <= %s",
            (clock.now(),),
        )
        assert forgotten == []


async def test_a_band_is_measured_from_answers_really_given_in_business_time(db: Database, clock: FakeClock) -> None:
    desk = CachedDesk()
    for _ in range(20):
        await conversation(db, clock)
    answered = "update inbox_conversation set first_reply_at = created_at + interval '30 minutes'"
    async with db.transaction() as tx:
        await tx.execute(answered)
    clock.advance(timedelta(days=1))
    await measure_replies(db, clock)
    async with db.transaction() as tx:
        await desk.refresh(tx)
    expected = desk.first_reply(Lane.STANDARD, clock.now())
    assert (expected.measured, expected.usual_low, expected.usual_high) == (True, 30, 30)
    clock.advance(timedelta(days=15))
    await measure_replies(db, clock)
    async with db.transaction() as tx:
        await desk.refresh(tx)
    assert not desk.first_reply(Lane.STANDARD, clock.now()).measured


async def test_who_is_still_waiting_weighs_in(db: Database, clock: FakeClock) -> None:
    """The times of better days are not quoted by a desk that stopped answering."""
    desk = CachedDesk()
    for _ in range(20):
        await conversation(db, clock, lane="emergency")
    async with db.transaction() as tx:
        await tx.execute("update inbox_conversation set first_reply_at = created_at + interval '5 minutes'")
    for _ in range(20):
        await conversation(db, clock, lane="emergency")
    clock.advance(timedelta(hours=3))
    await measure_replies(db, clock)
    async with db.transaction() as tx:
        await desk.refresh(tx)
    expected = desk.first_reply(Lane.EMERGENCY, clock.now())
    assert (expected.measured, expected.usual_low, expected.usual_high) == (True, 5, 180)
