"""Meanings as bits, so that a set of them is one integer and a rule over them costs next to nothing.

A meaning has three signs: stated, denied ("was not stolen") and feared ("how do I keep it from being stolen"), which
are three neighbouring bits. In tables and tests they are written `stolen`, `-stolen` and `~stolen`.
"""

from collections.abc import Iterable, Iterator

SIGNS = ("", "-", "~")
NOTHING = 0

_places: dict[str, int] = {}


def bits(names: Iterable[str]) -> int:
    """The set of the named meanings, each with its sign. A name that was never heard of gets a place."""
    found = NOTHING
    for name in names:
        sign = max(SIGNS.index(name[0]), 0) if name[0] in SIGNS else 0
        place = _places.setdefault(name[1:] if sign else name, len(_places))
        found |= 1 << (3 * place + sign)
    return found


def denied(stated: int) -> int:
    """The same meanings, denied."""
    return stated << 1


def feared(stated: int, fearable: int) -> int:
    """The same meanings, those among `fearable` only feared."""
    return stated & ~fearable | (stated & fearable) << 2


def each(meanings: int) -> Iterator[int]:
    """The members of a set, each a set of one."""
    while meanings:
        lowest = meanings & -meanings
        yield lowest
        meanings ^= lowest
