"""Links are read as browsers read them, and what they give away is said."""

import pytest

from dengta.safety.verdict import links, sites
from dengta.safety.verdict.model import Grade, Sort, graded
from dengta.safety.verdict.names import Names, known
from dengta.safety.verdict.near import Near, levenshtein
from dengta.safety.verdict.official import Entry, Official
from dengta.safety.verdict.weblink import read

NAMES = Names(known())
# What Node 20's WHATWG `URL` makes of each: scheme, host, port.
BROWSERS = [
    ("https://example.com/", ("https", "example.com", "")),
    ("https://metamask.io@evil.com/x", ("https", "evil.com", "")),
    ("https://evil.com\\@metamask.io/", ("https", "evil.com", "")),
    ("https:evil.com", ("https", "evil.com", "")),
    ("https:/\\/evil.com/a", ("https", "evil.com", "")),
    ("https://\uff45\uff56\uff49\uff4c\uff0e\uff43\uff4f\uff4d/", ("https", "evil.com", "")),
    ("https://evil\u3002com/", ("https", "evil.com", "")),
    ("https://xn--80ak6aa92e.com/", ("https", "xn--80ak6aa92e.com", "")),
    ("https://EXAMPLE.com:443/", ("https", "example.com", "")),
    ("https://example.com:8443/", ("https", "example.com", "8443")),
    ("http://0x7f.1/", ("http", "127.0.0.1", "")),
    ("http://2130706433/", ("http", "127.0.0.1", "")),
    ("http://0177.0.0.1/", ("http", "127.0.0.1", "")),
    ("http://127.1/", ("http", "127.0.0.1", "")),
    ("http://[::1]/", ("http", "[::1]", "")),
    ("http://256.256.256.256/", None),
    ("https://ex%61mple.com/", ("https", "example.com", "")),
    ("https://exa\tmple.com/", ("https", "example.com", "")),
    ("  https://example.com", ("https", "example.com", "")),
    ("https://a b.com/", None),
    ("https://user:pa@ss@evil.com/", ("https", "evil.com", "")),
    ("https://example.com./", ("https", "example.com", "")),
    ("javascript:alert(1)", ("javascript", "", "")),
    ("data:text/html,x", ("data", "", "")),
    ("https://m\xfcnchen.de/", ("https", "xn--mnchen-3ya.de", "")),
    ("https://fa\xdf.de/", ("https", "xn--fa-hia.de", "")),
    ("https://\u24d4xample.com/", ("https", "example.com", "")),
    ("https://evil.com#@metamask.io", ("https", "evil.com", "")),
    ("https://evil.com?@metamask.io", ("https", "evil.com", "")),
    ("https://%zz.com/", None),
    ("https://\u2603.net/", ("https", "xn--n3h.net", "")),
    ("http://1.2.3.4.5/", None),
    ("https://evil.com:99999/", None),
    ("https://exam\u200bple.com/", ("https", "example.com", "")),
    ("https://a_b.example.com/", ("https", "a_b.example.com", "")),
    ("https://example.com%2fevil.com/", None),
]


@pytest.mark.parametrize(("written", "wanted"), BROWSERS, ids=[repr(written) for written, _ in BROWSERS])
def test_a_link_leads_where_a_browser_would_go(written: str, wanted: tuple[str, str, str] | None) -> None:
    link = read(written)
    found = None if link is None else (link.scheme, link.host, str(link.port or ""))
    assert found == wanted


@pytest.mark.parametrize(
    ("written", "code", "grade"),
    [
        ("https://metamask.io@evil.com/x", "hidden_destination", Grade.IMPERSONATION),
        ("https://evil.com\\@metamask.io/", "deceptive_writing", Grade.SUSPICIOUS),
        ("http://2130706433/", "numeric_host", Grade.SUSPICIOUS),
        ("javascript:alert(1)", "not_a_site", Grade.SUSPICIOUS),
        ("https://metamask-claim.xyz/", "uses_name", Grade.IMPERSONATION),
        ("https://claim.metamask.io.evil.com/", "uses_name", Grade.IMPERSONATION),
        ("https://metarnask.io/", "lookalike_name", Grade.IMPERSONATION),
        ("https://m\u0435tamask.io/", "lookalike_name", Grade.IMPERSONATION),
        ("https://xn--80ak6aa92e.com/", "foreign_letters", Grade.SUSPICIOUS),
        ("https://metamsk.io/", "misspells_name", Grade.IMPERSONATION),
        ("https://metamaks.io/", "misspells_name", Grade.IMPERSONATION),
        ("https://uniswap-airdrop.pages.dev/", "uses_name", Grade.IMPERSONATION),
        ("https://claim-airdrop.pages.dev/", "bait_words", Grade.SUSPICIOUS),
        ("https://sites.google.com/view/x", "anybodys_page", Grade.UNKNOWN),
        ("https://bit.ly/3abcd", "shortened", Grade.SUSPICIOUS),
        ("https://lingqu-kongtou.top/", "bait_words", Grade.SUSPICIOUS),
        ("https://metamask.io/", "known_address", Grade.UNKNOWN),
        ("https://example.com:8443/", "unusual_port", Grade.UNKNOWN),
    ],
)
def test_what_a_link_gives_away_is_said(written: str, code: str, grade: Grade) -> None:
    link = read(written)
    assert link is not None
    reasons = links.examine(link, NAMES)
    assert code in [reason.code for reason in reasons]
    assert graded(reasons) is grade


@pytest.mark.parametrize(
    "host", ["example.org", "wikipedia.org", "bbc.co.uk", "xn--fiqs8s.xn--fiqs8s", "pineapple.org"]
)
def test_an_ordinary_site_gives_nothing_away(host: str) -> None:
    link = read(host)
    assert link is not None
    assert links.examine(link, NAMES) == []


def test_where_a_link_leads_on_to_is_looked_at() -> None:
    link = read("https://accounts.example.com/x?continue=https%3A%2F%2Fevil.xyz%2F")
    assert link is not None
    target = links.forwarded(link)
    assert target is not None
    assert target.host == "evil.xyz"
    assert [reason.code for reason in links.examine(link, NAMES)] == ["forwards"]


def test_our_own_names_are_watched_too() -> None:
    ours = Official([Entry(Sort.DOMAIN, "lighthouse-wallet.com")], names=["Lighthouse"])
    for written in ("lighthouse-help.com", "l1ghthouse.io", "lighthouse-wallet.com.evil.net"):
        link = read(written)
        assert link is not None
        assert [reason.code for reason in links.examine(link, ours.names)][:1] == ["imitates_us"], written


def test_owners_are_told_by_the_public_suffix_list() -> None:
    assert sites.registrable("a.b.foo.co.uk") == "foo.co.uk"
    assert sites.registrable("x.foo.github.io") == "foo.github.io"
    assert sites.shared("foo.github.io") == "github.io"
    assert sites.shared("www.bbc.co.uk") is None


@pytest.mark.parametrize(("one", "other", "distance"), [("kitten", "sitting", 3), ("", "abc", 3), ("same", "same", 0)])
def test_distances_are_levenshteins(one: str, other: str, distance: int) -> None:
    assert levenshtein(one, other) == distance


def test_a_swap_counts_as_one_slip_unless_it_may_not() -> None:
    near = Near(["metamask"], edits=1)
    assert near.find("metmaask") == "metamask"
    assert near.find("metmaask", swaps=False) is None
    assert near.find("metmsak") is None
