"""Keys written as one row of letters and digits: hex (in groups, too), base58, base32 and bech32; and SeedQR's digits.

Most are told by their first letters, alphabet and length alone: a broken checksum makes a key no less a secret. Those
that share their form with harmless things need more.
"""

import re
from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dengta.safety.detect.base58 import RIPPLE, decoded, is_checked
from dengta.safety.detect.context import CALLED_KEY, HASH, KEY
from dengta.safety.detect.fold import Folded
from dengta.safety.model import Certainty, Secret, Span

NEARBY = 60
"""How many characters before a bare hex number are searched for what it is called; half as many after it."""
LONGEST_WIF = 53

_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_BECH32 = "[02-9ac-hj-np-z]"
_CIP5 = "(?:acct|acct_shared|addr|addr_shared|cc_cold|cc_hot|drep|ed25519|ed25519e|kes|policy|pool|root|root_shared|"
_CIP5 += "stake|stake_shared|vrf)"
FORMS = {
    Secret.EXTENDED_PRIVATE_KEY.value: (
        f"(?:[xyzuvtkYZUV]prv|[LMt]tpv|dgpv|drkv){_BASE58}{{100,112}}",  # BIP32, SLIP-132, Litecoin, Dogecoin, Dash
        f"{_CIP5}_xsk1{_BECH32}{{50,280}}",  # CIP-5
        f"secret-extended-key-(?:main|test|regtest)1{_BECH32}{{200,320}}",  # Zcash, ZIP-32
    ),
    Secret.PRIVATE_KEY.value: (
        f"[5KLc9]{_BASE58}{{50,51}}",  # WIF
        f"6P{_BASE58}{{56}}",  # BIP38
        "S[A-D][A-Z2-7]{54}",  # Stellar, SEP-23
        f"(?:nsec1|ncryptsec1|suiprivkey1|penumbraspendkey1){_BECH32}{{50,250}}",  # NIP-19, NIP-49, SIP-15, Penumbra
        f"{_CIP5}_sk1{_BECH32}{{50,250}}",
        f"(?:edsk|edesk|spsk|spesk|p2sk|p2esk|BLsk|BLesk){_BASE58}{{48,110}}",  # Tezos
        f"PVT_(?:K1|R1|WA)_{_BASE58}{{45,120}}",  # EOS
        f"PrivateKey-{_BASE58}{{45,55}}",  # Avalanche
        "(?:ed25519|secp256k1)-priv-0x[0-9A-Fa-f]{64}",  # Aptos, AIP-80
        "(?:0x)?302e020100300506032b657004220420[0-9a-f]{64}",  # Ed25519 in PKCS 8 (RFC 8410), as Hedera shows it
        "(?:0x)?3030020100300706052b8104000a04220420[0-9a-f]{64}",  # the same for secp256k1
        "7b2254797065223a22[0-9a-f]{80,400}",  # Filecoin: JSON in hex
        "AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}",
    ),
    Secret.SEED_PHRASE.value: (
        "(?:[01][0-9]{3}|20[0-3][0-9]|204[0-7]){12}(?:(?:[01][0-9]{3}|20[0-3][0-9]|204[0-7]){3}){0,4}",  # SeedQR
    ),
    "pair": (f"{_BASE58}{{86,88}}",),  # Solana, NEAR
    "checked": (f"{_BASE58}{{111}}", f"{_BASE58}{{50,53}}"),  # BIP32 and WIF of any coin
    "xrp": (f"s{_BASE58}{{27,30}}",),
    "named": (
        "(?:0[xX])?[0-9A-Fa-f]{128}",
        "(?:0[xX])?[0-9A-Fa-f]{64}01",
        f"{_BASE58}{{43,44}}",
        "[0-9A-Za-z+/]{43}=",
        "[0-9A-Za-z+/]{86}==",
    ),  # as signatures, hashes and addresses are written, too
    "hex": (
        "(?:0[xX])?[0-9A-Fa-f]{64}",
        *(
            f"(?:0[xX])?[0-9A-Fa-f]{{{size}}}(?:[ \\n-][0-9A-Fa-f]{{{size}}}){{{64 // size - 1}}}"
            for size in (4, 8, 16, 32)
        ),
    ),
}
"""By kind, in the syntax that Python and browsers share; the last five share their form with harmless things."""

