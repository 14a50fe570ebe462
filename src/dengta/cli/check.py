"""`dengta check`: a verdict on anything, without a desk running."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dengta.cli.main import COMMANDS, Commands

if TYPE_CHECKING:
    from dengta.safety.public import Report

EXITS = {"official": 0, "unknown": 0, "suspicious": 1, "listed": 2, "impersonation": 2, "secret": 3}
UNUSABLE = 64
"""What could not be asked at all, as sysexits(3) has it: 2 already says something."""


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser("check", help=COMMANDS["check"])
    parser.description = (
        "Exit code 0: ours, or nothing known · 1: suspicious · 2: malicious or an impostor · 3: holds a secret."
    )
    parser.add_argument("text", nargs="*", help="what to check; - or nothing reads standard input")
    parser.add_argument("--json", action="store_true", help="the report as one JSON object")
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="of the sentences (default en)")
    parser.add_argument("--token", action="store_true", help="the text is a token's name")
    parser.add_argument("--list", action="append", type=Path, default=[], metavar="FILE", help="a list of bad sites")
    parser.add_argument("--known", action="append", default=[], metavar="ADDRESS", help="an address dealt with before")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the report; nothing is stored and nobody is asked."""
    from dengta.kernel.errors import Refused
    from dengta.safety.public import Lists, Sort, check, read_feed

    words = [word for word in arguments.text if word != "-"]
    text = " ".join(words) if words else sys.stdin.read()
    try:
        feeds = [read_feed(path.name, path.read_bytes()) for path in arguments.list]
        sort = Sort.TOKEN if arguments.token else None
        report = check(text, lists=Lists(feeds), counterparties=arguments.known, sort=sort)
    except (Refused, OSError) as refused:
        print(f"dengta: {refused}", file=sys.stderr)
        return UNUSABLE
    _print(report, language="zh_Hans" if arguments.language == "zh" else "en", as_json=arguments.json)
    return EXITS[report.grade]


def _print(report: "Report", *, language: str, as_json: bool) -> None:
    import msgspec

    from dengta.platform.i18n import language_of
    from dengta.safety.public import report_shape

    shown = report_shape(report, language_of(language) or "en")
    if as_json:
        print(msgspec.json.encode(shown).decode())
        return
    print(shown.headline + (f" ({', '.join(shown.secrets)})" if shown.secrets else ""))
    for verdict in shown.verdicts:
        print(f"\n{verdict.shown}\n  {verdict.grade}")
        print("\n".join(f"  - {line}" for line in [*verdict.said, verdict.to_do] if line))
