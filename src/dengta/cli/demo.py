"""`dengta demo`: believable data for an empty desk, and who to sign in as."""

import argparse

from dengta.cli.main import COMMANDS, Commands
from dengta.platform.settings import Settings, from_environment


def add_parser(commands: Commands) -> None:
    commands.add_parser("demo", help=COMMANDS["demo"]).set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Fill an empty desk; a desk with staff in it is left as it is."""
    load_if_empty(from_environment())
    return 0


def load_if_empty(settings: Settings) -> None:
    """Load the demo when nobody has set the desk up; does nothing otherwise."""
