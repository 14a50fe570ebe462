"""`dengta restore`"""

import argparse
import sys
from pathlib import Path

from dengta.cli.main import COMMANDS, Commands
from dengta.platform.settings import from_environment


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser("restore", help=COMMANDS["restore"])
    parser.add_argument("archive", type=Path, help="a file that dengta backup wrote")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1, and nothing changed, when it cannot be done."""
    from dengta.platform.backup import CannotRestore, restore
    from dengta.platform.keys import load_keys
    from dengta.platform.migrate import migrate
    from dengta.platform.postgres import database_url

    settings = from_environment()
    url = database_url(settings)
    try:
        manifest = restore(arguments.archive, url, settings.home / "files", keys=load_keys(settings))
    except CannotRestore as cannot:
        print(f"dengta: {cannot}", file=sys.stderr)
        return 1
    migrate(url)
    print(f"Restored as it was at {manifest.made_at}. Start it with: dengta serve")
    return 0
