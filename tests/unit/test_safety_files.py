"""A file is what it is to its last byte, and keeps nothing but that."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengta.safety.files.pages import MOST
from dengta.safety.public import Secret, only_picture, secrets_of_pdf
from tests.support.pictures import GIF, WEBP, jpeg, pdf, png

PHRASE = b"slogan vibrant ridge nominee glove cradle hybrid trumpet walnut pyramid embody gentle"
SOUND = {"image/png": png(), "image/jpeg": jpeg(), "image/gif": GIF, "image/webp": WEBP}


@pytest.mark.parametrize("kind", SOUND)
def test_a_sound_picture_stays_as_it_is(kind: str) -> None:
    assert only_picture(SOUND[kind], kind) == SOUND[kind]


@pytest.mark.parametrize("kind", SOUND)
def test_what_follows_a_picture_goes(kind: str) -> None:
    assert only_picture(SOUND[kind] + PHRASE, kind) == SOUND[kind]


@pytest.mark.parametrize("kind", SOUND)
def test_words_behind_the_first_bytes_of_a_picture_are_no_picture(kind: str) -> None:
    for kept in (4, 8, 12, 16, 20):
        assert only_picture(SOUND[kind][:kept] + PHRASE, kind) is None
        assert only_picture(SOUND[kind][:kept], kind) is None


def test_words_inside_a_picture_go() -> None:
    turn = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    exif = b"Exif\0\0MM\0\x2a" + struct.pack(">IH", 8, 1) + turn + bytes(4) + PHRASE
    for content, kind in (
        (png((b"tEXt", b"Comment\0" + PHRASE), (b"eXIf", PHRASE)), "image/png"),
        (jpeg((0xFE, PHRASE), (0xE1, exif), (0xED, PHRASE)), "image/jpeg"),
        (GIF[:-1] + b"\x21\xfe" + bytes([len(PHRASE)]) + PHRASE + b"\0\x3b", "image/gif"),
        (_webp_with(b"EXIF", PHRASE), "image/webp"),
    ):
        cleaned = only_picture(content, kind)
        assert cleaned is not None
        assert b"vibrant" not in cleaned
        assert only_picture(cleaned, kind) == cleaned
    turned = only_picture(jpeg((0xE1, exif)), "image/jpeg")
    assert turned is not None
    assert turn in turned, "it would lie on its side"


@pytest.mark.parametrize("deflated", [True, False])
def test_what_a_pdf_says_is_looked_at(deflated: bool) -> None:
    assert secrets_of_pdf(pdf(b"Hello there", deflated=deflated)) == ()
    assert secrets_of_pdf(pdf(PHRASE, deflated=deflated)) == (Secret.SEED_PHRASE,)
    spaced = b"(" + b") Tj (".join(bytes([letter]) for letter in PHRASE) + b")"
    assert secrets_of_pdf(pdf(b"x) Tj " + spaced + b" Tj (", deflated=deflated)) == (Secret.SEED_PHRASE,)


def test_a_pdf_that_cannot_be_looked_into_is_none() -> None:
    assert secrets_of_pdf(b"%PDF-1.4 " + PHRASE) is None
    assert secrets_of_pdf(pdf(b"x").replace(b"trailer<<", b"trailer<</Encrypt 2 0 R")) is None
    assert secrets_of_pdf(pdf(b"a" * MOST)) is None


@pytest.mark.parametrize(
    "said",
    [
        PHRASE.replace(b" v", b" \\\nv"),
        PHRASE.replace(b"v", b"\\166"),
        b"me (and " + PHRASE + b") alone",
        b"\xfe\xff" + "坡 恩 搅 拍 稍 惯 亩 岗 碍 烃 嘉 涉".encode("utf-16-be"),
        b"x) Tj <" + PHRASE.hex().encode() + b"> Tj (x",
    ],
    ids=["a line broken by a backslash", "octal", "inside another", "wide letters", "hex"],
)
def test_a_pdf_may_write_its_strings_in_many_ways(said: bytes) -> None:
    assert secrets_of_pdf(pdf(said)) == (Secret.SEED_PHRASE,)


def test_what_follows_a_stream_is_looked_at_and_a_picture_or_font_is_not() -> None:
    hello = pdf(b"hello")
    note = b"2 0 obj<</Contents(" + PHRASE + b")>>endobj\ntrailer"
    assert secrets_of_pdf(hello.replace(b"trailer", note)) == (Secret.SEED_PHRASE,)
    large = b"/Length 1/Subtype /Image>>stream\n" + zlib.compress(b"(" * MOST)
    assert secrets_of_pdf(hello.replace(b"/Length 1>>stream\n", large + b"\nendstream 3 0 obj<<>>stream\n")) == ()


@given(st.binary(max_size=200), st.sampled_from(sorted(SOUND)), st.integers(0, 60))
def test_any_bytes_get_an_answer(noise: bytes, kind: str, at: int) -> None:
    for content in (noise, SOUND[kind][:at] + noise, SOUND[kind][:at] + noise + SOUND[kind][at:]):
        kept = only_picture(content, kind)
        assert kept is None or only_picture(kept, kind) == kept
        secrets_of_pdf(b"%PDF-" + content + b"%%EOF")


def _webp_with(name: bytes, content: bytes) -> bytes:
    chunk = name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)
    body = WEBP[8:] + chunk
    return b"RIFF" + struct.pack("<I", len(body)) + body
