"""PostgreSQL servers for the suite: the embedded one and, where the machine has it, a system one.

Each server migrates one template database once; a test gets a copy of it, which takes some twenty milliseconds.
"""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from dengta.platform import postgres
from dengta.platform.migrate import migrate

OLDEST = 15
TEMPLATE = "dengta_test_template"
EXTERNAL_URL = "DENGTA_TEST_DATABASE_URL"


class Server:
    """A running server on which databases can be made. `url` is that of an administrator."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._names = (f"dengta_test_{os.getpid()}_{number}" for number in count())
        self._template = f"{TEMPLATE}_{os.getpid()}"
        self._migrated = False

    @contextmanager
    def database(self, *, migrated: bool = True) -> Iterator[str]:
        """The URL of a database of one's own, with the schema of this version unless it is to be empty."""
        if migrated and not self._migrated:
            self._make_template()
        name = next(self._names)
        self._run("create database {} template {}", name, self._template if migrated else "template0")
        try:
            yield at(self.url, name)
        finally:
            self._run("drop database {} with (force)", name)

    def relax(self) -> None:
        """Trade durability for speed; only for a server that holds nothing but tests."""
        self._run("alter system set fsync = off")
        self._run("alter system set synchronous_commit = off")
        self._run("alter system set full_page_writes = off")
        self._run("select pg_reload_conf()")

    def forget(self) -> None:
        """Drop what outlives the tests, for a server that does."""
        self._run("drop database if exists {} with (force)", self._template)

    def _make_template(self) -> None:
        self.forget()
        self._run("create database {} template template0", self._template)
        migrate(at(self.url, self._template))
        self._migrated = True

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as admin:
            admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def at(url: str, database: str) -> str:
    """The same server, another database."""
    scheme, place, _, query, _ = urlsplit(url)
    return urlunsplit((scheme, place, f"/{database}", query, ""))


@contextmanager
def embedded() -> Iterator[Server]:
    """The server inside the wheel, on a folder of its own, tuned for speed: durability is proven elsewhere."""
    with _folder() as folder:
        server = Server(postgres.start(folder / "postgres"))
        server.relax()
        try:
            yield server
        finally:
            postgres.stop(folder / "postgres")


@contextmanager
def external() -> Iterator[Server]:
    """`DENGTA_TEST_DATABASE_URL`, else a fresh cluster of the newest system PostgreSQL, fsync on as in the field."""
    if url := os.environ.get(EXTERNAL_URL):
        server = Server(url)
        try:
            yield server
        finally:
            server.forget()
        return
    binaries = system_binaries()
    assert binaries is not None, absence()
    with _folder() as folder, _cluster(binaries, folder) as url:
        yield Server(url)


def system_binaries() -> Path | None:
    """Where the newest system PostgreSQL that we support keeps its programs."""
    found = {int(path.parent.name): path for path in Path("/usr/lib/postgresql").glob("*/bin") if _is_server(path)}
    return found[max(found)] if found else None


def external_is_to_be_had() -> bool:
    """Whether a server other than the embedded one can be tested against on this machine."""
    return EXTERNAL_URL in os.environ or system_binaries() is not None


def absence() -> str:
    """Why there is no external server, and how to have one."""
    return f"no PostgreSQL {OLDEST} or newer under /usr/lib/postgresql; install it or set {EXTERNAL_URL}"


def _is_server(path: Path) -> bool:
    version = path.parent.name
    return bool(re.fullmatch(r"\d+", version)) and int(version) >= OLDEST and (path / "initdb").is_file()


@contextmanager
def _folder() -> Iterator[Path]:
    # Short, because a Unix socket's path has room for about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="dengta-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _cluster(binaries: Path, folder: Path) -> Iterator[str]:
    user = _ordinary_user()
    home = folder / "cluster"
    home.mkdir(mode=0o700)
    if user is not None:
        shutil.chown(home, user)
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = [binaries / program, *arguments]
        done = subprocess.run(command, user=user, cwd="/", capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, f"{program} failed: {done.stdout}{done.stderr}"

    run("initdb", "-D", str(home), "-U", "postgres", "-A", "trust", "-E", "utf8", "--locale=C.UTF-8")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=on"
    run("pg_ctl", "-D", str(home), "-l", str(folder / "log"), "-w", "-o", options, "start")
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", str(home), "-m", "immediate", "-w", "stop")


def _ordinary_user() -> str | None:
    """PostgreSQL refuses to run as root: the account to run as, or None when we are an ordinary user already."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "pgserver", "nobody") if name in names)
