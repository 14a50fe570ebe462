"""Text is cut into words so that what people ask for is what they find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengta.inbox.words import asked, highlights, words_of

HASH = "0x9f2c4b7e1d3a5c6f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7"


def finds(query: str, text: str) -> bool:
    wanted = asked(query)
    return bool(wanted) and set(wanted) <= set(words_of(text))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("转账", "我的USDT转账一直没到"),
        ("被盗", "钱包被盗了怎么办"),
        ("未到账", "充值未到账,已经三个小时"),
        ("助记词", "我把助记词发给了别人"),
        ("USDT", "我的USDT转账一直没到"),
        ("usdt转账", "我的USDT转账一直没到"),
        ("转账", "我的轉賬一直沒到"),
        ("轉賬", "我的转账一直没到"),
        ("轉賬 usdt", "USDT转账"),
        ("盗", "钱包被盗了"),
        ("USDT", "USDT到账了吗"),
        ("ledger nano", "My Ledger  NANO is stuck"),
        ("3小时", "等了3小时"),
        (HASH, f"tx {HASH} please"),
        (HASH[2:].upper(), f"tx {HASH} please"),
        ("0x9f2c4b", f"tx {HASH[:8]} please"),
        ("c4d5e6f7", f"tx {HASH} please"),
        ("9f2c4b7e", f"tx {HASH} please"),
        ("⟦seed_phrase⟧", "I wrote ⟦seed_phrase⟧ there"),
        ("phrase", "I wrote ⟦seed_phrase⟧ there"),
    ],
)
def test_what_is_asked_for_is_found(query: str, text: str) -> None:
    """I15: two-character Chinese words, words glued to Latin ones, both Chinese scripts, quoted ends of hashes."""
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"), [("转账", "账转"), ("未到账", "到账"), ("usd", "USDT转账"), ("", "转账"), ("!? ,", "转账")]
)
def test_what_is_not_there_is_not_found(query: str, text: str) -> None:
    assert not finds(query, text)


def test_places_that_matched_are_marked_also_across_scripts() -> None:
    text = "我的USDT轉賬未到账"
    assert [text[start:end] for start, end in highlights(text, "usdt 转账")] == ["USDT轉賬"]
    text = "请稍等…① 轉賬 ﬁnally"
    assert [text[start:end] for start, end in highlights(text, "转账 finally")] == ["轉賬", "ﬁnally"]


@given(st.text(max_size=200))
def test_any_text_is_cut_and_finds_itself(text: str) -> None:
    assert set(asked(text)[:24]) <= set(words_of(text))
    assert words_of(text) == sorted(set(words_of(text)))


@given(st.text(max_size=80), st.text(max_size=20))
def test_marks_lie_in_the_text_in_order(text: str, query: str) -> None:
    spans = highlights(text, query)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
