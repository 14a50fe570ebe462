"""The checksum of a BIP39 phrase."""

import hashlib
from collections.abc import Sequence

LENGTHS = (24, 21, 18, 15, 12)
"""How many words a phrase has."""
LOOKED_AT = 64
"""How many words from its start a run is searched for a phrase; a longer run is removed whichever way this ends."""


def find_phrase(places: Sequence[int]) -> range | None:
    """Which 12, 15, 18, 21 or 24 words in a row, given by their places in one list, carry a valid checksum.

    Chance alone finds one in every sixteenth row of twelve.
    """
    looked_at = places[:LOOKED_AT]
    for length in LENGTHS:
        for start in range(len(looked_at) - length + 1):
            if checksum_agrees(looked_at[start : start + length]):
                return range(start, start + length)
    return None


def checksum_agrees(places: Sequence[int]) -> bool:
    """BIP39, "Generating the mnemonic": a word is 11 bits; the last bits are the first of the entropy's SHA-256."""
    bits = 0
    for place in places:
        bits = bits << 11 | place
    checksum_bits = len(places) // 3
    entropy = (bits >> checksum_bits).to_bytes(checksum_bits * 4, "big")
    return hashlib.sha256(entropy).digest()[0] >> 8 - checksum_bits == bits & (1 << checksum_bits) - 1
