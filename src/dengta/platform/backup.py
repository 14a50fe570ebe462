"""A copy of everything an installation keeps, and a desk made from one.

An archive is a gzipped tar: `manifest.json`, then `database.sql` (one consistent snapshot, as plain SQL), then
`files/…`. The database is read first, so that every file it speaks of was there. The root key is never in it; the
manifest holds a digest by which a wrong key is noticed.
"""

import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from dengta import __version__
from dengta.kernel.clock import Clock
from dengta.platform import postgres
from dengta.platform.keys import Keys
from dengta.platform.migrate import migrations

FORMAT = 1
MANIFEST, DATABASE, FILES = "manifest.json", "database.sql", "files"
EXPECTED = re.compile(r"manifest\.json|database\.sql|files/[0-9a-f]{2}/[0-9a-f]{32}")
NEWER_THAN_SOME = re.compile(rb"^SET transaction_timeout = 0;$")
"""A line of newer dumps that servers before 17 do not know and that changes nothing."""


class CannotRestore(Exception):  # noqa: N818
    """Nothing was changed; the message says why and what would help."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive is: which version made it, when, at which migration, under which key."""

    format: int
    version: str
    made_at: str
    last_migration: str
    key: str


def backup(url: str, files: Path, archive: Path, *, keys: Keys, clock: Clock) -> Manifest:
    """Write an archive; it appears under its name only when it is whole and on disk. The desk may keep running."""
    made_at = clock.now().isoformat(timespec="seconds")
    manifest = Manifest(FORMAT, __version__, made_at, migrations()[-1].name, fingerprint(keys))
    with tempfile.TemporaryDirectory(dir=archive.parent, prefix=".dengta-backup-") as folder:
        (Path(folder) / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
        _dump(url, Path(folder) / DATABASE)
        whole = Path(folder) / "archive"
        whole.touch(mode=0o600)
        with tarfile.open(whole, "w:gz") as tar:
            tar.add(Path(folder) / MANIFEST, MANIFEST)
            tar.add(Path(folder) / DATABASE, DATABASE)
            if files.is_dir():
                tar.add(files, FILES)
        with whole.open("rb") as written:
            os.fsync(written.fileno())
        whole.replace(archive)
    return manifest


def restore(archive: Path, url: str, files: Path, *, keys: Keys) -> Manifest:
    """Fill an empty database and an absent or empty folder from an archive.

    All of the database or nothing: it is loaded in one transaction. Raises `CannotRestore`.
    """
    if not _is_empty(url):
        raise CannotRestore("the database already holds a desk; restore into an empty one, or another DENGTA_HOME")
    if files.is_dir() and any(files.iterdir()):
        raise CannotRestore(f"{files} is not empty; restore into another DENGTA_HOME")
    with tempfile.TemporaryDirectory(prefix="dengta-restore-") as folder:
        _unpack(archive, Path(folder))
        manifest = _manifest(Path(folder))
        if manifest.key != fingerprint(keys):
            raise CannotRestore("the archive was made under another key; set DENGTA_SECRET_KEY to that one")
        _load(url, Path(folder) / DATABASE)
        if (Path(folder) / FILES).is_dir():
            shutil.copytree(Path(folder) / FILES, files, dirs_exist_ok=True)
            files.chmod(0o700)
    return manifest


def fingerprint(keys: Keys) -> str:
    """Tells one root key from another and says nothing of either."""
    return keys.digest("backup.fingerprint", b"").hex()[:32]


def _unpack(archive: Path, folder: Path) -> None:
    """Only plain files under names that we would have written; anything else in there makes the whole suspect."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            for member in tar:
                content = tar.extractfile(member) if EXPECTED.fullmatch(member.name) else None
                if content is not None:
                    target = folder / member.name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with target.open("xb") as file:
                        shutil.copyfileobj(content, file)
                elif not member.isdir():
                    raise CannotRestore(f"{archive} holds something that no backup of ours does")
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        raise CannotRestore(f"{archive} cannot be read as an archive: {error}") from error


def _manifest(folder: Path) -> Manifest:
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise CannotRestore("this is not an archive of a desk: it has no manifest that can be read") from error
    known = [migration.name for migration in migrations()]
    if manifest.format != FORMAT or manifest.last_migration not in known:
        raise CannotRestore(f"the archive was made by version {manifest.version}; use that version or a newer one")
    return manifest


def _is_empty(url: str) -> bool:
    with psycopg.connect(url) as db:
        found = db.execute("select to_regclass('platform_migration') is null").fetchone()
        return found == (True,)


def _dump(url: str, target: Path) -> None:
    options = ["--format=plain", "--no-owner", "--no-privileges", "--encoding=UTF8", f"--file={target}"]
    done = _run("pg_dump", options, url)
    if done.returncode != 0:
        raise RuntimeError(f"pg_dump failed: {done.stderr.decode().strip()}")


def _load(url: str, script: Path) -> None:
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    with tempfile.TemporaryFile() as told, script.open("rb") as lines:
        told.writelines(_understood_by_all(lines))
        told.seek(0)
        done = _run("psql", options, url, stdin=told)
    if done.returncode != 0:
        raise CannotRestore(f"the database refused it, nothing was changed: {done.stderr.decode().strip()[:500]}")


def _understood_by_all(lines: Iterator[bytes]) -> Iterator[bytes]:
    header = True
    for line in lines:
        header = header and not line.startswith(b"CREATE ")
        if not (header and NEWER_THAN_SOME.match(line)):
            yield line


def _run(
    program: str, options: list[str], url: str, *, stdin: IO[bytes] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """PostgreSQL's own tools come with the embedded server and speak with every version that we support.

    The password goes through the environment, because every account may read a command line.
    """
    place: dict[str, Any] = dict(conninfo_to_dict(url))
    environment = {**os.environ, "PGPASSWORD": str(place.pop("password", "") or "")}
    command = [
        postgres.program(program),
        *options,
        f"--dbname={make_conninfo(**place)}",
    ]
    return subprocess.run(command, stdin=stdin, capture_output=True, env=environment, check=False)  # noqa: S603 -- ours
