"""What `dengta bench verdict` counts is what it says it counts."""

from dengta.bench.verdict import _as_the_peer_says, _invented, half_of
from dengta.safety.verdict.lists import FeedContent, Lists


def test_a_campaign_of_like_names_is_in_one_half() -> None:
    names = [f"multichain-{word}.com" for word in ("guide", "token", "bridge", "swap")]
    assert len({half_of(name) for name in names}) == 1
    assert {half_of(name) for name in _invented(50)} == {0, 1}


def test_lists_are_read_as_the_peer_reads_them() -> None:
    lists = Lists([FeedContent("x", deny=["evil.com"], allow=["good.com"], fuzzy=["metamask.io"], tolerance=2)])
    assert _as_the_peer_says("www.good.com", lists) == [False, "whitelist"]
    assert _as_the_peer_says("a.evil.com", lists) == [True, "blacklist"]
    assert _as_the_peer_says("metamaskk.com", lists) == [True, "fuzzy"]
    assert _as_the_peer_says("example.com", lists) == [False, "all"]


def test_a_list_that_holds_a_shared_host_says_nothing_of_its_pages() -> None:
    lists = Lists([FeedContent("x", deny=["github.io"], allow=["pages.dev"])])
    assert lists.host("somebody.github.io").deny == ()
    assert lists.host("somebody.pages.dev").allow == ()
    assert lists.host("github.io").deny == ("x",)
