"""Every chain on which a text is a well-formed address."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dengta.safety.detect.base58 import RIPPLE
from dengta.safety.verdict.addresses import codecs

HEX = re.compile(r"0[xX][0-9a-fA-F]{40}")
BASE58_VERSIONS = {
    b"\x00": ("bitcoin", "bitcoin-cash"),
    b"\x05": ("bitcoin", "bitcoin-cash", "litecoin"),
    b"\x6f": ("bitcoin-testnet",),
    b"\xc4": ("bitcoin-testnet",),
    b"\x30": ("litecoin",),
    b"\x32": ("litecoin",),
    b"\x1e": ("dogecoin",),
    b"\x16": ("dogecoin",),
    b"\x4c": ("dash",),
    b"\x10": ("dash",),
    b"\x41": ("tron",),
    b"\x1c\xb8": ("zcash",),
    b"\x1c\xbd": ("zcash",),
    b"\x06\xa1\x9f": ("tezos",),
    b"\x06\xa1\xa1": ("tezos",),
    b"\x06\xa1\xa4": ("tezos",),
    b"\x02\x5a\x79": ("tezos",),
}
SEGWIT = {"bc": "bitcoin", "tb": "bitcoin-testnet", "bcrt": "bitcoin-testnet", "ltc": "litecoin", "dgb": "digibyte"}
SEGWIT |= {"btg": "bitcoin-gold", "bcd": "bitcoin-diamond", "vtc": "vertcoin", "grs": "groestlcoin", "via": "viacoin"}
SEGWIT |= {"mona": "monacoin", "sys": "syscoin", "fc": "fandomchain", "qc": "qtum", "strax": "stratis"}
CARDANO = {"addr": "cardano", "addr_test": "cardano-testnet", "stake": "cardano", "stake_test": "cardano-testnet"}
MONERO = {18: "monero", 19: "monero", 42: "monero", 53: "monero-testnet", 63: "monero-testnet", 24: "monero-testnet"}
SHAPES = (
    ("evm", re.compile(r"0[xX][0-9a-fA-F]{38,42}")),
    ("bitcoin", re.compile(r"(?:bc1|tb1|ltc1)[0-9a-zA-Z]{36,71}|(?:BC1|TB1|LTC1)[0-9A-Z]{36,71}")),
    ("bitcoin", re.compile(r"[13][0-9A-Za-z]{25,35}")),
    ("tron", re.compile(r"T[0-9A-Za-z]{32,34}")),
    ("xrp", re.compile(r"r[0-9A-Za-z]{24,35}")),
    ("stellar", re.compile(r"G[0-9A-Z]{54,56}")),
    ("ton", re.compile(r"[EUk0]Q[0-9A-Za-z_\-+/]{45,47}")),
    ("cosmos", re.compile(r"cosmos1[0-9a-z]{37,39}")),
    ("cardano", re.compile(r"addr1[0-9a-z]{50,100}")),
)
"""What somebody means for an address of that chain even if its checksum is wrong."""
_ALNUM = re.compile(r"[0-9A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A chain on which it is an address; `checked` is False where it carries no checksum."""

    chain: str
    checked: bool = True


def candidates(text: str) -> tuple[Found, ...]:
    """Every chain on which `text`, without spaces around it, is an address; none when it is an address nowhere."""
    if not 14 <= len(text) <= 150 or not text.isascii():
        return ()
    found = {each.chain: each for reader in _READERS for each in reader(text)}
    return tuple(found.values())


def looks_like(text: str) -> str | None:
    """The chain that a text was probably meant for as an address, its checksum left aside."""
    letters = any(map(str.isdigit, text)) and any(map(str.isalpha, text))
    return next((chain for chain, shape in SHAPES if letters and shape.fullmatch(text)), None)


def _evm(text: str) -> Iterator[Found]:
    if HEX.fullmatch(text):
        digits = text[2:]
        plain = digits.lower() == digits or digits.upper() == digits
        if plain or codecs.eip55(text)[2:] == digits:
            yield Found("evm", checked=not plain)


def _base58check(text: str) -> Iterator[Found]:
    if 25 < len(text) < 40 and _ALNUM.fullmatch(text):
        body = codecs.base58check(text)
        if body is not None:
            chains = BASE58_VERSIONS.get(body[:-20], ()) if len(body) > 20 else ()
            yield from map(Found, chains)


