"""The tree is the one of RFC 6962: its reference implementation's published roots, and the verifiers of RFC 9162."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengta.platform.merkle import (
    EMPTY,
    consistency,
    grow,
    inclusion,
    is_consistent,
    is_included,
    leaf_hash,
    peaks,
    root,
)

ENTRIES = [bytes.fromhex(entry) for entry in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
ENTRIES.append(bytes.fromhex("606162636465666768696a6b6c6d6e6f"))
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Of the certificate-transparency project's own tests: the first one, two, … eight entries."""


def tree(entries: list[bytes], step: int = 1) -> dict[tuple[int, int], bytes]:
    """Every complete subtree, grown a few leaves at a time."""
    known: dict[tuple[int, int], bytes] = {}
    for start in range(0, len(entries), step):
        ends = {node: known[node] for node in peaks(0, start)}
        known |= grow(start, [leaf_hash(entry) for entry in entries[start : start + step]], ends)
    return known


@pytest.mark.parametrize("size", range(1, 9))
def test_published_roots(size: int) -> None:
    assert root(0, size, tree(ENTRIES[:size])).hex() == ROOTS[size - 1]
    assert root(0, size, tree(ENTRIES)).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root(0, 0, {}) == EMPTY
    assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_published_proofs() -> None:
    """The ranges of RFC 6962, section 2.1.3, for its tree of seven leaves."""
    assert inclusion(0, 7) == [(1, 2), (2, 4), (4, 7)]
    assert inclusion(3, 7) == [(2, 3), (0, 2), (4, 7)]
    assert inclusion(4, 7) == [(5, 6), (6, 7), (0, 4)]
    assert inclusion(6, 7) == [(4, 6), (0, 4)]
    assert consistency(3, 7) == [(2, 3), (3, 4), (0, 2), (4, 7)]
    assert consistency(4, 7) == [(4, 7)]
    assert consistency(6, 7) == [(4, 6), (6, 7), (0, 4)]


@given(st.integers(1, 70), st.integers(1, 9), st.data())
def test_every_leaf_and_every_growth_is_proven_and_nothing_else(size: int, step: int, data: st.DataObject) -> None:
    entries = [bytes([n]) for n in range(size)]
    known = tree(entries, step)
    head = root(0, size, known)
    leaf, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    proof = [root(*part, known) for part in inclusion(leaf, size)]
    assert is_included(leaf_hash(entries[leaf]), leaf, size, proof, head)
    assert not is_included(leaf_hash(b"another"), leaf, size, proof, head)
    assert not is_included(leaf_hash(entries[leaf]), leaf, size, [*proof, head], head)
    was = root(0, old, known)
    grown = [root(*part, known) for part in consistency(old, size)]
    assert is_consistent(old, size, was, head, grown)
    assert not is_consistent(old, size, leaf_hash(b"rewritten"), head, grown)
    assert old == size or not is_consistent(old, size, was, leaf_hash(b"rewritten"), grown)
