"""`dengta demo`: believable data for an empty desk, and who to sign in as."""

import argparse
import asyncio

from dengta.cli.main import COMMANDS, Commands
from dengta.platform.settings import Settings, from_environment


def add_parser(commands: Commands) -> None:
    commands.add_parser("demo", help=COMMANDS["demo"]).set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Fill an empty desk and print the sign-ins; a desk that people have set up is left as it is."""
    settings = from_environment()
    if not load_if_empty(settings):
        print("This desk has people of its own, so nothing was added.")
    return 0


def load_if_empty(settings: Settings) -> bool:
    """Load the demo when nobody has set the desk up, and print who to sign in as; whether this is a demo desk.

    Called again on a demo desk it adds nothing and prints the sign-ins with their codes of this moment.
    """
    return asyncio.run(_load(settings))


async def _load(settings: Settings) -> bool:
    from dengta.cli.demo_people import is_demo, make_people, sign_ins
    from dengta.cli.desk import open_desk

    async with open_desk(settings) as desk:
        state = await is_demo(desk)
        if state == "other":
            return False
        if state == "empty":
            from dengta.cli.demo_load import load  # all that a story needs, which a second start does not

            people = await make_people(desk)
            count = await load(desk, people)
            print(f"\n  Loaded a demo desk: {len(people)} people, {count} conversations in Chinese and English.")
        for line in sign_ins(desk):
            print(line)
    return True
