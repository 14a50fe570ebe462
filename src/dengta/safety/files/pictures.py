"""Walks through pictures part by part and leaves out what is not picture: comments, places, cameras, thumbnails.

Formats: PNG (W3C), JPEG (ITU T.81) with Exif's orientation, GIF89a, WebP (RFC 9649). What follows a picture's end goes,
too. None is the answer to anything unsound.
"""

import re
import struct
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from zlib import crc32

from dengta.safety.detect import find
from dengta.safety.model import Certainty

PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs acTL fcTL fdAT cICP".split())
_JPEG_KEPT = frozenset({0xE0, 0xE2, 0xEE})  # JFIF, colour profile, Adobe's colour transform
_JPEG_DROPPED = frozenset({*range(0xE0, 0xF0), 0xFE}) - _JPEG_KEPT
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_WEBP_KEPT = frozenset(b"VP8_ VP8L VP8X ALPH ANIM ANMF ICCP".replace(b"_", b" ").split(b" ")) | {b"VP8 "}
_WEBP_BEGIN = {b"VP8 ": b"\x9d\x01\x2a", b"VP8L": b"\x2f"}
MOST_PARTS = 20_000
MOST_BLOCKS = 100_000
"""In one GIF; ten megabytes of full ones are 41,000."""
MOST_SAID = 100_000
_SAID, _OTHER = b"a", b"\0"
_SIGNS = bytes(_SAID[0] if sign in b"\t\n" or 0x20 <= sign < 0x7F else _OTHER[0] for sign in range(256))
_LONG = 30
"""Longer than what chance spells in compressed data."""
_FEW = 8
"""A single colour may be compressed to a few letters over and over; so many different ones are no words."""
_SCAN_OVER = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)
_EXIF = b"Exif\0\0"


def only_picture(content: bytes, kind: str) -> bytes | None:
    """The picture of the type `kind` without all else, or None when it is not a sound one or spells out a secret.

    Also None when it has more parts than pictures have: whatever the bytes are, it takes a fraction of a second.
    """
    try:
        picture = _WALKS[kind](content)
        said = "\n".join(_words(picture))
    except (IndexError, struct.error, ValueError):
        return None
    return None if any(span.certainty is not Certainty.POSSIBLE for span in find(said)) else picture


def _words(picture: bytes) -> Iterator[str]:
    signs, end, said = picture.translate(_SIGNS), 0, 0
    while (start := signs.find(_SAID * _LONG, end)) >= 0:
        end = signs.find(_OTHER, start)
        end = len(signs) if end < 0 else end
        if len(set(picture[start:end])) > _FEW:
            said += end - start
            _at_most(said, MOST_SAID)
            yield picture[start:end].decode("ascii")


def _png(content: bytes) -> bytes:
    view, kept, at, names = memoryview(content), [PNG], len(PNG), list[bytes]()
    if not content.startswith(PNG):
        raise ValueError
    while not names or names[-1] != b"IEND":
        _at_most(len(names))
        (size,), name = struct.unpack_from(">I", content, at), content[at + 4 : at + 8]
        end = at + 12 + size
        if end > len(content) or crc32(view[at + 4 : end - 4]) != struct.unpack_from(">I", content, end - 4)[0]:
            raise ValueError
        names.append(name)
        if name in _PNG_KEPT:
            kept.append(content[at:end])
        at = end
    if names[0] != b"IHDR" or b"IDAT" not in names:
        raise ValueError
    return b"".join(kept)


def _at_most(parts: int, most: int = MOST_PARTS) -> None:
    if parts > most:
        raise ValueError


def _jpeg(content: bytes) -> bytes:
    if content[:2] != b"\xff\xd8":
        raise ValueError
    parts = list(_jpeg_parts(content))
    turned = next((part for mark, part in parts if mark == 0xE1 and part[4:10] == _EXIF), b"")
    kept = [part for mark, part in parts if mark not in _JPEG_DROPPED]
    if not any(mark == 0xDA for mark, _ in parts):
        raise ValueError
    return b"".join([b"\xff\xd8", _only_orientation(turned), *kept, b"\xff\xd9"])


