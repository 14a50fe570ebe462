"""What insight does on others' facts: forget the words of somebody who was erased."""

from collections.abc import Mapping, Sequence
from typing import Any

from dengta.inbox.public import ERASED
from dengta.insight import store
from dengta.platform.db import Database


async def erase_words(db: Database, payloads: Sequence[Mapping[str, Any]]) -> None:
    """Replace what they said with their ratings. Safe to call again."""
    async with db.transaction() as tx:
        for payload in payloads:
            await store.erase(tx, list(payload["conversations"]), ERASED)
