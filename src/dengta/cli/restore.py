"""`dengta restore`"""

import argparse
import asyncio
import sys
from pathlib import Path

from dengta.cli.main import COMMANDS, Commands
from dengta.platform.settings import Settings, from_environment


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser("restore", help=COMMANDS["restore"])
    parser.add_argument("archive", type=Path, help="a file that dengta backup wrote")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1, and nothing changed, when it cannot be done."""
    from dengta.platform.backup import CannotRestore, restore
    from dengta.platform.keys import load_keys
    from dengta.platform.postgres import database_url

    settings = from_environment()
    url = database_url(settings)
    try:
        manifest = restore(arguments.archive, url, settings.home / "files", keys=load_keys(settings))
    except CannotRestore as cannot:
        print(f"dengta: {cannot}", file=sys.stderr)
        return 1
    print(f"Restored as it was at {manifest.made_at}. Start it with: dengta serve")
    signed = asyncio.run(_signed(settings))
    if signed:
        print(
            f"Its log of receipts was signed up to entry {signed}. If the desk signed on after that backup, it now "
            "signs other entries under the same numbers: tell whoever keeps its heads, as they will not fit."
        )
    return 0


async def _signed(settings: Settings) -> int:
    """How many receipts the latest head covers; brings the database to this version first."""
    from dengta.cli.desk import open_desk
    from dengta.inbox.public import NoSuchEntry, latest_head

    async with open_desk(settings) as desk:
        try:
            return (await latest_head(db=desk.db)).size
        except NoSuchEntry:
            return 0
