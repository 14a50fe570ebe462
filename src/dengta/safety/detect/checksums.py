"""Checksums of the phrases that are not BIP39's. They make a finding certain and are never required.

Electrum (its `mnemonic.py`, "Seed version"), Monero (`electrum-words.cpp`), SLIP-39 ("Checksum"), Algorand (its SDKs'
`mnemonic`), LND (aezeed, its README).
"""

import hashlib
import hmac
from binascii import crc32
from collections.abc import Sequence
from functools import reduce
from unicodedata import combining, normalize

from dengta.safety.detect.lexicon import lexicon, raw_words

_ELECTRUM_VERSIONS = ("01", "100", "101", "102")
_RS1024 = (
    *(0xE0E040, 0x1C1C080, 0x3838100, 0x7070200, 0xE0E0009),
    *(0x1C0C2412, 0x38086C24, 0x3090FC48, 0x21B1F890, 0x3F3F120),
)
_CASTAGNOLI = 0x82F63B78


def is_sound(name: str, words: Sequence[str]) -> bool:
    """Whether a phrase of the list `name`, folded as in the lexicon, has the checksum of any wallet that uses it."""
    places = [lexicon().places[name].get(word) for word in words]
    row = [place for place in places if place is not None]
    if len(row) < len(places):
        return False
    match name:
        case "english":
            return is_electrum(" ".join(words)) or is_algorand(row) or is_aezeed(row)
        case "slip39":
            return is_slip39(row)
        case "electrum_old":
            return False  # it has none
        case "spanish" | "portuguese":
            return is_electrum(" ".join(words))
        case "japanese" | "chinese_simplified":
            return is_electrum("".join(words), len(words)) or is_monero(words, 1)
        case _:
            spelled = [raw_words(name)[place] for place in row] if name.startswith("monero") else []
            return is_monero(spelled, 3 if name.endswith("english") else 4)


def is_electrum(phrase: str, count: int = 0) -> bool:
    """Electrum from 2.0 on: chance makes one in 200. Its words are without marks, those of East Asia without spaces."""
    if (count or phrase.count(" ") + 1) not in (12, 13, 24):
        return False
    bare = "".join(letter for letter in normalize("NFKD", phrase) if not combining(letter))
    return hmac.digest(b"Seed version", bare.encode(), "sha512").hex().startswith(_ELECTRUM_VERSIONS)


def is_monero(words: Sequence[str], prefix: int) -> bool:
    """The last word is one of the others again, that to which their CRC-32 points."""
    if len(words) not in (13, 25):
        return False
    *others, last = (word[:prefix] for word in words)
    return others[crc32("".join(others).encode()) % len(others)] == last


def is_slip39(places: Sequence[int]) -> bool:
    """A Reed-Solomon code over ten bits, with the customisation string of either kind of share."""
    if len(places) not in (20, 33):
        return False
    return any(
        reduce(_rs1024, [*customisation, *places], 1) == 1 for customisation in (b"shamir", b"shamir_extendable")
    )


def _rs1024(checksum: int, value: int) -> int:
    top = checksum >> 20
    checksum = (checksum & 0xFFFFF) << 10 ^ value
    return reduce(lambda left, bit: left ^ (_RS1024[bit] if top >> bit & 1 else 0), range(10), checksum)


def is_algorand(places: Sequence[int]) -> bool:
    """24 words, the lowest bits first, and the first 11 bits of their SHA-512/256 as the 25th."""
    if len(places) != 25:
        return False
    key = sum(place << 11 * at for at, place in enumerate(places[:24])).to_bytes(33, "little")
    return (
        key[32] == 0 and int.from_bytes(hashlib.new("sha512_256", key[:32]).digest()[:2], "little") & 2047 == places[24]
    )


def is_aezeed(places: Sequence[int]) -> bool:
    """33 bytes, the last four the CRC-32C of the others."""
    if len(places) != 24:
        return False
    data = reduce(lambda bits, place: bits << 11 | place, places, 0).to_bytes(33, "big")
    return int.from_bytes(data[29:], "big") == _crc32c(data[:29])


def _crc32c(data: bytes) -> int:
    register = 0xFFFFFFFF
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = register >> 1 ^ (_CASTAGNOLI if register & 1 else 0)
    return register ^ 0xFFFFFFFF
