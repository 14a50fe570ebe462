"""Small sound pictures, and what may be hidden in them."""

import base64
import struct
import zlib


def png(*more: tuple[bytes, bytes]) -> bytes:
    """One grey dot, with further chunks before its end."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\x80")), *more]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in [*chunks, (b"IEND", b"")])


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """The parts of a JPEG in their order; nobody could see it."""
    first = [(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), *segments, (0xC0, bytes(9)), (0xDA, bytes(6))]
    parts = b"".join(bytes([0xFF, mark]) + struct.pack(">H", len(body) + 2) + body for mark, body in first)
    return b"\xff\xd8" + parts + b"\x12\xff\x00\x34\xff\xd0\x56" + b"\xff\xd9"


GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
WEBP = base64.b64decode("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=")


def pdf(said: bytes, *, deflated: bool = True) -> bytes:
    """A page that says something."""
    body = b"BT (" + said + b") Tj ET"
    stream = zlib.compress(body) if deflated else body
    return b"%PDF-1.4\n1 0 obj<</Length 1>>stream\n" + stream + b"\nendstream endobj\ntrailer<<>>\n%%EOF\n"
