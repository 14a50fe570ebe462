"""The relay: dense numbers, one leader, nothing lost when it dies."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from dengta.platform import relay as relay_file
from dengta.platform.jobs import AT_ONCE, defer, react
from dengta.platform.relay import BATCH, Fact, Projection, Relay, forget, relay_batch
from tests.support.asking import rows

ADD = """
    insert into platform_outbox (topic, streams, payload)
    select 'made', '{}', jsonb_build_object('n', n) from generate_series(1, %s) as n
"""
KILL_LEADER = """
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and granted and pid <> pg_backend_pid()
"""


async def notice(tx, facts: list[Fact]) -> None:
    """Queue every fact for a reaction of that name."""
    await defer(tx, "notice", [{"seq": fact.seq} for fact in facts])


async def add(db, many: int) -> None:
    async with db.transaction() as tx:
        await tx.execute(ADD, (many,))


async def drain(db, projections: Sequence[Projection] = ()) -> int:
    moved = 0
    while True:
        async with db.transaction() as tx:
            facts = await relay_batch(tx, projections)
        moved += len(facts)
        if len(facts) < BATCH:
            return moved


async def test_facts_are_numbered_densely_over_batches(db) -> None:
    await add(db, BATCH + 7)
    assert await drain(db) == BATCH + 7
    assert await rows(db, "select seq from platform_fact order by seq") == list(range(1, BATCH + 8))
    assert await rows(db, "select count(*) from platform_outbox") == [0]


async def test_a_batch_that_fails_is_wholly_undone(db) -> None:
    await add(db, 3)

    async def stumbles(_tx, _facts) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await drain(db, (stumbles,))
    assert await rows(db, "select count(*) from platform_outbox") == [3]
    assert await rows(db, "select count(*) from platform_fact") == [0]


async def test_old_facts_are_forgotten_but_never_the_latest(db) -> None:
    await add(db, 5)
    await drain(db)
    async with db.transaction() as tx:
        await forget(tx, before=datetime.now(UTC) + timedelta(hours=1))
    assert await rows(db, "select seq from platform_fact") == [5]
    await add(db, 1)
    await drain(db)
    assert await rows(db, "select seq from platform_fact order by seq") == [5, 6]


async def test_reactions_are_queued_with_the_facts_that_caused_them(db) -> None:
    await add(db, 2)
    await drain(db, (notice,))
    args = await rows(db, "select args from procrastinate_jobs order by id")
    assert [(job["reaction"], [payload["seq"] for payload in job["payloads"]]) for job in args] == [("notice", [1, 2])]


async def test_many_facts_share_a_job_but_not_all_of_them_one(db) -> None:
    await add(db, AT_ONCE + 1)
    await drain(db, (notice,))
    args = await rows(db, "select args from procrastinate_jobs order by id")
    assert [len(job["payloads"]) for job in args] == [AT_ONCE, 1]


async def test_a_fact_that_cannot_be_dealt_with_fails_alone(db) -> None:
    dealt: list[int] = []

    async def stumbles(_db, payloads) -> None:
        if {"n": 2} in payloads:
            raise LookupError
        dealt.extend(payload["n"] for payload in payloads)

    with pytest.raises(LookupError):
        await react(stumbles, db, [{"n": 1}, {"n": 2}, {"n": 3}])
    assert dealt == [1, 3]


async def test_projections_see_every_fact_once_though_two_relays_run_and_one_dies(db) -> None:
    async with db.transaction() as tx:
        await tx.execute("create table noted (seq bigint)")

    async def note(tx, facts: list[Fact]) -> None:
        await tx.execute("insert into noted select unnest(%s::bigint[])", ([fact.seq for fact in facts],))

    relays = [Relay(db, (note,)) for _ in range(2)]
    tasks = [asyncio.create_task(relay.run()) for relay in relays]
    for turn in range(1, 7):
        await add(db, 40)
        if turn % 2:
            await kill_leader(db)
        await all_noted(db, 40 * turn)
    assert sum(relay.leading for relay in relays) <= 1
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert await rows(db, "select seq from noted") == list(range(1, 241))


async def test_a_projection_that_stumbles_is_asked_again_and_nothing_is_left_out(db, monkeypatch) -> None:
    monkeypatch.setattr(relay_file, "RETRY", 0.05)
    async with db.transaction() as tx:
        await tx.execute("create table noted (seq bigint)")
    stumbled = 0

    async def note(tx, facts: list[Fact]) -> None:
        nonlocal stumbled
        await tx.execute("insert into noted select unnest(%s::bigint[])", ([fact.seq for fact in facts],))
        if stumbled < 3:
            stumbled += 1
            raise KeyError((3, 0))

    relaying = asyncio.create_task(Relay(db, (note,)).run())
    await add(db, 5)
    await all_noted(db, 5)
    assert stumbled == 3
    assert not relaying.done()
    relaying.cancel()
    await asyncio.gather(relaying, return_exceptions=True)
    assert await rows(db, "select seq from noted") == [1, 2, 3, 4, 5]


async def all_noted(db, many: int) -> None:
    async with asyncio.timeout(30):
        while (await rows(db, "select count(*) from noted"))[0] < many:  # noqa: ASYNC110 -- a row has no event
            await asyncio.sleep(0.05)


async def kill_leader(db) -> None:
    """End the server's side of whoever holds the relay's lock, as a crash would."""
    async with db.transaction() as tx:
        await tx.execute(KILL_LEADER)
