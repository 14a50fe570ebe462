"""Looks for secrets in what a PDF says (ISO 32000): its strings, plain or inflated.

Not seen: text in the codes of an embedded font's own, pictures of text, encrypted files, which are refused.
"""

import re
import zlib
from collections.abc import Iterator

from dengta.safety.clean import clean
from dengta.safety.detect import find
from dengta.safety.model import Certainty, Secret

MOST = 20_000_000
"""How many bytes are inflated at most; a PDF that holds more is refused."""
_STREAM = re.compile(rb"stream\r?\n")
_STRINGS = re.compile(rb"\(((?:[^()\\]|\\.){1,4000})\)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,8000})>")


def secrets_of_pdf(content: bytes) -> tuple[Secret, ...] | None:
    """The kinds of secrets in its text; None when it is not a sound PDF or too much of one."""
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:] or b"/Encrypt" in content:
        return None
    parts: list[bytes] = [content]
    left = MOST
    for found in _STREAM.finditer(content):
        inflated = _inflated(content, found.end(), left)
        left -= len(inflated)
        if left <= 0:
            return None
        parts.append(inflated)
    text = clean("\n".join(said for part in parts for said in _said(part)))
    spans = [span for span in find(text) if span.certainty is not Certainty.POSSIBLE]
    return tuple(dict.fromkeys(span.kind for span in spans))


def _inflated(content: bytes, start: int, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(content[start:], max(most, 1))
    except zlib.error:
        return b""


def _said(part: bytes) -> Iterator[str]:
    """Its strings one after the other, as words and as one text without gaps (letters are often placed one by one)."""
    strings = [re.sub(rb"\\([()\\])", rb"\1", found[1]) for found in _STRINGS.finditer(part)]
    strings += [bytes.fromhex(_even(found[1])) for found in _HEX.finditer(part)]
    said = [_decoded(string) for string in strings]
    yield " ".join(said)
    yield "".join(said)


def _even(digits: bytes) -> str:
    bare = re.sub(rb"\s", b"", digits).decode()
    return bare + "0" * (len(bare) % 2)


def _decoded(string: bytes) -> str:
    return string.decode("utf-16-be" if b"\0" in string[:4] else "latin-1", "replace")
