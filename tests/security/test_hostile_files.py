"""Anybody may send a file: judging one takes a fraction of a second, whatever it holds, and stops nobody else."""

import struct
import threading
import time
import zlib
from collections.abc import Callable

import pytest

from dengta.inbox.attach import LARGEST
from dengta.safety.files.pages import MOST, MOST_SAID
from dengta.safety.public import only_picture, secrets_of_pdf
from tests.support.pictures import GIF, WEBP, chunk, jpeg

SECONDS = 2.0
"""Of processor time. A tenth is usual; with a step back anywhere it would be minutes."""
REPEATED = {
    "parentheses that open": b"(",
    "parentheses that close": b")",
    "backslashes": b"\\",
    "escaped parentheses": b"\\(",
    "strings of one backslash": b"(\\",
    "strings inside strings": b"(a",
    "empty strings": b"()",
    "strings of control characters": b"(\1" + b"\\(" * 4_000,
    "words": b"(word) ",
    "keys": b"(5f3a9c0e1b2d4f6a 8c7e6d5f4a3b2c1d) ",
    "hex digits that never end": b"<00",
    "angle brackets": b"<",
    "streams that never end": b"stream\n",
    "empty streams": b"stream\nendstream",
    "ends of streams": b"endstream\n",
    "objects": b"1 0 obj<</A 1>>stream\nx\nendstream endobj\n",
    "zeros": b"\0",
}


def a_pdf(body: bytes) -> bytes:
    return b"%PDF-1.4\n" + body + b"\n%%EOF"


def a_stream(body: bytes) -> bytes:
    return b"1 0 obj<<>>stream\n" + zlib.compress(body) + b"\nendstream endobj\n"


def filled(part: bytes, size: int) -> bytes:
    return (part * (size // len(part) + 1))[:size]


SHAPES: dict[str, Callable[[bytes], bytes]] = {
    "as large as may be": lambda part: a_pdf(filled(part, LARGEST - 100)),
    "as large as is looked at": lambda part: a_pdf(filled(part, MOST - 100)),
    "deflated": lambda part: a_pdf(a_stream(filled(part, MOST - 100))),
    "as much as may be said": lambda part: a_pdf(a_stream(filled(part, MOST_SAID - 100))),
    "one string": lambda part: a_pdf(a_stream(b"(" + filled(part, MOST_SAID - 100) + b")")),
    "a bomb": lambda part: a_pdf(a_stream(filled(part, 20_000_000))),
    "bombs": lambda part: a_pdf(a_stream(filled(part, 1_000_000)) * 400),
}
PNG_START, PNG_END = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)), chunk(b"IEND", b"")
LETTERS = b"abcdefghijklmnopqrstuvwxyzabc"
SCAN, OVER = jpeg()[:-2], b"\xff\xd9"
WEBP_START = b"RIFF" + struct.pack("<I", LARGEST // 8 * 8 + len(WEBP) - 8) + WEBP[8:]
PICTURES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a JPEG of fill bytes": ("image/jpeg", lambda: b"\xff\xd8" + b"\xff" * LARGEST),
    "a JPEG of restarts": ("image/jpeg", lambda: b"\xff\xd8" + b"\xff\xd0" * (LARGEST // 2)),
    "a JPEG of empty segments": ("image/jpeg", lambda: b"\xff\xd8" + b"\xff\xe1\0\2" * (LARGEST // 4)),
    "a JPEG of empty scans": ("image/jpeg", lambda: SCAN + b"\xff\xda\0\2" * (LARGEST // 4) + OVER),
    "a JPEG of escaped bytes": ("image/jpeg", lambda: SCAN + b"\xff\0" * (LARGEST // 2) + OVER),
    "a JPEG that never ends": ("image/jpeg", lambda: SCAN + b"\xff\0" * (LARGEST // 2)),
    "a JPEG of almost words": (
        "image/jpeg",
        lambda: SCAN + (LETTERS + b"\0") * (LARGEST // 30) + OVER,
    ),
    "a JPEG of words": ("image/jpeg", lambda: SCAN + b"abandon ability able " * (LARGEST // 21) + OVER),
    "a JPEG of some words": ("image/jpeg", lambda: SCAN + b"abandon ability able " * 4_700 + OVER),
    "a PNG of empty chunks": ("image/png", lambda: PNG_START + chunk(b"IDAT", b"") * (LARGEST // 12) + PNG_END),
    "a PNG of four gigabytes": ("image/png", lambda: PNG_START + b"\xff\xff\xff\xffIDAT" + bytes(LARGEST)),
    "a GIF of tiny blocks": ("image/gif", lambda: GIF[:-1] + b"\x21\xfe" + b"\1a" * (LARGEST // 2) + b"\0\x3b"),
    "a GIF of empty extensions": ("image/gif", lambda: GIF[:-1] + b"\x21\xf9\0" * (LARGEST // 3) + b"\x3b"),
    "a WebP of empty chunks": ("image/webp", lambda: WEBP_START + b"ANIM\0\0\0\0" * (LARGEST // 8)),
    "a WebP of two gigabytes": ("image/webp", lambda: WEBP_START[:12] + b"VP8 \xff\xff\xff\x7f" + bytes(LARGEST)),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", REPEATED)
def test_no_pdf_takes_long(name: str, shape: str) -> None:
    content = SHAPES[shape](REPEATED[name])
    start = time.thread_time()
    secrets_of_pdf(content)
    assert time.thread_time() - start < SECONDS


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", PICTURES)
def test_no_picture_takes_long(name: str) -> None:
    kind, picture = PICTURES[name]
    content = picture()
    start = time.thread_time()
    only_picture(content, kind)
    assert time.thread_time() - start < SECONDS


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", REPEATED)
def test_others_go_on_while_a_file_is_judged(name: str) -> None:
    """No single step keeps the interpreter to itself."""
    content = SHAPES["deflated"](REPEATED[name])
    judging = threading.Thread(target=secrets_of_pdf, args=(content,))
    judging.start()
    longest, last = 0.0, time.perf_counter()
    while judging.is_alive():
        time.sleep(0.002)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    assert longest < SECONDS
