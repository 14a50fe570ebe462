"""Where a mistyped address goes wrong. The right letter is never said: a guess is no place to send assets to."""

from dengta.safety.detect.base58 import BITCOIN, RIPPLE
from dengta.safety.verdict.addresses import codecs
from dengta.safety.verdict.addresses.candidates import HEX, candidates

MOST = 3
"""More places than this say nothing."""


def slip(text: str) -> tuple[int, ...]:
    """The places, counted from 0, at which one changed letter explains that a checksum fails; empty when none does.

    For the mixed-case spelling of 0x addresses (EIP-55) it is the places whose case is wrong, if they are few.
    """
    if HEX.fullmatch(text):
        right = codecs.eip55(text)
        wrong = [at for at, (one, other) in enumerate(zip(text, right, strict=True)) if one != other and at > 1]
        return tuple(wrong) if len(wrong) <= MOST else ()
    places = [at for at, _ in enumerate(text) if _explained(text, at, _alphabet(text))]
    return tuple(places) if len(places) <= MOST else ()


def _explained(text: str, at: int, alphabet: str) -> bool:
    right = _is_bech32 if alphabet in (codecs.BECH32, codecs.BECH32.upper()) else _is_address
    return any(right(text[:at] + letter + text[at + 1 :]) for letter in alphabet if letter != text[at])


def _is_address(text: str) -> bool:
    return any(found.checked for found in candidates(text))


def _is_bech32(text: str) -> bool:
    return codecs.bech32(text) is not None


def _alphabet(text: str) -> str:
    low = text.lower()
    if low.startswith(("bc1", "tb1", "ltc1", "cosmos1", "addr1")):
        return codecs.BECH32 if text == low else codecs.BECH32.upper()
    if text[0] == "r":
        return RIPPLE
    if len(text) > 52 and text.isupper():
        return "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    if len(text) == 48:
        return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return BITCOIN
