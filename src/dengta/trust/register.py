"""The register in this process's memory, as pages show it and as safety asks for it."""

from urllib.parse import urlsplit

from dengta.platform.db import Database
from dengta.safety.public import Entry as OfficialEntry
from dengta.safety.public import Official, Sort
from dengta.trust import store
from dengta.trust.model import EntrySort, Standing

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Register:
    """What is published, as of the last `refresh`. The desk's own host is ours without being written down."""

    def __init__(self, base_url: str) -> None:
        self._own = urlsplit(base_url).hostname or ""
        self._standing = Standing((), -1, None)
        self._official = self._as_known(self._standing)

    @property
    def official(self) -> Official:
        """As safety reads it (`safety.OfficialSource`)."""
        return self._official

    @property
    def standing(self) -> Standing:
        return self._standing

    async def refresh(self, db: Database) -> bool:
        """Read it again; returns whether anything had changed."""
        async with db.snapshot() as tx:
            standing = await store.standing(tx)
        if standing.version == self._standing.version:
            return False
        self._standing, self._official = standing, self._as_known(standing)
        return True

    def _as_known(self, standing: Standing) -> Official:
        entries = [
            OfficialEntry(Sort(entry.sort.value), entry.value, entry.detail)
            for entry in standing.entries
            if entry.sort not in (EntrySort.STAFF, EntrySort.NAME)
        ]
        own = [OfficialEntry(Sort.DOMAIN, self._own)] if self._own not in LOOPBACK else []
        names = [entry.value for entry in standing.entries if entry.sort is EntrySort.NAME]
        return Official([*own, *entries], names)
