"""Migrations apply once, from any number of nodes, and notice when they were edited."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from dengta.platform.db import Database
from dengta.platform.migrate import MigrationChanged, migrate, migrations, pending


def test_every_migration_applies_once_whoever_asks(empty_database_url: str) -> None:
    assert pending(empty_database_url) == [migration.name for migration in migrations()]
    with ThreadPoolExecutor(4) as nodes:
        applied = [name for names in nodes.map(migrate, [empty_database_url] * 4) for name in names]
    assert applied == [migration.name for migration in migrations()]
    assert pending(empty_database_url) == []


def test_an_edited_migration_is_refused(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as admin:
        admin.execute("update platform_migration set digest = 'edited' where name like '0001%'")
    with pytest.raises(MigrationChanged, match="0001_platform"):
        migrate(database_url)


async def test_a_block_that_raises_leaves_nothing_behind(db: Database) -> None:
    async def break_off() -> None:
        async with db.transaction() as tx:
            await tx.execute("insert into platform_setting (key, value) values ('half', '1')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await break_off()
    async with db.snapshot() as tx:
        found = await tx.execute("select count(*) from platform_setting")
        assert await found.fetchone() == (0,)
