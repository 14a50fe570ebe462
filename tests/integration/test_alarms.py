"""Alarms: what rings beside too much reading, and who is told while they work (I19)."""

import psycopg
import pytest

from dengta.accounts.alarms import acknowledge, set_limit
from dengta.accounts.chain import Broken, Head
from dengta.accounts.errors import BadInput, NotFound
from dengta.accounts.model import ReadLimit
from dengta.accounts.public import Actor, ReadLimitReached, Role, audit, seal_audit_log, watch_chain
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.customer_data import export_customer
from dengta.inbox.errors import NoReason, NotAllowed
from dengta.inbox.reveal import Personal, reveal
from dengta.inbox.web.console_live import ConsoleSource
from dengta.insight.public import KeptRatings
from dengta.platform.db import Database
from tests.support.clock import FakeClock
from tests.support.conversations import conversation
from tests.support.staff import actor, rows

WHY = "They asked us to call them by name."
TURNED_AWAY = """
    select detail->>'what' || ' ' || (detail->>'why') from accounts_audit
    where action = 'conversation.refused' order by id
"""
RUNG = "select kind || ' ' || per from accounts_alarm order by id"


async def look(db: Database, clock: FakeClock, who: Actor, reference: str, why: str = WHY) -> None:
    await reveal(reference, Personal.NAME, why, actor=who, db=db, clock=clock)


async def broken_log(db: Database) -> None:
    """An audit log of which somebody who got past the triggers has taken an entry away."""
    async with db.transaction() as tx:
        for _ in range(3):
            await audit.record(tx, actor=None, action="test.done", subject="test")
    await seal_audit_log(db)
    async with db.transaction() as tx:
        await tx.execute("set local session_replication_role = replica")
        await tx.execute("delete from accounts_audit where position = 2")


async def test_refused_reveals_and_exports_are_audited_counted_and_ring(db: Database, clock: FakeClock) -> None:
    helper, ana = await actor(db, Role.HELPER, groups=(1,)), await actor(db, Role.AGENT)
    theirs, hidden = await conversation(db, clock, group=1), await conversation(db, clock, confidential=True)
    await rows(db, "update accounts_read_limit set alarm_above = 2 where kind = 'refusal' and per = 'hour' returning 1")
    for _ in range(3):
        with pytest.raises(NotAllowed):
            await look(db, clock, helper, theirs)
    with pytest.raises(NoSuchConversation):
        await look(db, clock, ana, hidden)
    with pytest.raises(NotAllowed):
        await export_customer(theirs, actor=helper, db=db, ratings=KeptRatings(), clock=clock)
    assert await rows(db, TURNED_AWAY) == ["reveal not_allowed"] * 3 + [
        "reveal conversation_not_found",
        "export not_allowed",
    ]
    assert await rows(db, RUNG) == ["refusal hour"]


async def test_a_reveal_over_the_hard_limit_is_on_the_record_too(db: Database, clock: FakeClock) -> None:
    ana, reference = await actor(db, Role.AGENT), await conversation(db, clock)
    await rows(db, "update accounts_read_limit set alarm_above = 1, refuse_above = 1 where kind = 'reveal' returning 1")
    await look(db, clock, ana, reference)
    with pytest.raises(ReadLimitReached):
        await look(db, clock, ana, reference)
    assert await rows(db, TURNED_AWAY) == ["reveal read_limit_reached"]


async def test_a_reason_that_is_too_short_is_no_attempt(db: Database, clock: FakeClock) -> None:
    ana, reference = await actor(db, Role.AGENT), await conversation(db, clock)
    with pytest.raises(NoReason):
        await look(db, clock, ana, reference, "because")
    assert await rows(db, TURNED_AWAY) == []


async def test_a_broken_audit_log_rings_once_a_day_and_anybody_who_watches_acknowledges(
    db: Database, clock: FakeClock
) -> None:
    officer, lead = await actor(db, Role.SECURITY_OFFICER), await actor(db, Role.LEAD)
    whole = await watch_chain(db, clock)
    assert isinstance(whole, Head)
    await broken_log(db)
    for _ in range(2):
        assert await watch_chain(db, clock) == Broken(2, "missing")
    (alarm,) = await rows(db, "select id from accounts_alarm where kind = 'audit' and reads = 2")
    with pytest.raises(NotFound):
        await acknowledge(alarm, actor=lead, db=db, clock=clock)
    await acknowledge(alarm, actor=officer, db=db, clock=clock)


async def test_the_audit_log_is_walked_on_from_where_it_was_whole(db: Database, clock: FakeClock) -> None:
    reached = await watch_chain(db, clock)
    for length in (2, 5):
        async with db.transaction() as tx:
            for _ in range(length):
                await audit.record(tx, actor=None, action="walked.on", subject="audit", subject_id=None)
        await seal_audit_log(db)
        assert isinstance(reached, Head)
        before, reached = reached, await watch_chain(db, clock, since=reached)
        assert reached == await watch_chain(db, clock)
        assert isinstance(reached, Head)
        assert reached.position == before.position + length
    forged = Head(before.position, bytes(32))
    assert await watch_chain(db, clock, since=forged) == Broken(before.position + 1, "unlinked")


async def test_what_was_stopped_already_has_no_second_limit(db: Database) -> None:
    officer = await actor(db, Role.SECURITY_OFFICER)
    with pytest.raises(BadInput):
        await set_limit(ReadLimit("sign_in", "hour", 5, 9), actor=officer, db=db)
    with pytest.raises(psycopg.errors.CheckViolation):
        await rows(db, "update accounts_read_limit set refuse_above = 90 where kind = 'refusal' returning 1")


@pytest.mark.parametrize("role", Role)
async def test_the_consoles_stream_tells_of_alarms_those_who_may_act_and_nobody_else(
    db: Database, clock: FakeClock, role: Role
) -> None:
    watcher = await actor(db, role)
    stream = ConsoleSource(watcher, None, db, clock)
    assert b"alarms" not in await stream.unseen()
    await broken_log(db)
    await watch_chain(db, clock)
    told = role in {Role.ADMINISTRATOR, Role.SECURITY_OFFICER}
    assert (b'event: alarms\ndata: {"open":1}' in await stream.unseen()) is told
    assert b"alarms" not in await stream.unseen()  # once is enough