def _bech32(text: str) -> Iterator[Found]:
    if "1" not in text[1:]:
        return
    witness = codecs.segwit(text)
    if witness is not None and witness[0] in SEGWIT:
        yield Found(SEGWIT[witness[0]])
        return
    found = codecs.bech32(text)
    payload = codecs.regroup(found[1]) if found is not None else None
    if found is None or payload is None or found[2] != 1 or found[0] in SEGWIT:
        return
    if found[0] in CARDANO:
        if len(payload) in (29, 57):
            yield Found(CARDANO[found[0]])
    elif found[0].isalpha() and len(payload) in (20, 32) and found[0] not in NOT_ADDRESSES:
        yield Found("cosmos" if found[0] == "cosmos" else f"cosmos:{found[0]}")


NOT_ADDRESSES = frozenset({"npub", "note", "nsec", "nprofile", "nevent", "lnurl", "lnbc", "suiprivkey", "age"})


def _cashaddr(text: str) -> Iterator[Found]:
    found = codecs.cashaddr(text) if len(text) < 120 else None
    if found is not None and found[0] in ("bitcoincash", "bchtest") and len(found[1]) == 21:
        yield Found("bitcoin-cash" if found[0] == "bitcoincash" else "bitcoin-cash-testnet")


def _ripple(text: str) -> Iterator[Found]:
    body = codecs.base58check(text, RIPPLE) if text[0] in "rXT" and 24 < len(text) < 50 else None
    if body is None:
        return
    if len(body) == 21 and body[0] == 0:
        yield Found("xrp")
    elif len(body) == 31 and body[:2] in (b"\x05\x44", b"\x04\x93"):
        yield Found("xrp" if body[1] == 0x44 else "xrp-testnet")


def _solana(text: str) -> Iterator[Found]:
    if 32 <= len(text) <= 44 and len(codecs.base58(text) or b"") == 32:
        yield Found("solana", checked=False)


def _stellar(text: str) -> Iterator[Found]:
    body = codecs.base32(text) if len(text) in (56, 69) and text[0] in "GMC" else None
    if body and body[0] in (6 << 3, 12 << 3, 2 << 3) and codecs.crc16(body[:-2]) == int.from_bytes(body[-2:], "little"):
        yield Found("stellar")


def _algorand(text: str) -> Iterator[Found]:
    body = codecs.base32(text) if len(text) == 58 else None
    if body is not None and len(body) == 36 and codecs.sha512_256(body[:32])[-4:] == body[32:]:
        yield Found("algorand")


def _ton(text: str) -> Iterator[Found]:
    body = codecs.base64url(text) if len(text) == 48 else None
    if body is None or len(body) != 36 or codecs.crc16(body[:-2]) != int.from_bytes(body[-2:], "big"):
        return
    if body[0] & 0x7F in (0x11, 0x51) and body[1] in (0, 255):
        yield Found("ton-testnet" if body[0] & 0x80 else "ton")


def _polkadot(text: str) -> Iterator[Found]:
    whole = codecs.base58(text) if 46 <= len(text) <= 50 else None
    if whole is None or len(whole) not in (35, 36):
        return
    prefix = len(whole) - 34
    if (prefix == 1) != (whole[0] < 64) or whole[0] > 127:
        return
    if codecs.blake2(b"SS58PRE" + whole[:-2], 64)[:2] == whole[-2:]:
        yield Found({b"\x00": "polkadot", b"\x02": "kusama"}.get(whole[:prefix], "polkadot:other"))


def _monero(text: str) -> Iterator[Found]:
    body = codecs.monero58(text) if len(text) in (95, 106) else None
    if body is not None and body[0] in MONERO and codecs.keccak256(body[:-4])[:4] == body[-4:]:
        yield Found(MONERO[body[0]])


def _filecoin(text: str) -> Iterator[Found]:
    if text[:2] not in ("f1", "f2", "f3") or len(text) not in (41, 86):
        return
    body = codecs.base32(text[2:].upper())
    if body is not None and codecs.blake2(bytes([int(text[1])]) + body[:-4], 4) == body[-4:]:
        yield Found("filecoin")


_READERS: tuple[Callable[[str], Iterator[Found]], ...] = (
    _evm,
    _base58check,
    _bech32,
    _cashaddr,
    _ripple,
    _solana,
    _stellar,
    _algorand,
    _ton,
    _polkadot,
    _monero,
    _filecoin,
)
