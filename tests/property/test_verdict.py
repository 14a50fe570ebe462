"""Whatever is pasted: an answer, in both languages, in time that grows with the text and nothing else."""

import time
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dengta.platform.i18n import LANGUAGES
from dengta.safety.verdict import sites, weblink
from dengta.safety.verdict.check import check
from dengta.safety.verdict.defang import defang, refang
from dengta.safety.verdict.feeds import UnreadableFeed, read_feed
from dengta.safety.verdict.lists import FeedContent, Lists
from dengta.safety.verdict.near import Near, levenshtein
from dengta.safety.verdict.shapes import report_shape

PARTS = st.sampled_from([
    "https://", "http:\\\\", "@", ".", "metamask", "xn--", "[::", "%2f", "0x", "ab" * 20, "。", "\u200b", "\u202e",
    "com", "/", "?u=", "1", "T", "bc1q", "{", '"primaryType":', "空投", "t.me/", "+86", "javascript:", "\udc80",
    "𝓜", "\u0301", ":99999", "f" * 64, "095ea7b3", "-", " ",
])  # fmt: skip
ANYTHING = st.one_of(st.text(max_size=300), st.lists(PARTS, max_size=40).map("".join))


@given(ANYTHING)
@settings(max_examples=400)
@example("http://[::1")
@example("https://xn--/")
@example("https://%/")
@example("0x" + "f" * 17_999)
def test_anything_gets_an_answer_in_both_languages(text: str) -> None:
    report = check(text)
    for lang in LANGUAGES:
        shown = report_shape(report, lang)
        assert msgspec.json.encode(shown)
        assert all(said for verdict in shown.verdicts for said in verdict.said)


@given(ANYTHING)
@example("a%\udc80")
def test_a_link_is_read_or_refused(text: str) -> None:
    link = weblink.read(text)
    assert link is None or link.scheme


@given(st.text(alphabet="abc.:/@hxtps-", max_size=60))
def test_what_is_defanged_is_no_link_and_comes_back(text: str) -> None:
    shown = defang(f"https://example.com/{text}")
    assert "://example.com" not in shown
    assert not shown.startswith("http")
    assert refang(shown).startswith("https://example.com/")


@given(st.binary(max_size=400))
def test_any_bytes_are_a_list_or_refused(content: bytes) -> None:
    try:
        feed = read_feed("a", content)
    except UnreadableFeed:
        return
    assert feed.deny or feed.allow


@given(st.lists(st.text("abcd", min_size=4, max_size=8), max_size=6), st.text("abcd", max_size=10), st.integers(0, 2))
def test_near_words_are_those_within_the_distance(known: list[str], word: str, edits: int) -> None:
    within = {one for one in known if levenshtein(one, word) <= edits}
    assert Near(known, edits=edits).find(word, swaps=False) in (within or {None})


@given(
    st.lists(st.from_regex(r"[a-z]{1,6}\.[a-z]{2,3}", fullmatch=True), max_size=30),
    st.from_regex(r"[a-z]{1,6}\.[a-z]{2,3}", fullmatch=True),
)
def test_a_host_is_listed_exactly_if_it_or_a_parent_is_in_a_list(hosts: list[str], host: str) -> None:
    assume(sites.registrable(f"sub.{host}") == host)  # what nobody owns alone, such as co.uk, covers nothing below it
    lists = Lists([FeedContent("a", deny=hosts)])
    assert bool(lists.host(f"sub.{host}").deny) == (host in hosts)


@pytest.mark.parametrize(
    "hostile",
    [
        lambda length: "a" * length,
        lambda length: "a." * (length // 2),
        lambda length: "a-" * (length // 2),
        lambda length: "@" * length,
        lambda length: "https://" + "a" * length,
        lambda length: "https://a.com/" * (length // 14),
        lambda length: "0x" + "f" * length,
        lambda length: "1 " * (length // 2),
        lambda length: "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3 " * (length // 35),
        lambda length: "[" * length,
        lambda length: '{"a":' * (length // 5),
        lambda length: "а" * length,
        lambda length: "xn--a." * (length // 6),
    ],
)
def test_no_text_is_slow(hostile: Callable[[int], str]) -> None:
    text = hostile(19_000)
    started = time.thread_time()
    check(text)
    assert time.thread_time() - started < 0.5, "seconds of the processor for 19,000 characters; the slowest takes 0.04"
