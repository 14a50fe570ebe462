"""What `clean` takes away and what it leaves."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengta.safety.clean import clean

ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a\x00b\x07c\x7f", "abc"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("lone \ud83d here", "lone  here"),
        ("pay \u202etxt.exe\u202c", "pay txt.exe"),
        ("\u2066isolated\u2069", "isolated"),
        ("zero\u200bwidth\ufeff so\u00adft", "zerowidth soft"),
        ("aban\u200ddon", "abandon"),
        ("cafe\u0301", "café"),
        ("\u1100\u1161\u1100\u1167\u11a8", "가격"),
        ("\u27e6seed_phrase\u27e7", "[seed_phrase]"),
        ("s\u0336t\u0336r\u0336o\u0332k\u0332e", "stroke"),
        ("a \u2260 b, 1\ufe0f\u20e3", "a \u2260 b, 1\ufe0f\u20e3"),
        ("hidden\U000e0041\U000e0042", "hidden"),
    ],
)
def test_what_could_harm_or_hide_is_gone(raw: str, kept: str) -> None:
    assert clean(raw) == kept


@pytest.mark.parametrize(
    "text", ["مرحبا بالعالم", "שלום", "👩‍👩‍👧", "❤️", "می‌خواهم", "क्‍ष", "助记词丢了,怎么办?", "0.5 ETH → 0x12"]
)
def test_ordinary_writing_in_any_script_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once_and_never_raises(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()
    assert "\x00" not in once
