"""Everything that lives as long as the process, made once and handed to whoever needs it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from dengta.accounts.public import groups
from dengta.inbox.public import FormTopic, Intake
from dengta.kernel.clock import Clock, SystemClock
from dengta.platform import postgres
from dengta.platform.db import Database
from dengta.platform.files import Files, local_files
from dengta.platform.http import Outbound, outbound
from dengta.platform.hub import Hub
from dengta.platform.i18n import Language
from dengta.platform.keys import Keys, load_keys
from dengta.platform.log import log
from dengta.platform.postgres import database_url
from dengta.platform.preferences import SETTINGS, Preferences
from dengta.platform.settings import Settings
from dengta.platform.sse import heartbeat
from dengta.safety.public import Knowledge, refresh_lists
from dengta.triage.public import CachedDesk, topics, topics_for_form
from dengta.trust.public import Register

REFRESH = 10.0
RETRY = 1.0


class Names:
    """What topics and groups are called: topics by triage, groups as they were when last looked at."""

    def __init__(self, desk: CachedDesk) -> None:
        self._desk = desk
        self._groups: dict[int, dict[Language, str]] = {}

    async def refresh(self, db: Database) -> None:
        """Look at the groups again."""
        async with db.transaction() as tx:
            self._groups = {int(g.id): {"en": g.name_en, "zh_Hans": g.name_zh} for g in await groups(tx)}

    def topic(self, topic: str, language: Language, *, reasons: tuple[str, ...] = ()) -> str:
        return self._desk.label(topic, language, reasons=reasons)

    def topics(self, language: Language) -> Sequence[tuple[str, str]]:
        return topics(language)

    def form_topics(self, language: Language) -> list[FormTopic]:
        return [
            FormTopic(topic.key, topic.label, topic.fields, topic.group, topic.lane)
            for topic in topics_for_form(language)
        ]

    def group(self, group: int, language: Language) -> str:
        return self._groups.get(group, {}).get(language, "")


@dataclass(slots=True)
class Parts:
    """The process's long-lived parts. `nudge` tells the relay of this process, if it has one, that facts wait."""

    settings: Settings
    db: Database
    keys: Keys
    clock: Clock
    hub: Hub
    files: Files
    outbound: Outbound
    desk: CachedDesk
    names: Names
    preferences: Preferences
    intake: Intake
    knowledge: Knowledge
    register: Register
    nudges: list[Callable[[], None]]
    nudge: Callable[[], None]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Open the database and keep the hub, the heartbeat and the desk's memory going until the block ends."""
        await self.db.open()
        await self._refresh()
        tasks = [asyncio.create_task(work) for work in (self.hub.run(), heartbeat(self.hub), self._keep_fresh())]
        try:
            yield
        finally:
            self.hub.close()
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task
            await self.db.close()

    async def _refresh(self) -> None:
        async with self.db.transaction() as tx:
            await self.desk.refresh(tx)
            await self.preferences.refresh(tx)
        await self.names.refresh(self.db)
        await self.register.refresh(self.db)
        await refresh_lists(self.knowledge, db=self.db)

    async def _keep_fresh(self) -> None:
        pause, changed = REFRESH, self.hub.bell(SETTINGS)
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await changed.wait()
            changed.clear()
            try:
                await self._refresh()
                pause = REFRESH
            except Exception as error:  # noqa: BLE001 -- a background edge: what is remembered stays good until next time
                log.warning("desk.refresh_failed", error=type(error).__name__)
                pause = RETRY
                await self._revive()

    async def _revive(self) -> None:
        """An embedded database that has ended has nobody but us to start it again."""
        if self.settings.database_url is None:
            with suppress(Exception):
                await asyncio.to_thread(postgres.revive, self.settings.home / "postgres")


def make_parts(settings: Settings, *, clock: Clock | None = None) -> Parts:
    """Put the parts together; the embedded database is started if there is no other."""
    db = Database(database_url(settings), size=settings.pool_size)
    keys = load_keys(settings)
    told = clock or SystemClock()
    desk = CachedDesk()
    nudges: list[Callable[[], None]] = []

    def nudge() -> None:
        for tell in nudges:
            tell()

    register = Register(settings.base_url)
    intake = Intake(db=db, keys=keys, desk=desk, clock=told, nudge=nudge)
    return Parts(
        settings=settings,
        db=db,
        keys=keys,
        clock=told,
        hub=Hub(db),
        files=local_files(settings),
        outbound=outbound(settings),
        desk=desk,
        names=Names(desk),
        preferences=Preferences(),
        intake=intake,
        knowledge=Knowledge(registry=register),
        register=register,
        nudges=nudges,
        nudge=nudge,
    )
