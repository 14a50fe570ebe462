"""Addresses made to be taken for another: the same beginning and end, and something else between them."""

import re

_FIXED = re.compile(r"0x|(?:bc|tb|ltc|addr|cosmos)1[pq]?|bitcoincash:[qp]|[EUk0]Q|[13TrG]")
EACH, BOTH = 3, 7
"""How many letters must agree at either end, and at both together: for hex, one pair in 200 million."""


def resembles(address: str, other: str) -> int:
    """How many letters two different addresses share at both ends, beyond what all of their kind share.

    0 when they are the same, or share too little to have been made alike. Upper and lower case count as the same,
    because eyes take them so.
    """
    one, two = address.lower(), other.lower()
    if one == two:
        return 0
    one, two = _bare(address).lower(), _bare(other).lower()
    head = _shared(one, two)
    tail = min(_shared(one[::-1], two[::-1]), min(len(one), len(two)) - head)
    return head + tail if head >= EACH and tail >= EACH and head + tail >= BOTH else 0


def _bare(address: str) -> str:
    fixed = _FIXED.match(address)
    return address[fixed.end() :] if fixed else address


def _shared(one: str, two: str) -> int:
    for at, (letter, against) in enumerate(zip(one, two, strict=False)):
        if letter != against:
            return at
    return min(len(one), len(two))
