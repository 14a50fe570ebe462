"""Merkle trees as certificate logs have them: RFC 6962, section 2.1, and the verifiers of RFC 9162, section 2.1.

A tree of any size is made of complete subtrees, which never change once they are there. They are named by level and
index, leaves being level 0; everything else is computed from their hashes.
"""

import hashlib
from collections.abc import Mapping, Sequence

Node = tuple[int, int]
Range = tuple[int, int]
Hashes = Mapping[Node, bytes]

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry."""
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash above two others."""
    return hashlib.sha256(b"\1" + left + right).digest()


def peaks(start: int, end: int) -> list[Node]:
    """The complete subtrees that a range of leaves is made of, from the left."""
    width = end - start
    if width == 0:
        return []
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return [(level, start >> level)]
    middle = start + _split(width)
    return peaks(start, middle) + peaks(middle, end)


def subtrees(size: int) -> int:
    """How many complete subtrees a tree of `size` has, its leaves among them."""
    return 2 * size - size.bit_count()


def grow(size: int, entries: Sequence[bytes], known: Hashes) -> dict[Node, bytes]:
    """The subtrees that become complete when leaf hashes follow a tree of `size`; `known` holds its peaks."""
    made: dict[Node, bytes] = {}
    for place, entry in enumerate(entries, start=size):
        level, index, above = 0, place, entry
        made[level, index] = above
        while index % 2:
            left = (level, index - 1)
            above = node_hash(made[left] if left in made else known[left], above)
            level, index = level + 1, index // 2
            made[level, index] = above
    return made


def root(start: int, end: int, hashes: Hashes) -> bytes:
    """The hash over a range of leaves, from the hashes of its peaks."""
    found = [hashes[node] for node in peaks(start, end)]
    if not found:
        return EMPTY
    above = found.pop()
    while found:
        above = node_hash(found.pop(), above)
    return above


def inclusion(leaf: int, size: int) -> list[Range]:
    """The ranges whose hashes prove that a leaf is in a tree of `size`, in order (RFC 6962, section 2.1.1)."""
    return _path(leaf, 0, size)


def consistency(old: int, new: int) -> list[Range]:
    """The ranges whose hashes prove that a tree grew from `old` to `new` leaves (RFC 6962, section 2.1.2)."""
    return _subproof(old, 0, new, whole=True) if 0 < old < new else []


def is_included(entry: bytes, leaf: int, size: int, proof: Sequence[bytes], head: bytes) -> bool:
    """Whether a proof shows a leaf hash in the tree with this root (RFC 9162, section 2.1.3.2)."""
    if leaf >= size:
        return False
    place, last, above = leaf, size - 1, entry
    for beside in proof:
        if last == 0:
            return False
        if place % 2 or place == last:
            above = node_hash(beside, above)
            while place and not place % 2:
                place, last = place >> 1, last >> 1
        else:
            above = node_hash(above, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and above == head


def is_consistent(old: int, new: int, before: bytes, after: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that one tree is the beginning of another (RFC 9162, section 2.1.4.2)."""
    if old == new:
        return before == after and not proof
    path = [before, *proof] if old & (old - 1) == 0 else list(proof)
    if not 0 < old < new or not path:
        return False
    place, last = old - 1, new - 1
    while place % 2:
        place, last = place >> 1, last >> 1
    was = now = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            was, now = node_hash(beside, was), node_hash(beside, now)
            while place and not place % 2:
                place, last = place >> 1, last >> 1
        else:
            now = node_hash(now, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and was == before and now == after


def _split(width: int) -> int:
    """The largest power of two below a width of two or more."""
    return 1 << (width - 1).bit_length() - 1


def _path(leaf: int, start: int, end: int) -> list[Range]:
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if leaf < middle:
        return [*_path(leaf, start, middle), (middle, end)]
    return [*_path(leaf, middle, end), (start, middle)]


def _subproof(old: int, start: int, end: int, *, whole: bool) -> list[Range]:
    if start + old == end:
        return [] if whole else [(start, end)]
    width = _split(end - start)
    middle = start + width
    if old <= width:
        return [*_subproof(old, start, middle, whole=whole), (middle, end)]
    return [*_subproof(old - width, middle, end, whole=False), (start, middle)]
