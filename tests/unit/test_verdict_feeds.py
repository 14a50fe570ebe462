"""Lists in every published form are read to the same entries."""

import json

import pytest

from dengta.safety.verdict.feeds import UnreadableFeed, read_feed

FORMS = {
    "array": json.dumps(["evil.com", "Bad.example.ORG."]),
    "domains": json.dumps({"domains": ["evil.com", "bad.example.org"]}),
    "objects": json.dumps([{"url": "https://evil.com/"}, {"domain": "bad.example.org"}]),
    "groups": json.dumps({"a": ["evil.com"], "b": ["bad.example.org"]}),
    "yaml of objects": "- name: x\n  url: https://evil.com\n  category: Scam\n- url: 'bad.example.org'\n".replace(
        "- name: x\n", "-\n"
    ),
    "yaml of items": "- evil.com\n- bad.example.org\n",
    "hosts": "# a comment\n127.0.0.1 localhost\n0.0.0.0 evil.com # why\n0.0.0.0 bad.example.org\n",
    "filters": "! Title: x\n||evil.com^\n||bad.example.org^$all\n",
    "plain": "\ufeffevil.com\n*.bad.example.org\n\n# end\n",
    "links": "https://evil.com\nhxxps://nothing\nhttp://bad.example.org/\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read(form: str) -> None:
    assert set(read_feed("a", FORMS[form].encode()).deny) >= {"evil.com", "bad.example.org"}
    assert len(read_feed("a", FORMS[form].encode()).deny) == 2


def test_both_sides_of_a_configuration_are_kept() -> None:
    told = {"tolerance": 2, "fuzzylist": ["metamask.io"], "whitelist": ["good.com"], "blacklist": ["evil.com"]}
    feed = read_feed("a", json.dumps(told).encode())
    assert (feed.deny, feed.allow, feed.fuzzy, feed.tolerance) == (["evil.com"], ["good.com"], ["metamask.io"], 2)
    polkadot = read_feed("a", json.dumps({"allow": ["good.com"], "deny": ["evil.com"]}).encode())
    assert (polkadot.deny, polkadot.allow) == (["evil.com"], ["good.com"])


def test_a_list_of_good_sites_allows() -> None:
    feed = read_feed("a", b"good.com\n", allows=True)
    assert (feed.deny, feed.allow) == ([], ["good.com"])


def test_pages_names_in_other_scripts_and_addresses_are_entries() -> None:
    feed = read_feed(
        "a",
        "https://sites.google.com/view/evil/\nhttps://münchen.de\n0xABcdef0123456789abcdef0123456789ABCDEF01\n".encode(),
    )
    assert feed.deny == [
        "0xabcdef0123456789abcdef0123456789abcdef01",
        "sites.google.com/view/evil",
        "xn--mnchen-3ya.de",
    ]


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"<html>not found</html>", b"\x00\x01", b"[" * 100_000])
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFeed):
        read_feed("a", content)
