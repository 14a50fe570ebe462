"""A desk set up to be measured: a database of its own and one server process."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psycopg

from dengta.platform import postgres
from dengta.platform.migrate import migrate

READY_WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the database is, where the server listens, and its process."""

    database_url: str
    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def address(self) -> tuple[str, int]:
        return "127.0.0.1", self.port


@contextlib.contextmanager
def database() -> Iterator[str]:
    """A migrated database on an embedded server of its own, with fsync as in real life; gone afterwards."""
    given = os.environ.get("DATABASE_URL")
    if given:
        migrate(given)
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="dengta-bench-") as folder:
        Path(folder).chmod(0o755)
        url = postgres.start(Path(folder) / "postgres")
        migrate(url)
        yield url


@contextlib.contextmanager
def served(database_url: str, **environment: str) -> Iterator[Stand]:
    """One server process on a free port, limits off, until the block ends."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="dengta-bench-home-") as home:
        settings = {
            "DATABASE_URL": database_url,
            "DENGTA_HOME": home,
            "DENGTA_PORT": str(port),
            "DENGTA_LIMITS": "off",
            **environment,
        }
        command = [sys.executable, "-m", "dengta.cli", "serve"]
        process = subprocess.Popen(command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL)
        try:
            wait_ready(port, process)
            yield Stand(database_url, port, process)
        finally:
            process.terminate()
            process.wait(30)


def wait_ready(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Until the server says it is ready; raises `RuntimeError` when it ends or takes half a minute."""
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        if _is_ready(f"http://127.0.0.1:{port}/readyz"):
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not become ready")


def _is_ready(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:  # noqa: S310 -- our own address
            return bool(answer.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def count(database_url: str, statement: str) -> int:
    """The one number a statement finds."""
    with psycopg.connect(database_url) as db:
        row = db.execute(statement.encode()).fetchone()
    return int(row[0]) if row else 0
