"""`dengta migrate`"""

import argparse

from dengta.cli.main import COMMANDS, Commands
from dengta.platform.settings import from_environment


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser("migrate", help=COMMANDS["migrate"])
    parser.add_argument("--pending", action="store_true", help="only name what would be applied")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the name of each migration applied, or waiting with `--pending`."""
    from dengta.platform.migrate import migrate, pending
    from dengta.platform.postgres import database_url

    url = database_url(from_environment())
    names = pending(url) if arguments.pending else migrate(url)
    print("\n".join(names) or "nothing to apply")
    return 0
