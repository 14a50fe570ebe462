"""`dengta bench`: measure this machine against its limits."""

import argparse
from importlib import import_module
from typing import TYPE_CHECKING

from dengta.cli.main import COMMANDS, Commands

if TYPE_CHECKING:
    from dengta.bench.figure import Figure

KINDS = ("intake", "live", "inbox", "verdict", "scan")


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser("bench", help=COMMANDS["bench"])
    parser.add_argument("kind", choices=KINDS, help="what to measure")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--seconds", type=float, default=15.0, help="how long each load lasts (default 15)")
    parser.add_argument("--peer", action="store_true", help="intake: django-helpdesk beside it; scan: agentsweep")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when an aim is not met."""
    from dengta.bench.figure import show

    met = True
    for figure, conditions in _measure(arguments):
        show(figure, conditions, as_json=arguments.json)
        met = met and figure.met
    return 0 if met else 1


def _measure(arguments: argparse.Namespace) -> "list[tuple[Figure, dict[str, object]]]":
    measure = import_module(f"dengta.bench.{arguments.kind}").measure
    found: list[tuple[Figure, dict[str, object]]] = measure(
        arguments.seconds, **({"peer": True} if arguments.peer else {})
    )
    return found
