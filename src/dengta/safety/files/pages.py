"""Looks for secrets in what a PDF says (ISO 32000): its strings, plain or inflated.

Not seen: text in the codes of an embedded font's own, pictures of text, streams in other filters than Flate, encrypted
files, which are refused. Every step goes from left to right and none goes back, and what one file may ask for is
counted: anybody may send one.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import count

from dengta.safety.clean import clean
from dengta.safety.detect import find
from dengta.safety.model import Certainty, Secret

MOST = 4_000_000
"""How many bytes are looked at, inflated, pictures and fonts left aside; a PDF that holds more is refused."""
MOST_STREAMS = 10_000
MOST_STRINGS = 100_000
MOST_SAID = 100_000
"""How many bytes of text it may say: some forty pages."""
_DICTIONARY = 1_000
_STREAM = re.compile(rb"stream\r?\n")
_END = b"endstream"
_NO_TEXT = re.compile(rb"/Subtype\s{0,9}/(?:Image|Type1C|CIDFontType0C|OpenType)\b|/Length1\b")
_PIECE = re.compile(rb"((?:[^()\\]++|\\.){0,4000}+)([()]?)", re.DOTALL)
"""A string up to its next parenthesis, or some of a very long one. It fits anywhere, so that nothing is read twice."""
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,}+)>")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n?|.)", re.DOTALL)
_NO_LETTER = re.compile(rb"[\x00-\x07\x0b\x0e-\x1f]")


class _TooMuchError(ValueError):
    """More than is looked into."""


def secrets_of_pdf(content: bytes) -> tuple[Secret, ...] | None:
    """The kinds of secrets in its text; None when it is not a sound PDF or too much of one.

    Whatever the bytes are, it takes a fraction of a second and a few tens of megabytes.
    """
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:] or b"/Encrypt" in content:
        return None
    try:
        text = clean("\n".join(_said(content)))
    except _TooMuchError:
        return None
    spans = [span for span in find(text) if span.certainty is not Certainty.POSSIBLE]
    return tuple(dict.fromkeys(span.kind for span in spans))


def _said(content: bytes) -> Iterator[str]:
    """The strings of each part as words, and as one text without gaps (letters are often placed one by one)."""
    strings, size = 0, 0
    for part in _parts(content):
        said = list[str]()
        for string in _strings(part):
            strings += 1
            if strings > MOST_STRINGS:
                raise _TooMuchError
            if string and (_is_wide(string) or not _NO_LETTER.search(string)):
                size += len(string)
                if size > MOST_SAID:
                    raise _TooMuchError
                said.append(_decoded(string))
        yield " ".join(said)
        yield "".join(said)


def _parts(content: bytes) -> Iterator[bytes]:
    """What stands between the streams, and each stream that may hold text."""
    view, at, left = memoryview(content), 0, MOST
    for streams in count(1):
        begun = _STREAM.search(content, at)
        between = view[at : begun.start() if begun else len(content)]
        left -= len(between)
        if left <= 0 or streams > MOST_STREAMS:
            raise _TooMuchError
        yield bytes(between)
        if begun is None:
            return
        end = content.find(_END, begun.end())
        end = len(content) if end < 0 else end
        if not _NO_TEXT.search(_dictionary(content, at, begun.start())):
            inflated = _inflated(view[begun.end() : end], left)
            left -= len(inflated)
            yield inflated
        at = end + len(_END)


def _dictionary(content: bytes, after: int, end: int) -> bytes:
    """What an object says of its stream."""
    return content[max(after, end - _DICTIONARY) : end].rpartition(b" obj")[2]


def _inflated(stream: memoryview, most: int) -> bytes:
    """At most `most` bytes of it, or the stream itself when it is not deflated."""
    try:
        return zlib.decompressobj().decompress(stream, most)
    except zlib.error:
        return bytes(stream[:most])


def _strings(part: bytes) -> Iterator[bytes]:
    """Strings in parentheses, which may hold others, piece by piece; then strings of hex digits."""
    at, depth = 0, 0
    while at := at if depth else part.find(b"(", at) + 1:
        piece = _PIECE.match(part, at)
        if not piece or not piece[0]:
            break
        yield piece[1]
        depth = (depth or 1) + {b"(": 1, b")": -1}.get(piece[2], 0)
        at = piece.end()
    for found in _HEX.finditer(part):
        digits = re.sub(rb"\s", b"", found[1]).decode()
        yield bytes.fromhex(digits + "0" * (len(digits) % 2))


def _decoded(string: bytes) -> str:
    if b"\\" in string:
        string = _ESCAPE.sub(_meant, string)
    return string.decode("utf-16-be" if _is_wide(string) else "latin-1", "replace")


def _is_wide(string: bytes) -> bool:
    return b"\0" in string[:4] or string.startswith(b"\xfe\xff")


def _meant(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    if sign.isdigit() and sign < b"8":
        return bytes([int(sign, 8) & 0xFF])
    return b"" if sign in (b"\n", b"\r", b"\r\n") else sign
