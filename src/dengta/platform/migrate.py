"""Bring a database to the schema this version expects."""

import hashlib
from dataclasses import dataclass
from importlib import resources
from typing import Any

import psycopg
from procrastinate.schema import SchemaManager
from psycopg import sql

from dengta.platform.settings import CannotStart

LOCK = 7_305_021_101  # one migrator at a time, whatever the number of nodes

LEDGER = """
    create table if not exists platform_migration (
        name text primary key,
        digest text not null,
        applied_at timestamptz not null default now()
    )
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file."""

    name: str
    statements: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.statements.encode()).hexdigest()


class MigrationChanged(CannotStart):
    """A migration that has been applied here reads differently now; the schema cannot be trusted."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} has been applied to this database and reads differently now: either this is another version's "
            "database, or the program was altered; put the version back that was here, or restore a backup"
        )


class DatabaseUnreachable(CannotStart):
    """There is no database to bring level."""


def migrations() -> list[Migration]:
    """Every migration of this version, the job queue's own schema first, in the order they apply."""
    folder = resources.files("dengta.migrations")
    numbered = sorted(file.name for file in folder.iterdir() if file.name[:4].isdigit())
    own = [Migration(name, (folder / name).read_text(encoding="utf-8")) for name in numbered]
    return [Migration("0000_procrastinate.sql", SchemaManager.get_schema()), *own]


def migrate(url: str) -> list[str]:
    """Apply what is missing, each file in its own transaction; returns the names applied.

    Safe to run from many nodes at once and again after a crash. Raises `MigrationChanged` when a file
    already applied has been edited since.
    """
    applied: list[str] = []
    with connected(url) as db:
        db.execute("select pg_advisory_lock(%s)", (LOCK,))
        db.execute("set lock_timeout = '10s'")
        db.execute(LEDGER)
        done: dict[str, str] = dict(db.execute("select name, digest from platform_migration").fetchall())
        for migration in migrations():
            if migration.name in done:
                _check_unchanged(migration, done[migration.name])
                continue
            _apply(db, migration)
            applied.append(migration.name)
    return applied


def connected(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection of its own; raises `DatabaseUnreachable` with what PostgreSQL says."""
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        said = str(error).strip().splitlines()[-1]
        raise DatabaseUnreachable(f"PostgreSQL cannot be reached: {said}; dengta doctor says more") from error


def pending(url: str) -> list[str]:
    """Names of the migrations not yet applied to this database."""
    with connected(url) as db:
        known = db.execute("select to_regclass('platform_migration') is not null").fetchone()
        if known != (True,):
            return [migration.name for migration in migrations()]
        done = {name for (name,) in db.execute("select name from platform_migration").fetchall()}
    return [migration.name for migration in migrations() if migration.name not in done]


def _check_unchanged(migration: Migration, digest: str) -> None:
    if migration.name.startswith("0000_"):
        return  # the queue's library edits its own schema file between releases and ships its own steps
    if migration.digest != digest:
        raise MigrationChanged(migration.name)


def _apply(db: psycopg.Connection[tuple[object, ...]], migration: Migration) -> None:
    with db.transaction():
        db.execute(sql.SQL(migration.statements))  # a file of this package, not input
        db.execute("insert into platform_migration (name, digest) values (%s, %s)", (migration.name, migration.digest))
