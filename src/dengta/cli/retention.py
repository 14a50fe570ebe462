"""`dengta retention`: what the nightly work does, now, or only counted; and legal holds."""

import argparse
import asyncio
import json
import sys

from dengta.cli.main import COMMANDS, Commands
from dengta.platform.settings import Settings, from_environment


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser("retention", help=COMMANDS["retention"])
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--dry-run", action="store_true", help="count what would go, and change nothing")
    one.add_argument("--hold", metavar="REFERENCE", help="keep this conversation whatever its age")
    one.add_argument("--release", metavar="REFERENCE", help="let it age again")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when there is no such conversation."""
    from dengta.inbox.public import NoSuchConversation

    settings = from_environment()
    try:
        done = asyncio.run(_do(settings, arguments))
    except NoSuchConversation:
        print("dengta: there is no conversation with this reference", file=sys.stderr)
        return 1
    if arguments.json:
        print(json.dumps(done))
    else:
        print("\n".join(f"{kind:12} {many}" for kind, many in done.items()))
    return 0


async def _do(settings: Settings, arguments: argparse.Namespace) -> dict[str, int | str]:
    from dengta.cli.desk import open_desk
    from dengta.inbox.public import hold
    from dengta.platform.files import local_files
    from dengta.platform.retention import due, retain
    from dengta.worker.ageing import ageing

    async with open_desk(settings) as desk:
        reference = arguments.hold or arguments.release
        if reference is not None:
            await hold(reference, held=bool(arguments.hold), db=desk.db, clock=desk.clock)
            return {"held" if arguments.hold else "released": reference}
        kinds = ageing(settings, files=local_files(settings), clock=desk.clock)
        work = due if arguments.dry_run else retain
        return dict(await work(kinds, db=desk.db, clock=desk.clock))
