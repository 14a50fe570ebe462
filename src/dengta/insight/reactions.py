"""What insight does on others' facts: forget the words of somebody who was erased."""

from collections.abc import Mapping, Sequence
from typing import Any

from dengta.inbox.public import ERASED, CustomerErased
from dengta.insight import store
from dengta.platform import jobs
from dengta.platform.db import Database, Tx
from dengta.platform.relay import Fact

ERASE = "insight.erase_words"


async def queue_erasures(tx: Tx, facts: Sequence[Fact]) -> None:
    """Queue those who were erased: a projection of the relay."""
    await jobs.defer(tx, ERASE, [fact.payload for fact in facts if fact.topic == CustomerErased.topic])


async def erase_words(db: Database, payloads: Sequence[Mapping[str, Any]]) -> None:
    """Replace what they said with their ratings. Safe to call again."""
    async with db.transaction() as tx:
        for payload in payloads:
            await store.erase(tx, list(payload["conversations"]), ERASED)
