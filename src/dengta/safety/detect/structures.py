"""Keys inside a larger form: keystore files, vaults, PEM blocks, arrays of bytes, pairing links, rows of numbers."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from dengta.safety.detect.fold import Folded
from dengta.safety.detect.tokens import is_key_pair
from dengta.safety.model import Certainty, Secret, Span

OBJECTS = (
    (Secret.KEYSTORE, ("ciphertext", "kdf")),
    (Secret.KEYSTORE, ("ciphertext", "cipherparams")),
    (Secret.KEYSTORE, ("crypto", "ciphertext")),
    (Secret.KEYSTORE, ("data", "iv", "salt")),
    (Secret.KEYSTORE, ("encoded", "encoding")),
    (Secret.PRIVATE_KEY, ("kty", "d")),
    *((Secret.KEYSTORE, (name,)) for name in ("encryptedprivatekey", "encryptedmnemonic", "encryptedseed", "vault")),
    *((Secret.PRIVATE_KEY, (name,)) for name in ("privatekey", "private_key", "privkey", "secretkey", "secret_key")),
    *(
        (Secret.SEED_PHRASE, (name,))
        for name in ("mnemonic", "seedphrase", "seed_phrase", "recoveryphrase", "seedwords")
    ),
)
"""Field names that together make an object a secret: Web3 Secret Storage v3 and EIP-2335, a MetaMask vault,
Polkadot's; a private JWK (RFC 7517), as Arweave's; and what exporters call by its name."""

RIGHT_ROWS = 6

_NAMES = {name for _, names in OBJECTS for name in names}
PATTERNS = {
    "field": rf"""["'“”]({"|".join(sorted(_NAMES))})\\?["'“”]\s*:""",
    "pem": "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY",
    "pemEnd": "-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----",
    "bytes": r"[\[({]\s{0,4}(\d{1,3}(?:\s{0,4},\s{0,4}\d{1,3}){31,127})\s{0,4},?\s{0,4}[\])}]",
    "pairing": r"""wc:(?:(?!wc:)[^\s"'<>]){1,300}?(?:symKey|[?&]key)=[0-9A-Fa-f]{16,128}[^\s"'<>]{0,300}""",
    "wallet": r"""nostr\+walletconnect:(?:(?!nostr)[^\s"'<>]){1,300}?secret=[0-9A-Fa-f]{16,128}[^\s"'<>]{0,300}""",
    "numbers": r"(?:^|[^0-9])((?:[A-Ha-h][.:)]?\s{0,3})?[0-9]{6}"
    r"(?:[\s,;|]{1,4}(?:[A-Ha-h][.:)]?\s{0,3})?[0-9]{6}){7})(?![0-9])",
}
"""In the syntax that Python and browsers share."""

_FIELD = re.compile(PATTERNS["field"], re.IGNORECASE)
_BRACE = re.compile("[{}]")
_PEM = re.compile(PATTERNS["pem"])
_PEM_END = re.compile(PATTERNS["pemEnd"])
_BYTES = re.compile(PATTERNS["bytes"], re.ASCII)
_NUMBERS, _BLANK = b"0,0", b" \t\n"
_DIGITS = bytes(ord("0") if 48 <= code < 58 else code for code in range(256))
_WALLET = re.compile(PATTERNS["wallet"], re.IGNORECASE)
_SECRET_NUMBERS = re.compile(PATTERNS["numbers"])
_PAIRING = re.compile(PATTERNS["pairing"], re.IGNORECASE)


def find(folded: Folded) -> Iterable[Span]:
    """Spans of kinds `KEYSTORE`, `SEED_PHRASE`, `PRIVATE_KEY` and `CONNECTION_KEY`."""
    text = folded.plain
    if "{" in text:
        yield from _secret_objects(text)
    if "-----BEGIN" in text:
        yield from _pem(text)
    if _NUMBERS in folded.narrow.translate(_DIGITS, _BLANK):
        yield from _byte_arrays(text)
    if b"=" in folded.narrow and ("key=" in folded.lower or "secret=" in folded.lower):
        for pattern in (_PAIRING, _WALLET):
            for match in pattern.finditer(text):
                yield Span(match.start(), match.end(), Secret.CONNECTION_KEY, Certainty.LIKELY)
    if b"000000" in folded.narrow.translate(_DIGITS):
        for match in _SECRET_NUMBERS.finditer(text):
            if are_secret_numbers(re.findall("[0-9]{6}", match[1])):
                yield Span(match.start(1), match.end(1), Secret.PRIVATE_KEY, Certainty.CERTAIN)


def _secret_objects(text: str) -> Iterator[Span]:
    """From the outermost brace around the fields to its partner, or to the end of a text that was cut off."""
    fields = deque((match.start(), match[1].lower()) for match in _FIELD.finditer(text))
    for start, end in _objects(text) if fields else ():
        inside = set()
        while fields and fields[0][0] < end:
            place, name = fields.popleft()
            inside |= {name} if place > start else set()
        for kind, wanted in OBJECTS:
            if inside.issuperset(wanted):
                yield Span(start, end, kind, Certainty.LIKELY)


def _objects(text: str) -> Iterator[tuple[int, int]]:
    """The outermost `{…}` of a text; one that is never closed reaches to the end."""
    depth = start = 0
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            start = brace.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, brace.end()
    if depth:
        yield start, len(text)


def _pem(text: str) -> Iterator[Span]:
    at = 0
    while begin := _PEM.search(text, at):
        end = _PEM_END.search(text, begin.end())
        at = end.end() if end else len(text)
        yield Span(begin.start(), at, Secret.PRIVATE_KEY, Certainty.LIKELY)


def _byte_arrays(text: str) -> Iterator[Span]:
    """Lists of 64 bytes, as Solana's tools write a key file, and of 32."""
    for match in _BYTES.finditer(text):
        numbers = [int(number) for number in match[1].split(",")]
        if len(numbers) in (32, 64) and max(numbers) < 256:
            certainty = Certainty.CERTAIN if is_key_pair(bytes(numbers)) else Certainty.LIKELY
            yield Span(match.start(), match.end(), Secret.PRIVATE_KEY, certainty)


def are_secret_numbers(rows: Sequence[str]) -> bool:
    """Whether at least six of eight rows of six digits end in their check digit (XRPL's Secret Numbers, XLS-12)."""
    return sum(int(row[:5]) * (2 * at + 1) % 9 == int(row[5]) for at, row in enumerate(rows)) >= RIGHT_ROWS
