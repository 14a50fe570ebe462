"""Keys inside a larger form: keystore files, vaults, PEM blocks, arrays of bytes, pairing links."""

import re
from collections import deque
from collections.abc import Iterable, Iterator

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
    (Secret.PRIVATE_KEY, ("privatekey",)),
    (Secret.SEED_PHRASE, ("mnemonic",)),
    (Secret.SEED_PHRASE, ("seedphrase",)),
)
"""Field names that together make an object a secret: Web3 Secret Storage v3 and EIP-2335, a MetaMask vault,
Polkadot's; a private JWK (RFC 7517), as Arweave's; and what exporters call by its name."""

_NAMES = {name for _, names in OBJECTS for name in names}
PATTERNS = {
    "field": rf"""["'“”]({"|".join(sorted(_NAMES))})\\?["'“”]\s*:""",
    "pem": "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY",
    "pemEnd": "-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----",
    "bytes": r"[\[({]\s{0,4}(\d{1,3}(?:\s{0,4},\s{0,4}\d{1,3}){31,127})\s{0,4},?\s{0,4}[\])}]",
    "pairing": r"""wc:[^\s"'<>]{1,300}?symKey=[0-9A-Fa-f]{16,128}[^\s"'<>]{0,300}""",
}
"""In the syntax that Python and browsers share."""

_FIELD = re.compile(PATTERNS["field"], re.IGNORECASE)
_BRACE = re.compile("[{}]")
_PEM = re.compile(PATTERNS["pem"])
_PEM_END = re.compile(PATTERNS["pemEnd"])
_BYTES = re.compile(PATTERNS["bytes"], re.ASCII)
_PAIRING = re.compile(PATTERNS["pairing"], re.IGNORECASE)


def find(folded: Folded) -> Iterable[Span]:
    """Spans of kinds `KEYSTORE`, `SEED_PHRASE`, `PRIVATE_KEY` and `CONNECTION_KEY`."""
    text = folded.plain
    if "{" in text:
        yield from _secret_objects(text)
    if "-----BEGIN" in text:
        yield from _pem(text)
    if "," in text:
        yield from _byte_arrays(text)
    if "symkey=" in folded.lower:
        for match in _PAIRING.finditer(text):
            yield Span(match.start(), match.end(), Secret.CONNECTION_KEY, Certainty.LIKELY)


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
