"""Keys written as one unbroken row of letters and digits: hex, base58, base32 and bech32 forms.

`SHAPES` is the list of forms told by their first letters, alphabet and length alone; those that need more are below.
"""

import re
from collections.abc import Iterable, Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dengta.safety.detect.base58 import RIPPLE, decoded, is_checked
from dengta.safety.detect.context import HASH, KEY
from dengta.safety.detect.fold import Folded
from dengta.safety.model import Certainty, Secret, Span

NEARBY = 60
"""How many characters before a bare hex number are searched for what it is called."""

_TOKEN = re.compile(r"[0-9A-Za-z]{27,}(?:[_-][0-9A-Za-z]+)*|[0-9A-Za-z]{3,16}(?:[_-][0-9A-Za-z]+)*[_-][0-9A-Za-z]{27,}")
_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_BECH32 = "[02-9ac-hj-np-z]"
SHAPES = (
    (Secret.EXTENDED_PRIVATE_KEY, f"[xyzuvtYZUV]prv{_BASE58}{{100,112}}"),
    (Secret.EXTENDED_PRIVATE_KEY, f"(?:root|acct|addr|stake)_?x?sk1{_BECH32}{{50,280}}"),
    (Secret.PRIVATE_KEY, f"[5KLc9]{_BASE58}{{50,51}}"),
    (Secret.PRIVATE_KEY, f"6P{_BASE58}{{56}}"),
    (Secret.PRIVATE_KEY, "S[A-D][A-Z2-7]{54}"),
    (Secret.PRIVATE_KEY, f"nsec1{_BECH32}{{58}}"),
    (Secret.PRIVATE_KEY, f"(?:nsec1|suiprivkey1|ncryptsec1){_BECH32}{{50,250}}"),
    (Secret.PRIVATE_KEY, f"(?:edsk|edesk|spsk|spesk|p2sk|p2esk){_BASE58}{{48,110}}"),
    (Secret.PRIVATE_KEY, f"PVT_(?:K1|R1|WA)_{_BASE58}{{45,120}}"),
    (Secret.PRIVATE_KEY, "(?:ed25519|secp256k1)-priv-0x[0-9A-Fa-f]{64}"),
    (Secret.PRIVATE_KEY, f"(?i:AGE-SECRET-KEY-1{_BECH32}{{58}})"),
)
_SHAPES = tuple((kind, re.compile(shape)) for kind, shape in SHAPES)
_HEX = re.compile(r"(?:0[xX])?([0-9A-Fa-f]{64})")
_XRP_SEED = re.compile("s[1-9A-HJ-NP-Za-km-z]{27,30}")
_KEY_PAIR = re.compile(f"{_BASE58}{{86,88}}")


def find(folded: Folded) -> Iterable[Span]:
    """Spans of kinds `PRIVATE_KEY` and `EXTENDED_PRIVATE_KEY`."""
    for match in _TOKEN.finditer(folded.plain):
        yield from _judged(folded, match)


def _judged(folded: Folded, match: re.Match[str]) -> Iterator[Span]:
    token = match[0]
    if len(token) > 400:
        return
    for kind, shape in _SHAPES:
        if shape.fullmatch(token):
            certainty = Certainty.CERTAIN if is_checked(decoded(token)) else Certainty.LIKELY
            yield Span(match.start(), match.end(), kind, certainty)
            return
    certainty_of_other = _as_pair(token) or _as_xrp_seed(token) or _as_hex(folded.plain, match)
    if certainty_of_other:
        yield Span(match.start(), match.end(), Secret.PRIVATE_KEY, certainty_of_other)


def _as_pair(token: str) -> Certainty | None:
    """Solana's 64 bytes: a private key with its public one. A signature has the same length but no such bond."""
    if not _KEY_PAIR.fullmatch(token):
        return None
    data = decoded(token)
    return Certainty.CERTAIN if data is not None and is_key_pair(data) else None


def is_key_pair(data: bytes) -> bool:
    """Whether the last 32 of 64 bytes are the Ed25519 public key of the first 32 (RFC 8032, section 5.1.5)."""
    if len(data) != 64:
        return False
    return Ed25519PrivateKey.from_private_bytes(data[:32]).public_key().public_bytes_raw() == data[32:]


def _as_xrp_seed(token: str) -> Certainty | None:
    return Certainty.CERTAIN if _XRP_SEED.fullmatch(token) and is_checked(decoded(token, alphabet=RIPPLE)) else None


def _as_hex(text: str, match: re.Match[str]) -> Certainty | None:
    """64 hex digits are a key or a hash; only the words around tell. Without any, we would rather lose a hash."""
    if not _HEX.fullmatch(match[0]):
        return None
    nearby = text[max(match.start() - NEARBY, 0) : match.start()]
    if _is_in_address(nearby):
        return None
    named_key = _last(KEY, nearby)
    named_hash = _last(HASH, nearby)
    if named_key == named_hash:
        after = text[match.end() : match.end() + NEARBY // 2]
        if HASH.search(after) and not KEY.search(after):
            return None
        return Certainty.LIKELY if KEY.search(after) else Certainty.POSSIBLE
    return Certainty.LIKELY if named_key > named_hash else None


def _is_in_address(before: str) -> bool:
    """Whether what stands before belongs to the same web address, as in `https://etherscan.io/tx/0x…`."""
    glued = re.split(r"\s", before)[-1]
    return "/" in glued


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)
