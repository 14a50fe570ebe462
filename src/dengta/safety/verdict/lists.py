"""Lists of bad and good sites in memory: compact, and looked up in time that does not grow with their length."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dengta.safety.verdict import sites
from dengta.safety.verdict.near import Near

MOST_FEEDS = 15
_MASK = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class FeedContent:
    """What one feed says. Entries are hosts, `host/path`, or lower-case addresses.

    `fuzzy` are names that nothing may be within `tolerance` slips of, as in eth-phishing-detect's configurations.
    """

    name: str
    deny: Sequence[str] = ()
    allow: Sequence[str] = ()
    fuzzy: Sequence[str] = ()
    tolerance: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """Which feeds say what of a thing. Allowing beats denying; that they disagree is for the caller to show."""

    deny: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    like: str = ""
    """The name of a fuzzy list that a host is too near to."""


class Lists:
    """Every feed, as sorted 63-bit hashes with one small number each: ten bytes an entry.

    Two entries may share a hash: among 450,000 the chance that a host nobody listed is found is one in 2×10¹³. Hashes
    are keyed anew in every process (PEP 456), so nobody can make one to order. Adding is building anew.
    """

    def __init__(self, feeds: Iterable[FeedContent] = ()) -> None:
        kept = tuple(feeds)[:MOST_FEEDS]
        self.names = tuple(feed.name for feed in kept)
        self._deny = _Table([feed.deny for feed in kept])
        self._allow = _Table([feed.allow for feed in kept])
        self._fuzzy = [
            (Near(map(_bare, feed.fuzzy), edits=feed.tolerance), {_bare(name): name for name in feed.fuzzy})
            for feed in kept
            if feed.fuzzy
        ]
        self.entries = len(self._deny) + len(self._allow)

    def host(self, host: str, path: str = "") -> Listing:
        """What is said of a host, of a host above it, or of the page `path` on it (each `/` of it, up to eight).

        Nothing above the part that one owner answers for counts: `github.io` in a list says nothing of anybody's page.
        """
        deny = allow = 0
        owner = sites.registrable(host)
        for parent in sites.parents(host):
            deny |= self._deny.find(parent)
            allow |= self._allow.find(parent)
            if parent == owner:
                break
        for page in _pages(host, path):
            deny |= self._deny.find(page)
        like = "" if deny or allow else self._alike(host)
        return Listing(self._named(deny), self._named(allow), like)

    def value(self, value: str) -> Listing:
        """What is said of an address or a handle; upper and lower case count as the same."""
        low = value.lower()
        return Listing(self._named(self._deny.find(low)), self._named(self._allow.find(low)))

    def _alike(self, host: str) -> str:
        bare = _bare(host)
        for near, names in self._fuzzy:
            found = near.find(bare, swaps=False)
            if found is not None:
                return names[found]
        return ""

    def _named(self, bits: int) -> tuple[str, ...]:
        return tuple(name for at, name in enumerate(self.names) if bits >> at & 1)


class _Table:
    """Which of up to fifteen lists hold a text, as the bits of a number."""

    def __init__(self, lists: Sequence[Sequence[str]]) -> None:
        found: dict[int, int] = {}
        for at, entries in enumerate(lists):
            for entry in entries:
                key = hash(entry) & _MASK
                found[key] = found.get(key, 0) | 1 << at
        self._keys = array("q", sorted(found))
        self._bits = array("h", (found[key] for key in self._keys))

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, text: str) -> int:
        key = hash(text) & _MASK
        at = bisect_left(self._keys, key)
        return self._bits[at] if at < len(self._keys) and self._keys[at] == key else 0


def _pages(host: str, path: str) -> Iterable[str]:
    at = 0
    for _ in range(8):
        at = path.find("/", at + 1)
        if at < 0:
            break
        yield host + path[:at]
    if len(path) > 1:
        yield host + path.rstrip("/")


def _bare(host: str) -> str:
    """A host without its last label and `www.`, as eth-phishing-detect compares them."""
    return host.rpartition(".")[0].removeprefix("www.")


NO_LISTS = Lists()
