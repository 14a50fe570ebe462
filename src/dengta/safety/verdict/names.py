"""Names worth borrowing, and whether a word contains, spells or misspells one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dengta.safety.verdict.letters import fold
from dengta.safety.verdict.near import Near
from dengta.safety.verdict.needles import Needles

SHORTEST_INSIDE = 5
"""A shorter name is looked for as a whole word only: `okx` is in no other word by accident, `aave` hardly."""
SHORTEST_MISSPELT = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A brand, or a name of ours (`ours`). A `common` one is an ordinary word too, and means little by itself."""

    name: str
    domains: frozenset[str]
    common: bool = False
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A name found in a word: whole or a part of it, letter for letter, by look-alikes, or one slip away."""

    name: Name
    whole: bool
    how: str
    """`same`, `lookalike` or `slip`."""


class Names:
    """Looks names up in words. Time grows with the word, not with the number of names."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.all = tuple(names)
        self._whole: Mapping[str, Name] = {fold(each.name): each for each in reversed(self.all)}
        self._inside = Needles(
            folded for folded, name in self._whole.items() if len(folded) >= SHORTEST_INSIDE and not name.common
        )
        long = [each.name for each in self.all if len(each.name) >= SHORTEST_MISSPELT and not each.common]
        self._near = Near(long, edits=1)
        self._by_name = {each.name: each for each in reversed(self.all)}
        self.domains: Mapping[str, Name] = {domain: each for each in reversed(self.all) for domain in each.domains}

    def borrowed(self, word: str) -> Borrowed | None:
        """The name that one word (letters and digits, lower case) is, looks like, or misspells by one slip."""
        folded = fold(word)
        name = self._whole.get(folded)
        if name is not None:
            return Borrowed(name, True, "same" if word == name.name else "lookalike")
        near = self._near.find(word)
        return Borrowed(self._by_name[near], True, "slip") if near else None

    def anywhere(self, word: str) -> Borrowed | None:
        """As `borrowed`, and if it is none, as `inside`."""
        return self.borrowed(word) or self.inside(word)

    def inside(self, label: str) -> Borrowed | None:
        """The first name that stands anywhere in a label, by itself or by look-alikes."""
        needle = next(self._inside.found(fold(label)), None)
        if needle is None:
            return None
        name = self._whole[needle]
        return Borrowed(name, False, "same" if name.name in label else "lookalike")


@cache
def known() -> tuple[Name, ...]:
    """The names of `brands.txt`."""
    lines = resources.files(__package__).joinpath("brands.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_read(line) for line in lines if line and not line.startswith("#"))


def _read(line: str) -> Name:
    name, *domains = line.split()
    return Name(name.lstrip("~").replace(".", ""), frozenset(domains), common=name.startswith("~"))