def _jpeg_parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker with its segment, that of a scan with the picture's data behind it, up to the end's."""
    at = 2
    for parts in count():
        _at_most(parts)
        if content[at] != 0xFF:
            raise ValueError
        mark = content[at + 1]
        if mark == 0xD9:
            return
        if mark in _STANDALONE or mark == 0xFF:
            end = at + (1 if mark == 0xFF else 2)
        else:
            (size,) = struct.unpack_from(">H", content, at + 2)
            end = at + 2 + size
            if size < 2 or end > len(content):
                raise ValueError
        if mark == 0xDA:
            end = _scan_end(content, end)
        yield mark, content[at:end]
        at = end


def _scan_end(content: bytes, at: int) -> int:
    over = _SCAN_OVER.search(content, at)
    if over is None:
        raise ValueError
    return over.start()


def _only_orientation(segment: bytes) -> bytes:
    """An Exif segment that says nothing but which side is up (tag 0x0112), or nothing when all is as it should be."""
    tiff = segment[10:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return b""
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    for at in range(first + 2, first + 2 + 12 * min(count, 500), 12):
        tag, kind = struct.unpack_from(f"{order}HH", tiff, at)
        (value,) = struct.unpack_from(f"{order}H", tiff, at + 8)
        if tag == 0x0112 and kind == 3 and 2 <= value <= 8:
            entry = struct.pack(">HHIHH", 0x0112, 3, 1, value, 0)
            body = _EXIF + b"MM\0\x2a" + struct.pack(">IH", 8, 1) + entry + bytes(4)
            return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    return b""


def _gif(content: bytes) -> bytes:
    if content[:6] not in (b"GIF87a", b"GIF89a"):
        raise ValueError
    at = 13 + _table(content[10])
    kept, pictures, blocks = [content[:at]], 0, 0
    while content[at] != 0x3B:
        start = at
        if content[at] == 0x2C:
            at, blocks = _blocks(content, at + 10 + _table(content[at + 9]) + 1, blocks)
            pictures += 1
            kept.append(content[start:at])
        elif content[at] == 0x21:
            label = content[at + 1]
            at, blocks = _blocks(content, at + 2, blocks)
            if label == 0xF9 or (label == 0xFF and content[start + 3 : start + 14] == b"NETSCAPE2.0"):
                kept.append(content[start:at])
        else:
            raise ValueError
    if not pictures:
        raise ValueError
    return b"".join([*kept, b"\x3b"])


def _table(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks(content: bytes, at: int, before: int) -> tuple[int, int]:
    """Where a row of blocks ends, and how many there were so far."""
    for blocks in count(before + 1):
        _at_most(blocks, MOST_BLOCKS)
        size = content[at]
        at += size + 1
        if not size:
            break
    return at, blocks


def _webp(content: bytes) -> bytes:
    (size,) = struct.unpack_from("<I", content, 4)
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or size + 8 > len(content):
        raise ValueError
    kept, at, names = list[bytes](), 12, list[bytes]()
    while at < size + 8:
        _at_most(len(names))
        name, (length,) = content[at : at + 4], struct.unpack_from("<I", content, at + 4)
        end = at + 8 + length + length % 2
        if end > size + 8 or not content.startswith(_WEBP_BEGIN.get(name, b""), at + (11 if name == b"VP8 " else 8)):
            raise ValueError
        if name in _WEBP_KEPT:
            kept.append(_unmarked(content[at:end]) if name == b"VP8X" else content[at:end])
        names.append(name)
        at = end
    if not {b"VP8 ", b"VP8L", b"ANMF"} & set(names):
        raise ValueError
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _unmarked(chunk: bytes) -> bytes:
    """The extended header, no longer announcing Exif or XMP."""
    return chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]


_WALKS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/gif": _gif,
    "image/webp": _webp,
}
