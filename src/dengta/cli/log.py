"""`dengta log`: check the log of receipts."""

import argparse
import asyncio
import json

from dengta.cli.main import COMMANDS, Commands
from dengta.platform.settings import Settings, from_environment


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser("log", help=COMMANDS["log"])
    parser.add_argument("action", choices=("verify",), help="compute the whole tree anew from its entries")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when anything is wrong."""
    count, wrong = asyncio.run(_verify(from_environment()))
    if arguments.json:
        print(json.dumps({"entries": count, "wrong": wrong}))
    else:
        print("\n".join([f"entries: {count}", *(wrong or ["every conversation, entry, hash and signed head fits"])]))
    return 1 if wrong else 0


async def _verify(settings: Settings) -> tuple[int, list[str]]:
    from dengta.cli.desk import open_desk
    from dengta.inbox.public import verify_log

    async with open_desk(settings) as desk:
        return await verify_log(db=desk.db, keys=desk.keys, clock=desk.clock)
