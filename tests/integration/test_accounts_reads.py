"""Looks at customers' data are counted, audited, and raise the alarm when there are too many."""

import asyncio

import pytest

from dengta.accounts.public import Actor, ReadLimitReached, Role, note_read, staff_list, staff_names
from dengta.kernel.ids import ConversationId, StaffId
from dengta.platform.db import Database
from tests.support.staff import actor, rows

LIMIT = "update accounts_read_limit set alarm_above = %s, refuse_above = %s where kind = %s and per = %s returning true"


async def look(db: Database, who: Actor, conversation: int, kind: str) -> None:
    async with db.transaction() as tx:
        await note_read(tx, who, ConversationId(conversation), kind)


async def test_opening_a_conversation_again_in_the_hour_counts_once(db: Database) -> None:
    ana = await actor(db, Role.AGENT)
    for _ in range(3):
        await look(db, ana, 7, "open")
    assert await rows(db, "select count(*) from accounts_read") == [1]
    assert await rows(db, "select action from accounts_audit") == ["conversation.opened"]


async def test_too_many_opens_raise_one_alarm_for_security_officers(db: Database) -> None:
    """I19: a bribed agent reads a customer base; here it rings after a few dozen."""
    ana = await actor(db, Role.AGENT)
    await rows(db, LIMIT, (5, None, "open", "hour"))
    for conversation in range(1, 10):
        await look(db, ana, conversation, "open")
    assert await rows(db, "select per from accounts_alarm") == ["hour"]
    assert await rows(db, "select topic from platform_outbox") == ["accounts.alarm_raised"]
    assert await rows(db, "select payload->>'staff_id' from platform_outbox") == [str(ana.staff_id)]


async def test_reveals_over_the_hard_limit_are_refused_even_all_at_once(db: Database) -> None:
    """I19: the refusal cannot be outrun by asking in parallel."""
    ana = await actor(db, Role.AGENT)
    await rows(db, LIMIT, (3, 5, "reveal", "hour"))
    tried = [look(db, ana, conversation, "reveal") for conversation in range(20)]
    outcomes = await asyncio.gather(*tried, return_exceptions=True)
    assert sum(isinstance(outcome, ReadLimitReached) for outcome in outcomes) == 15
    assert sum(outcome is None for outcome in outcomes) == 5
    assert await rows(db, "select count(*) from accounts_audit where action = 'conversation.revealed'") == [5]
    assert await rows(db, "select count(*) from accounts_alarm") == [1]


async def test_one_persons_looks_do_not_count_against_another(db: Database) -> None:
    await rows(db, LIMIT, (1, 1, "reveal", "hour"))
    ana, bo = await actor(db, Role.AGENT), await actor(db, Role.AGENT)
    await look(db, ana, 1, "reveal")
    await look(db, bo, 1, "reveal")
    with pytest.raises(ReadLimitReached):
        await look(db, bo, 2, "reveal")


async def test_names_are_given_for_the_staff_asked_for(db: Database) -> None:
    ana = await actor(db, Role.AGENT, name="Ana")
    async with db.transaction() as tx:
        assert await staff_names(tx, [ana.staff_id, StaffId(999)]) == {ana.staff_id: "Ana"}
        assert [person.roles for person in await staff_list(tx)] == [frozenset({Role.AGENT})]
