"""Bring what the feeds say into this process's memory."""

import asyncio
from datetime import datetime

from dengta.platform.db import Database
from dengta.safety.feeds import store
from dengta.safety.feeds.packing import unpack
from dengta.safety.verdict.knowledge import Knowledge
from dengta.safety.verdict.lists import Lists


async def refresh_lists(knowledge: Knowledge, *, db: Database) -> bool:
    """Read the feeds again if any was replaced, added or removed since; returns whether it was so.

    Building takes about a second for 450,000 entries and is done beside the event loop.
    """
    async with db.transaction() as tx:
        versions = await store.versions(tx)
        if versions == knowledge.versions:
            return False
        rows = await store.contents(tx)
    knowledge.lists = await asyncio.to_thread(_build, rows)
    knowledge.taken = {name: at for _, _, name, _, at in rows}
    knowledge.versions = tuple((feed, version) for feed, version, *_ in rows)
    return True


def _build(rows: list[tuple[int, int, str, bytes, datetime]]) -> Lists:
    return Lists(unpack(name, content) for _, _, name, content, _ in rows)
