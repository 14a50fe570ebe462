"""A backup holds everything but the key, and a restored desk is the same desk."""

import asyncio
import io
import subprocess
import sys
import tarfile
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from dengta.inbox.receipt_log import enter, sign_head
from dengta.kernel.ids import uuid7
from dengta.platform.backup import CannotRestore, _unpack, backup, restore
from dengta.platform.db import Database
from dengta.platform.files import local_files
from dengta.platform.keys import Keys
from dengta.platform.migrate import pending
from dengta.platform.relay import relay_batch
from dengta.platform.settings import Settings
from tests.support.asking import TABLES, first, intake
from tests.support.clock import FakeClock
from tests.support.process import environment


def contents(url: str) -> dict[str, list[str]]:
    """Every row of every table of ours, as text."""
    with psycopg.connect(url) as db:
        names = [name for (name,) in db.execute(TABLES).fetchall()]
        select = "select coalesce(array_agg(row::text order by row::text), '{{}}') from {} as row"
        return {name: db.execute(sql.SQL(select).format(sql.Identifier(name))).fetchall()[0][0] for name in names}


@pytest.fixture
async def archive(db: Database, keys: Keys, clock: FakeClock, settings: Settings, tmp_path: Path) -> Path:
    """A backup of a desk with one conversation and one file."""
    await intake(db, keys, clock).open(first("转账一直没到账"))
    await local_files(settings).put(uuid7(), b"a screenshot")
    written = tmp_path / "desk.tar.gz"
    backup(db.url, settings.home / "files", written, keys=keys, clock=clock)
    return written


def test_a_restored_desk_is_the_same_desk(
    archive: Path, db: Database, empty_database_url: str, keys: Keys, settings: Settings, tmp_path: Path
) -> None:
    restore(archive, empty_database_url, tmp_path / "new" / "files", keys=keys)
    assert contents(empty_database_url) == contents(db.url)
    assert pending(empty_database_url) == []
    kept = {path.name: path.read_bytes() for path in (settings.home / "files").rglob("*") if path.is_file()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "new").rglob("*") if path.is_file()} == kept != {}


async def test_a_restore_says_up_to_where_receipts_were_signed(
    db: Database, empty_database_url: str, keys: Keys, clock: FakeClock, settings: Settings, tmp_path: Path
) -> None:
    """A second tree of a size that was signed since looks like tampering to whoever kept the first."""
    await intake(db, keys, clock).open(first("转账一直没到账"))
    async with db.transaction() as tx:
        await relay_batch(tx, (enter,))
    await sign_head(db=db, keys=keys, clock=clock)
    written = tmp_path / "desk.tar.gz"
    backup(db.url, settings.home / "files", written, keys=keys, clock=clock)
    surroundings = {
        "DATABASE_URL": empty_database_url,
        "DENGTA_HOME": str(tmp_path / "new"),
        "DENGTA_SECRET_KEY": "a root that is only ever used by tests",
    }
    command = [sys.executable, "-m", "dengta.cli", "restore", str(written)]
    said = await asyncio.to_thread(
        subprocess.run, command, env=environment(surroundings), capture_output=True, text=True, timeout=60, check=True
    )
    assert "Its log of receipts was signed up to entry 1." in said.stdout


def test_the_key_is_not_in_it_and_only_its_owner_may_read_it(archive: Path) -> None:
    with tarfile.open(archive) as tar:
        names = [member.name for member in tar if member.isfile()]
    assert names[:2] == ["manifest.json", "database.sql"]
    assert [name for name in names[2:] if not name.startswith("files/")] == []
    assert archive.stat().st_mode & 0o077 == 0
    assert list(archive.parent.glob(".dengta-backup-*")) == []


def test_another_key_is_noticed_before_anything_is_changed(
    archive: Path, empty_database_url: str, tmp_path: Path
) -> None:
    with pytest.raises(CannotRestore, match="another key"):
        restore(archive, empty_database_url, tmp_path / "new", keys=Keys(b"the key of some other installation"))
    assert contents(empty_database_url) == {}


def test_a_desk_that_holds_something_is_left_alone(
    archive: Path, db: Database, keys: Keys, settings: Settings, empty_database_url: str
) -> None:
    with pytest.raises(CannotRestore, match="already holds a desk"):
        restore(archive, db.url, settings.home / "elsewhere", keys=keys)
    with pytest.raises(CannotRestore, match="is not empty"):
        restore(archive, empty_database_url, settings.home / "files", keys=keys)


def test_half_an_archive_changes_nothing(archive: Path, empty_database_url: str, keys: Keys, tmp_path: Path) -> None:
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    with pytest.raises(CannotRestore):
        restore(archive, empty_database_url, tmp_path / "new", keys=keys)
    assert contents(empty_database_url) == {}


def test_a_dump_that_breaks_off_changes_nothing(
    archive: Path, empty_database_url: str, keys: Keys, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.tar.gz"
    with tarfile.open(archive) as whole, tarfile.open(broken, "w:gz") as tar:
        for name in ("manifest.json", "database.sql"):
            content = whole.extractfile(name)
            assert content is not None
            words = content.read() + (b"select nothing from nowhere;\n" if name.endswith("sql") else b"")
            member = tarfile.TarInfo(name)
            member.size = len(words)
            tar.addfile(member, io.BytesIO(words))
    with pytest.raises(CannotRestore, match="nothing was changed"):
        restore(broken, empty_database_url, tmp_path / "new", keys=keys)
    assert contents(empty_database_url) == {}


@pytest.mark.parametrize("name", ["../outside", "files/../../outside", "/tmp/outside", "files/aa/readme.html"])
def test_a_name_that_no_backup_has_is_refused(name: str, keys: Keys, tmp_path: Path) -> None:
    planted = tmp_path / "planted.tar.gz"
    with tarfile.open(planted, "w:gz") as tar:
        tar.addfile(tarfile.TarInfo(name), io.BytesIO(b""))
    with pytest.raises(CannotRestore, match="no backup of ours"):
        _unpack(planted, tmp_path / "out")
