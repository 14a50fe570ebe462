"""Encodings of addresses, by their papers: each function decodes whole and right, or answers None."""

import binascii
from base64 import b32decode, urlsafe_b64decode
from hashlib import blake2b, new

from Crypto.Hash import keccak

from dengta.safety.detect.base58 import BITCOIN, decoded, is_checked

BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
LONGEST_BASE58 = 120
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CASH = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
_MONERO = {2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}


def base58(text: str, alphabet: str = BITCOIN) -> bytes | None:
    """The bytes of base58 text, leading ones as zeros; None for other letters or more than 120 of them."""
    return decoded(text, alphabet=alphabet) if 0 < len(text) <= LONGEST_BASE58 else None


def base58check(text: str, alphabet: str = BITCOIN) -> bytes | None:
    """Version and payload of base58 text whose last four bytes are its double SHA-256."""
    whole = base58(text, alphabet)
    return whole[:-4] if whole is not None and is_checked(whole) else None


def bech32(text: str) -> tuple[str, list[int], int] | None:
    """Prefix, five-bit values and the constant (1: BIP 173, 0x2bc830a3: BIP 350) of text whose checksum is right."""
    if text.lower() != text and text.upper() != text:
        return None
    prefix, mark, rest = text.lower().rpartition("1")
    if not mark or not prefix or len(rest) < 6 or len(text) > 150:
        return None
    values = [BECH32.find(letter) for letter in rest]
    if min(values) < 0 or not all("!" <= letter <= "~" for letter in prefix):
        return None
    constant = _polymod(
        [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix] + values
    )
    return (prefix, values[:-6], constant) if constant in (1, 0x2BC830A3) else None


def segwit(text: str) -> tuple[str, int, bytes] | None:
    """Prefix, witness version and program of a segregated witness address (BIP 173 and 350)."""
    found = bech32(text)
    if found is None or len(text) > 90 or not found[1]:
        return None
    prefix, (version, *values), constant = found
    program = regroup(values)
    if program is None or version > 16 or not 2 <= len(program) <= 40:
        return None
    if (version == 0 and len(program) not in (20, 32)) or (constant == 1) != (version == 0):
        return None
    return prefix, version, program


def cashaddr(text: str) -> tuple[str, bytes] | None:
    """Prefix and payload (kind and hash) of a CashAddr; without its prefix it is read as `bitcoincash:`."""
    prefix, _, rest = text.lower().rpartition(":")
    prefix = prefix or "bitcoincash"
    if (text.lower() != text and text.upper() != text) or not 34 <= len(rest) <= 112:
        return None
    values = [BECH32.find(letter) for letter in rest]
    if min(values) < 0:
        return None
    check = 1
    for value in [ord(letter) & 31 for letter in prefix] + [0] + values:
        top = check >> 35
        check = (check & 0x07FFFFFFFF) << 5 ^ value
        for bit, generator in enumerate(_CASH):
            check ^= generator if top >> bit & 1 else 0
    payload = regroup(values[:-8])
    return (prefix, payload) if check == 1 and payload is not None else None


def regroup(values: list[int]) -> bytes | None:
    """Five-bit values as bytes; None when the padding is longer than four bits or not zero."""
    number, bits, out = 0, 0, bytearray()
    for value in values:
        number, bits = (number << 5 | value) & 0xFFF, bits + 5
        if bits >= 8:
            bits -= 8
            out.append(number >> bits & 255)
    return bytes(out) if bits < 5 and not number & (1 << bits) - 1 else None


def base32(text: str) -> bytes | None:
    """RFC 4648 base32 without padding, in capitals."""
    try:
        return b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return None


def base64url(text: str) -> bytes | None:
    """Base64 in either alphabet, without padding."""
    try:
        return urlsafe_b64decode(text.replace("+", "-").replace("/", "_") + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None


def monero58(text: str) -> bytes | None:
    """Monero's base58: blocks of eight bytes as eleven letters."""
    out = b""
    for at in range(0, len(text), 11):
        block = text[at : at + 11]
        length, whole = _MONERO.get(len(block)), base58(block.lstrip("1")) if block.strip("1") else b""
        if length is None or whole is None or len(whole) > length:
            return None
        out += whole.rjust(length, b"\0")
    return out


def crc16(body: bytes) -> int:
    """CRC-16/XMODEM, as Stellar and TON use it."""
    return binascii.crc_hqx(body, 0)


def keccak256(body: bytes) -> bytes:
    """The hash of Ethereum and Monero, which is not SHA-3."""
    return keccak.new(digest_bits=256, data=body).digest()


def sha512_256(body: bytes) -> bytes:
    return new("sha512_256", body).digest()


def blake2(body: bytes, size: int) -> bytes:
    return blake2b(body, digest_size=size).digest()


def eip55(address: str) -> str:
    """An address of 40 hex digits, `0x` before them, with capitals as EIP-55 sets them."""
    digits = address[2:].lower()
    check = keccak256(digits.encode()).hex()
    return "0x" + "".join(d.upper() if check[at] in "89abcdef" else d for at, d in enumerate(digits))


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            check ^= generator if top >> bit & 1 else 0
    return check