_FORMS = re.compile(
    "(?<![0-9A-Za-z])(?:"
    + "|".join(f"(?P<{name}>{'|'.join(forms)})" for name, forms in FORMS.items())
    + ")(?![0-9A-Za-z])"
)
_ROW, _GROUPS = b"a" * 28, b"hhhh-hhhh"
"""What a text without any key seldom has: a long row of letters and digits, or groups of hex digits."""
_SIGNS = bytes(
    ord("a") if (chr(code).isascii() and chr(code).isalnum()) or chr(code) in "+/" else ord(" ") for code in range(256)
)
_HEX_DIGITS = bytes(
    ord("h") if chr(code) in "0123456789ABCDEFabcdef" else ord("-") if chr(code) in " \n-" else ord(".")
    for code in range(256)
)


def find(folded: Folded) -> Iterable[Span]:
    """Spans of kinds `PRIVATE_KEY`, `POSSIBLE_KEY`, `EXTENDED_PRIVATE_KEY` and `SEED_PHRASE`."""
    if _ROW not in folded.narrow.translate(_SIGNS) and _GROUPS not in folded.narrow.translate(_HEX_DIGITS):
        return
    for match in _FORMS.finditer(folded.plain):
        certainty = _judged(match)
        if certainty:
            yield Span(match.start(), match.end(), _kind(match, certainty), certainty)


def _kind(match: re.Match[str], certainty: Certainty) -> Secret:
    if certainty is Certainty.POSSIBLE:
        return Secret.POSSIBLE_KEY
    if match.lastgroup == "checked" and len(match[0]) > LONGEST_WIF:
        return Secret.EXTENDED_PRIVATE_KEY
    return Secret(match.lastgroup) if match.lastgroup in set(Secret) else Secret.PRIVATE_KEY


def _judged(match: re.Match[str]) -> Certainty | None:
    match match.lastgroup:
        case "pair":
            return Certainty.CERTAIN if is_key_pair(decoded(match[0])) else _named(match)
        case "checked":
            return Certainty.CERTAIN if _is_private(decoded(match[0])) else None
        case "xrp":
            return Certainty.CERTAIN if is_checked(decoded(match[0], alphabet=RIPPLE)) else None
        case "named":
            return _named(match)
        case "hex":
            return _hex(match)
        case _:
            return Certainty.CERTAIN if is_checked(decoded(match[0])) else Certainty.LIKELY


def _is_private(data: bytes | None) -> bool:
    """Whether a checksum agrees and this is an extended private key (BIP32) or a version, 32 bytes and a mark (WIF)."""
    if data is None or not is_checked(data):
        return False
    return data[45] == 0 if len(data) == 82 else len(data) in (37, 38)


def _named(match: re.Match[str]) -> Certainty | None:
    """Called a private key in the words right before it, and nothing else between."""
    before = match.string[max(match.start() - NEARBY, 0) : match.start()]
    return Certainty.LIKELY if CALLED_KEY.search(before) else None


def is_key_pair(data: bytes | None) -> bool:
    """Whether these are 64 bytes, the last 32 the Ed25519 public key of the first 32 (RFC 8032, section 5.1.5).

    So Solana writes a key; its signatures have the same length, but no such bond.
    """
    if data is None or len(data) != 64:
        return False
    return Ed25519PrivateKey.from_private_bytes(data[:32]).public_key().public_bytes_raw() == data[32:]


def _hex(match: re.Match[str]) -> Certainty | None:
    """64 hex digits are a key or a hash; only the words around tell. Without any, we would rather lose a hash."""
    text = match.string
    before = text[max(match.start() - NEARBY, 0) : match.start()]
    if _is_in_address(before):
        return None
    named_key, named_hash = _last(KEY, before), _last(HASH, before)
    if named_key == named_hash:
        after = text[match.end() : match.end() + NEARBY // 2]
        named_key, named_hash = -_first(KEY, after), -_first(HASH, after)
    if named_key == named_hash:
        return Certainty.POSSIBLE
    return Certainty.LIKELY if named_key > named_hash else None


def _is_in_address(before: str) -> bool:
    """Whether it is part of a web address, as in `https://etherscan.io/tx/0x…`, that does not call it a key."""
    address = re.split(r"\s", before)[-1]
    return "/" in address and not KEY.search(address)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)


def _first(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.start() if found else len(text)
