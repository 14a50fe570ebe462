"""Base58 and its checksum, as Bitcoin and the XRP Ledger write keys."""

import hashlib

BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"


def decoded(text: str, *, alphabet: str = BITCOIN) -> bytes | None:
    """The bytes of a short base58 text, leading zeros included; None when a character is not of the alphabet."""
    number = 0
    for character in text:
        digit = alphabet.find(character)
        if digit < 0:
            return None
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip(alphabet[0]))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def is_checked(data: bytes | None) -> bool:
    """Whether the last four bytes are the double SHA-256 of the others."""
    return data is not None and len(data) > 4 and _digest(data[:-4])[:4] == data[-4:]


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()
