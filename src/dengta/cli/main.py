"""`dengta`: finds the command, runs it, and says in one line what an operator must put right.

A command is a file here with `add_parser(commands)`; it sets `run`, which takes the parsed arguments and returns the
exit code. Only the chosen command's file is imported, so that help is quick.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

from dengta import __version__
from dengta.platform.settings import CannotStart

COMMANDS = {
    "serve": "serve the desk: pages, API, live streams",
    "worker": "do the slow work beside other nodes",
    "demo": "fill an empty desk with believable data and print the sign-ins",
    "doctor": "explain what is wrong with this installation",
    "migrate": "bring the database to this version's schema",
    "identity": "register the keys that the wallet's app signs its customers in with",
    "check": "a verdict on a link, address, account, number, app or signature request",
    "backup": "write everything the desk keeps, except its key, to one file",
    "restore": "fill an empty desk from such a file",
    "log": "check the log of receipts",
    "retention": "forget what has been kept long enough, or keep a conversation whatever its age",
    "admin": "make the first administrator, invite staff, verify the audit log",
    "bench": "measure this machine against its limits",
}


class Commands(Protocol):
    """Where a command adds its parser: what `add_subparsers` returns."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 -- argparse's own word
        ...


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. 2 means that an operator must put something right first."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parsed = parser(next((word for word in given if not word.startswith("-")), None)).parse_args(given)
    try:
        return int(parsed.run(parsed) or 0)
    except CannotStart as cannot:
        print(f"dengta: {cannot}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def parser(chosen: str | None) -> argparse.ArgumentParser:
    """The whole command line, in detail for the chosen command only."""
    whole = argparse.ArgumentParser(prog="dengta", description="The support desk of a self-custody wallet.")
    whole.add_argument("--version", action="version", version=f"dengta {__version__}")
    commands = whole.add_subparsers(metavar="COMMAND", required=True)
    for name, said in COMMANDS.items():
        if name == chosen:
            import_module(f"dengta.cli.{name}").add_parser(commands)
        else:
            commands.add_parser(name, help=said)
    return whole
