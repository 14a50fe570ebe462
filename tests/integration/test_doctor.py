"""The doctor's questions to a real database."""

from datetime import timedelta

import psycopg

from dengta.accounts.public import Role
from dengta.cli.doctor_database import findings
from dengta.cli.finding import Finding, State
from dengta.kernel.clock import SystemClock
from dengta.platform import relay
from dengta.platform.db import Database
from tests.support.clock import FakeClock
from tests.support.conversations import conversation
from tests.support.conversations import relay as pass_on
from tests.support.staff import actor, rows


def states(found: list[Finding]) -> dict[str, State]:
    return {finding.code: finding.state for finding in found}


async def test_an_idle_desk_is_told_what_to_start(database_url: str) -> None:
    found = states(await findings(database_url))
    assert found["database"] is found["schema"] is State.FINE
    assert found["relay"] is found["worker"] is State.LOOK


async def test_an_empty_database_is_told_to_migrate(empty_database_url: str) -> None:
    found = await findings(empty_database_url)
    assert states(found)["schema"] is State.WRONG
    assert "0001_platform.sql" in found[-1].said


async def test_a_clock_that_is_wrong_is_noticed(database_url: str) -> None:
    ahead = FakeClock(SystemClock().now() + timedelta(seconds=30))
    assert states(await findings(database_url, clock=ahead))["clock"] is State.WRONG
    assert "clock" not in states(await findings(database_url))


async def test_commits_that_a_power_cut_would_lose_are_noticed(database_url: str) -> None:
    name = psycopg.conninfo.conninfo_to_dict(database_url)["dbname"]
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute(f'alter database "{name}" set synchronous_commit = off')
    assert states(await findings(database_url))["durability"] is State.WRONG


async def test_a_database_that_is_not_there_is_said_to_be_unreachable() -> None:
    (found,) = await findings("postgresql://127.0.0.1:1/nowhere?connect_timeout=1")
    assert (found.code, found.state) == ("database", State.WRONG)


async def test_facts_that_nobody_relays_are_counted(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.execute(
            "insert into platform_outbox (topic, payload, recorded_at) values ('t', '{}', now() - interval '1 minute')"
        )
    found = [finding for finding in await findings(db.url) if finding.code == "relay"]
    assert [(finding.state, "1 facts" in finding.said) for finding in found] == [(State.WRONG, True)]


async def test_a_relay_at_work_is_seen(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as leader:
        leader.execute("select pg_advisory_lock(%s)", (relay.LOCK,))
        assert states(await findings(database_url))["relay"] is State.FINE
    assert states(await findings(database_url))["relay"] is State.LOOK


async def test_a_desk_that_nobody_has_set_up_is_told_how(db: Database) -> None:
    assert states(await findings(db.url))["set_up"] is State.LOOK
    await actor(db, Role.ADMINISTRATOR)
    assert states(await findings(db.url))["set_up"] is State.FINE


async def test_counters_that_went_wrong_are_noticed_and_put_right(db: Database, clock: FakeClock) -> None:
    await conversation(db, clock)
    await pass_on(db)
    assert states(await findings(db.url))["counters"] is State.FINE
    await rows(db, "update inbox_tally set conversations = 7 returning 1")
    assert states(await findings(db.url))["counters"] is State.WRONG
    assert states(await findings(db.url, repair=True))["counters"] is State.FINE


async def test_webhooks_that_were_given_up_are_counted(db: Database) -> None:
    assert "dead_letters" not in states(await findings(db.url))
    async with db.transaction() as tx:
        await tx.execute("""
            with added as (
                insert into webhooks_endpoint (uid, url, secret, topics, made_by, made_at)
                values (gen_random_uuid(), 'https://example.com', '', '{}', 1, now()) returning id
            )
            insert into webhooks_delivery
                (endpoint_id, message_id, fact_seq, topic, body, state, due_at, made_at, changed_at)
            select id, 'msg_1', 1, 'message.sent', '{}', 'dead', now(), now(), now() from added
        """)
    assert states(await findings(db.url))["dead_letters"] is State.LOOK
