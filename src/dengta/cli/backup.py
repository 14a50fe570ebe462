"""`dengta backup`"""

import argparse
from pathlib import Path

from dengta.cli.main import COMMANDS, Commands
from dengta.platform.settings import from_environment


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser("backup", help=COMMANDS["backup"])
    parser.add_argument("archive", type=Path, help="the file to write, such as desk.tar.gz")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """The desk may keep running meanwhile."""
    from dengta.kernel.clock import SystemClock
    from dengta.platform.backup import backup
    from dengta.platform.keys import load_keys
    from dengta.platform.postgres import database_url

    settings = from_environment()
    archive = arguments.archive.resolve()
    keys = load_keys(settings)
    manifest = backup(database_url(settings), settings.home / "files", archive, keys=keys, clock=SystemClock())
    print(f"{archive}: {archive.stat().st_size / 1e6:.1f} MB, made {manifest.made_at}")
    print("The key is not in it. Keep DENGTA_SECRET_KEY or secret.key in another place: without it nobody can sign in.")
    return 0
