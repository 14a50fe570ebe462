"""Every SQL statement of webhooks, and nothing else."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg.rows import class_row

from dengta.platform.db import Tx
from dengta.webhooks.model import Delivery, Due, Endpoint

ADD_ENDPOINT = """
    insert into webhooks_endpoint (uid, url, secret, topics, made_by, made_at)
    values (%(uid)s, %(url)s, %(secret)s, %(topics)s, %(by)s, %(at)s)
"""
ENDPOINTS = """
    select id, uid, url, topics, made_at, disabled_at, disabled_why from webhooks_endpoint order by id
"""
FIND_ENDPOINT = """
    select id, uid, url, topics, made_at, disabled_at, disabled_why from webhooks_endpoint where uid = %(uid)s
"""
DROP_ENDPOINT = "delete from webhooks_endpoint where uid = %(uid)s returning id"
SET_ENABLED = """
    update webhooks_endpoint
    set disabled_at = case when %(enabled)s then null else %(at)s::timestamptz end,
        disabled_why = case when %(enabled)s then null else %(why)s end
    where id = %(endpoint)s
"""
WANTED = "select distinct unnest(topics) from webhooks_endpoint where disabled_at is null"
ADD_DELIVERIES = """
    insert into webhooks_delivery
        (endpoint_id, message_id, fact_seq, topic, body, state, due_at, made_at, changed_at)
    select id, 'msg_' || %(seq)s::bigint || '_' || id, %(seq)s, %(topic)s, %(body)s, 'waiting', %(at)s, %(at)s, %(at)s
    from webhooks_endpoint
    where disabled_at is null and %(topic)s = any(topics)
    on conflict (endpoint_id, fact_seq) do nothing
"""
CLAIM_DUE = """
    with due as (
        select id from webhooks_delivery
        where state = 'waiting' and due_at <= %(now)s
        order by due_at limit %(limit)s
        for update skip locked
    )
    update webhooks_delivery as d
    set attempts = attempts + 1, due_at = %(until)s, changed_at = %(now)s
    from due, webhooks_endpoint as e
    where d.id = due.id and e.id = d.endpoint_id
    returning d.id, d.endpoint_id, e.url, e.secret, d.message_id, d.body, d.attempts
"""
SETTLE = """
    update webhooks_delivery
    set state = %(state)s, last_status = %(status)s, last_problem = %(problem)s, due_at = coalesce(%(due)s, due_at),
        changed_at = %(at)s
    where id = %(delivery)s
"""
DELIVERIES = """
    select id, message_id, topic, state, attempts, last_status, last_problem, due_at, made_at, changed_at
    from webhooks_delivery
    where endpoint_id = %(endpoint)s and (%(before)s::bigint is null or id < %(before)s)
      and (%(state)s::text is null or state = %(state)s)
    order by id desc
    limit %(limit)s
"""
REPLAY = """
    update webhooks_delivery set state = 'waiting', attempts = 0, due_at = %(at)s, changed_at = %(at)s
    where endpoint_id = %(endpoint)s and (id = %(delivery)s or (%(delivery)s::bigint is null and state = 'dead'))
"""
SETTLED_DUE = "select count(*) from webhooks_delivery where state <> 'waiting' and changed_at < %(before)s"
FORGET_SETTLED = """
    delete from webhooks_delivery where id in (
        select id from webhooks_delivery
        where state <> 'waiting' and changed_at < %(before)s order by id limit %(most)s)
"""
DEAD = "select count(*) from webhooks_delivery where state = 'dead'"


async def add_endpoint(tx: Tx, values: dict[str, Any]) -> None:
    """Keep a new endpoint."""
    await tx.execute(ADD_ENDPOINT, values)


async def endpoints(tx: Tx) -> list[Endpoint]:
    """Every endpoint, the oldest first."""
    async with tx.cursor(row_factory=class_row(Endpoint)) as found:
        await found.execute(ENDPOINTS)
        return await found.fetchall()


async def find_endpoint(tx: Tx, uid: UUID) -> Endpoint | None:
    """The endpoint of this identifier, or None."""
    async with tx.cursor(row_factory=class_row(Endpoint)) as found:
        await found.execute(FIND_ENDPOINT, {"uid": uid})
        return await found.fetchone()


async def drop_endpoint(tx: Tx, uid: UUID) -> int | None:
    """Forget an endpoint and its deliveries; returns its id, or None if there was none."""
    row = await (await tx.execute(DROP_ENDPOINT, {"uid": uid})).fetchone()
    return int(row[0]) if row else None


async def set_enabled(tx: Tx, endpoint: int, *, enabled: bool, why: str | None, at: datetime) -> None:
    """Stop or resume telling an endpoint."""
    await tx.execute(SET_ENABLED, {"endpoint": endpoint, "enabled": enabled, "why": why, "at": at})


async def wanted(tx: Tx) -> frozenset[str]:
    """Every topic that some endpoint asks for."""
    found = await tx.execute(WANTED)
    return frozenset(row[0] for row in await found.fetchall())


async def add_deliveries(tx: Tx, seq: int, topic: str, body: str, *, at: datetime) -> None:
    """One delivery for every endpoint that asked for the topic; a fact handed over twice adds nothing."""
    await tx.execute(ADD_DELIVERIES, {"seq": seq, "topic": topic, "body": body, "at": at})


async def claim_due(tx: Tx, *, now: datetime, hold: timedelta, limit: int) -> list[Due]:
    """Deliveries whose time has come, counted as tried; a crash lets them come due again after `hold`."""
    async with tx.cursor(row_factory=class_row(Due)) as claimed:
        await claimed.execute(CLAIM_DUE, {"now": now, "until": now + hold, "limit": limit})
        return await claimed.fetchall()


async def settle(tx: Tx, delivery: int, values: dict[str, Any]) -> None:
    """Write how an attempt went."""
    await tx.execute(SETTLE, {"delivery": delivery, **values})


async def deliveries(tx: Tx, endpoint: int, *, before: int | None, state: str | None, limit: int) -> list[Delivery]:
    """An endpoint's deliveries, the latest first, those before an id."""
    async with tx.cursor(row_factory=class_row(Delivery)) as found:
        await found.execute(DELIVERIES, {"endpoint": endpoint, "before": before, "state": state, "limit": limit})
        return await found.fetchall()


async def replay(tx: Tx, endpoint: int, delivery: int | None, *, at: datetime) -> int:
    """Make one delivery, or every dead one, due now; returns how many."""
    done = await tx.execute(REPLAY, {"endpoint": endpoint, "delivery": delivery, "at": at})
    return done.rowcount


async def dead(tx: Tx) -> int:
    """How many deliveries have been given up."""
    row = await (await tx.execute(DEAD)).fetchone()
    return int(row[0]) if row else 0


async def settled_due(tx: Tx, before: datetime) -> int:
    """How many deliveries were settled before a time."""
    ((number,),) = await (await tx.execute(SETTLED_DUE, {"before": before})).fetchall()
    return int(number)


async def forget_settled(tx: Tx, before: datetime, most: int) -> int:
    """Drop up to so many deliveries that were settled before a time; returns how many."""
    return (await tx.execute(FORGET_SETTLED, {"before": before, "most": most})).rowcount
