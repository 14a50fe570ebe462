"""Forget deliveries that have been settled for long."""

from datetime import datetime

from dengta.platform.db import Database
from dengta.platform.retention import Kind
from dengta.platform.settings import Settings
from dengta.webhooks import store


def ageing(settings: Settings) -> Kind:
    """Deliveries, counted from when they were delivered or given up."""
    return Kind("deliveries", settings.keep_deliveries, store.settled_due, forget_settled)


async def forget_settled(db: Database, before: datetime, most: int) -> int:
    """Drop up to so many deliveries that were settled before a time; returns how many."""
    async with db.transaction() as tx:
        return await store.forget_settled(tx, before, most)
