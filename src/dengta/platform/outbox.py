"""What became true, recorded in the transaction that made it true. The relay does the rest."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from psycopg.types.json import Jsonb

from dengta.kernel.events import Event
from dengta.platform.db import Tx

APPEND = """
    insert into platform_outbox (topic, streams, payload)
    select topic, string_to_array(streams, ' '), payload
    from unnest(%(topics)s::text[], %(streams)s::text[], %(payloads)s::jsonb[]) as fact (topic, streams, payload)
"""

WAITING = "select topic, payload from platform_outbox where topic = any(%(topics)s) order by id"


async def append(tx: Tx, events: Iterable[Event]) -> None:
    """Record facts in the caller's transaction, in the order given."""
    facts = list(events)
    if not facts:
        return
    await tx.execute(
        APPEND,
        {
            "topics": [fact.topic for fact in facts],
            "streams": [" ".join(fact.streams()) for fact in facts],
            "payloads": [Jsonb(payload(fact)) for fact in facts],
        },
    )


async def waiting(tx: Tx, topics: Iterable[str]) -> list[tuple[str, dict[str, Any]]]:
    """Facts of these topics that are true already and not yet relayed, in order, as topic and payload."""
    found = await tx.execute(WAITING, {"topics": list(topics)})
    return [(topic, payload) for topic, payload in await found.fetchall()]


def payload(event: Event) -> dict[str, Any]:
    """A fact's fields, one level deep, as JSON can carry them."""
    return {field.name: getattr(event, field.name) for field in fields(event)}
