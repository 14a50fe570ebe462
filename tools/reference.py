"""Keep the reference pages that list what code defines level with the code.

python -m tools.reference            fail when a page differs
python -m tools.reference --update   write them anew
"""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import TypeVar

import dengta
from dengta.cli.main import COMMANDS
from dengta.kernel.events import Event
from dengta.web.refusals_page import planned

BAR = "\\|"
T = TypeVar("T")

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"


def main(arguments: list[str]) -> int:
    load_everything()
    stale = [name for name, write in PAGES.items() if bring_level(FOLDER / name, write(), update=bool(arguments))]
    if stale:
        sys.stdout.write(f"docs/reference: {', '.join(stale)} differ from the code; run make reference\n")
    return 1 if stale else 0


def bring_level(path: Path, wanted: str, *, update: bool) -> bool:
    """Whether the page is still wrong afterwards."""
    if path.exists() and path.read_text(encoding="utf-8") == wanted:
        return False
    if update:
        path.write_text(wanted, encoding="utf-8")
    return not update


def load_everything() -> None:
    for module in pkgutil.walk_packages(dengta.__path__, "dengta."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def refusals() -> str:
    rows = [
        f'| <a id="{each.code}"></a>`{each.code}` | {each.status} | {each.meaning.replace("|", BAR)} |'
        for each in planned()
    ]
    return "\n".join([REFUSALS, *rows, ""])


def events() -> str:
    rows = [
        f"| `{found.topic}` | {', '.join(f'`{each.name}`' for each in fields(found))} | {summary(found)} |"
        for found in defining("topic", Event)
    ]
    return "\n".join([EVENTS, *rows, ""])


def commands() -> str:
    return "\n".join([COMMAND_LINE, *(f"| `dengta {name}` | {said} |" for name, said in COMMANDS.items()), ""])


def defining(name: str, family: type[T]) -> list[type[T]]:
    """The classes of a family that give the name a value of their own, in the order of those values."""
    # By name, because a dataclass with slots leaves the class it was made from behind.
    found = {(each.__module__, each.__qualname__): each for each in descendants(family) if name in vars(each)}
    return sorted(found.values(), key=lambda each: str(vars(each)[name]))


def descendants(family: type[T]) -> Iterator[type[T]]:
    for child in family.__subclasses__():
        yield child
        yield from descendants(child)


def summary(found: type) -> str:
    """The first paragraph of a docstring on one line."""
    said = inspect.cleandoc(found.__doc__ or "").split("\n\n")[0]
    return " ".join(said.split()).replace("|", BAR)


REFUSALS = """\
# Refusals

Every planned refusal of the API is an `application/problem+json` answer (RFC 9457) with a stable `code`. Programs may
depend on `code` and on the status; `detail` is for a developer to read and may change. "Not allowed" and "not there"
look the same from outside, on purpose.

Made by `make reference` from the code.

| code | status | what it means |
|---|---|---|"""

EVENTS = """\
# Facts

What becomes true is recorded as a fact in the transaction that made it true. The relay numbers facts densely; webhooks,
live streams, reactions and projections all read that one record. A fact carries ids and enums, never a person's words.

Made by `make reference` from the code.

| topic | fields | what became true |
|---|---|---|"""

COMMAND_LINE = """\
# Commands

`dengta COMMAND --help` lists a command's options. Options beat the environment, which beats the defaults. Commands that
answer a question take `--json`. Exit codes: 0 all is well, 1 something is wrong, 2 the command line or a setting makes
no sense. `dengta check` alone answers by them: 0 ours or nothing known, 1 suspicious, 2 malicious or an impostor, 3 it
holds a secret, 64 it could not be asked ([verdicts](verdicts.md)).

Made by `make reference` from the code.

| command | what it does |
|---|---|"""

PAGES: dict[str, Callable[[], str]] = {"refusals.md": refusals, "events.md": events, "commands.md": commands}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
