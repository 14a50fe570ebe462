"""The parts of a desk that a command needs, opened and closed around it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from dengta.kernel.clock import Clock, SystemClock
from dengta.platform.db import Database
from dengta.platform.keys import Keys, load_keys
from dengta.platform.migrate import migrate
from dengta.platform.postgres import database_url
from dengta.platform.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """An open, migrated database, the installation's keys and the time."""

    settings: Settings
    db: Database
    keys: Keys
    clock: Clock

    @property
    def tools(self) -> dict[str, Any]:
        """What most use cases ask for, by name."""
        return {"db": self.db, "keys": self.keys, "clock": self.clock}


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[Desk]:
    """Start the embedded database if it is the one, bring it to this version, open it until the block ends."""
    url = database_url(settings)
    migrate(url)
    db = Database(url, size=2)
    await db.open()
    try:
        yield Desk(settings, db, load_keys(settings), SystemClock())
    finally:
        await db.close()
