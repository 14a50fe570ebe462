"""Reads the lists that others publish: JSON arrays, `{domains: []}`, eth-phishing-detect's configuration, Polkadot's
`{allow, deny}`, YAML with `url:` or plain items, hosts files, filter lists, plain lines."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dengta.kernel.errors import Kind, Refused
from dengta.safety.verdict.lists import FeedContent
from dengta.safety.verdict.weblink import read

MOST = 2_000_000
LONGEST = 2_000
DENY = ("deny", "blacklist", "blocklist", "domains", "urls", "addresses", "data", "phishing")
ALLOW = ("allow", "whitelist", "allowlist")
KEYS = ("url", "domain", "address", "name")
_HOSTS = re.compile(r"(?:0\.0\.0\.0|127\.0\.0\.1|::1?|fe80::1%lo0)\s+(\S+)")
_YAML = re.compile(
    r"\s*-?\s*(?:url|domain|address|name)\s*:\s*[\"']?([^\s\"'#]+)|\s*-\s+[\"']?([^\s\"':#]+\.[^\s\"'#]+)"
)
_FILTER = re.compile(r"\|\|([^\^/$*|]+)\^?(?:\$.*)?$")
_ADDRESS = re.compile(r"0x[0-9a-f]{40}|[A-Za-z0-9]{26,110}")
_LOOPBACK = frozenset({"localhost", "localhost.localdomain", "local", "broadcasthost", "0.0.0.0", "ip6-localhost"})  # noqa: S104 -- as hosts files have them
_LABEL = re.compile(r"[a-z0-9-]{8,63}")
_HOST = re.compile(r"(?:[^\s/.:@?#]+\.)+[^\s/.:@?#]{2,63}", re.UNICODE)


class UnreadableFeed(Refused):
    """The list is in no format that is known, or holds nothing."""

    kind = Kind.UNPROCESSABLE
    code = "feed_unreadable"


def read_feed(name: str, content: bytes, *, allows: bool = False) -> FeedContent:
    """What a published list says, normalised and each entry once.

    `allows` says that a list without sides of its own is one of good sites. What is neither host, page nor address is
    left out. Raises `UnreadableFeed` when nothing is left.
    """
    text = content.decode("utf-8-sig", "replace")
    told = _json(text) if text.lstrip()[:1] in ("{", "[") else None
    if told is None:
        deny, allow, fuzzy, tolerance = _sides(list(_lines(text)))
    else:
        deny, allow, fuzzy, tolerance = _sides(told)
    dotless = told is not None
    good = entries([*allow, *deny] if allows else allow, dotless=dotless)
    bad = [] if allows else entries(deny, dotless=dotless)
    if not bad and not good:
        raise UnreadableFeed("no site or address in it")
    return FeedContent(name, bad, good, entries(fuzzy), tolerance)


def entries(written: Iterable[str], *, dotless: bool = False) -> list[str]:
    """Hosts, `host/path` and lower-case addresses, as `Lists` looks them up, sorted.

    `dotless` lets single long labels stand too, as JSON lists have a few; in lines of text they would be words.
    """
    found = {entry for one in written if (entry := entry_of(one) or (_label(one) if dotless else ""))}
    return sorted(found)


def _label(written: str) -> str:
    return written if _LABEL.fullmatch(written) else ""


def entry_of(written: str) -> str:
    """One entry in the form `Lists` looks up; empty when it is nothing of the kind."""
    text = written.strip().strip("\"'").removeprefix("*.").removeprefix("@")
    if not text or len(text) > LONGEST:
        return ""
    if "." not in text:
        return text.lower() if _ADDRESS.fullmatch(text.lower()) or _ADDRESS.fullmatch(text) else ""
    plain = text.lower().rstrip("/")
    if _HOST.fullmatch(plain) and plain.isascii():
        return plain if plain not in _LOOPBACK else ""
    link = read(text)
    if link is None or "." not in link.host or link.host in _LOOPBACK:
        return ""
    return link.host + (link.path.rstrip("/") if len(link.path) > 1 else "")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _sides(told: Any) -> tuple[list[str], list[str], list[str], int]:
    if isinstance(told, list):
        return list(_texts(told)), [], [], 0
    if not isinstance(told, dict):
        return [], [], [], 0
    deny = [text for key in DENY for text in _texts(told.get(key))]
    allow = [text for key in ALLOW for text in _texts(told.get(key))]
    if not deny and not allow:  # {"evil.com": …} and {"group": ["evil.com"]}
        deny = [*told, *(text for value in told.values() for text in _texts(value))]
    tolerance = told.get("tolerance", 3)
    return deny, allow, list(_texts(told.get("fuzzylist"))), min(tolerance, 3) if isinstance(tolerance, int) else 3


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, Mapping):
        told = list(told)
    for each in told if isinstance(told, list) else ():
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            found = next((each[key] for key in KEYS if isinstance(each.get(key), str)), None)
            if found is not None:
                yield found


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines()[:MOST]:
        bare = line.strip()
        if not bare or bare[0] in "#!;[" or bare.startswith("//"):
            continue
        yield next((found for way in _WAYS if (found := way(bare))), bare.split(" #")[0].split("\t")[0].strip())


def _matched(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def match(line: str) -> str:
        found = pattern.match(line)
        return next((group for group in found.groups() if group), "") if found else ""

    return match


_WAYS = (_matched(_HOSTS), _matched(_FILTER), _matched(_YAML))
