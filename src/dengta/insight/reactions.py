"""What insight does on others' facts: forget the words of what was erased, or kept long enough."""

from collections.abc import Mapping, Sequence
from typing import Any

from dengta.inbox.public import ERASED, CustomerErased, WordsForgotten
from dengta.insight import store
from dengta.platform import jobs
from dengta.platform.db import Database, Tx
from dengta.platform.relay import Fact

ERASE = "insight.erase_words"


async def queue_erasures(tx: Tx, facts: Sequence[Fact]) -> None:
    """Queue what is to be forgotten: a projection of the relay."""
    gone = (CustomerErased.topic, WordsForgotten.topic)
    await jobs.defer(tx, ERASE, [fact.payload for fact in facts if fact.topic in gone])


async def erase_words(db: Database, payloads: Sequence[Mapping[str, Any]]) -> None:
    """Replace what they said with their ratings. Safe to call again."""
    async with db.transaction() as tx:
        for payload in payloads:
            await store.erase(tx, list(payload["conversations"]), ERASED)
