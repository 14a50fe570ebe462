"""What webhooks do on others' facts: write down what is to be told, once for each endpoint that asked."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from dengta.inbox.public import reference_of
from dengta.kernel.clock import Clock
from dengta.kernel.ids import ConversationId
from dengta.platform import jobs
from dengta.platform.db import Database, Tx
from dengta.platform.relay import Fact
from dengta.webhooks import store
from dengta.webhooks.model import TOPICS

TOPIC_OF = {fact: topic for topic, fact in TOPICS.items()}
TOLD = ("number", "lane", "kind")
TELL = "webhooks.tell_endpoints"


async def queue_told(tx: Tx, facts: Sequence[Fact]) -> None:
    """Queue the facts that an endpoint asked for: a projection of the relay.

    Asked anew in each batch's own transaction, so that a desk without endpoints queues nothing and one that has just
    been added, by whatever process, hears of everything relayed after its commit.
    """
    told = [fact for fact in facts if fact.topic in TOPIC_OF]
    wanted = await store.wanted(tx) if told else frozenset[str]()
    await jobs.defer(
        tx,
        TELL,
        [{**fact.payload, "seq": fact.seq, "topic": fact.topic} for fact in told if TOPIC_OF[fact.topic] in wanted],
    )


async def tell_endpoints(db: Database, payloads: Sequence[Mapping[str, Any]], *, clock: Clock) -> None:
    """One delivery an endpoint; doing it twice adds nothing. Confidential conversations are told to nobody."""
    async with db.transaction() as tx:
        for payload in payloads:
            await _tell(tx, payload, clock)


async def _tell(tx: Tx, payload: Mapping[str, Any], clock: Clock) -> None:
    reference = await reference_of(tx, ConversationId(payload["conversation_id"]))
    if reference is None:
        return
    at = clock.now()
    topic = TOPIC_OF[payload["topic"]]
    said = {"conversation": reference, **{name: payload[name] for name in TOLD if name in payload}}
    body = msgspec.json.encode({"type": topic, "timestamp": at, "data": said}).decode()
    await store.add_deliveries(tx, payload["seq"], topic, body, at=at)
