"""What an address of a site gives away by itself: how it is written, whose names it uses, what it promises."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote

from dengta.safety.verdict import bait, sites
from dengta.safety.verdict.defang import defang
from dengta.safety.verdict.letters import imitated, is_mixed
from dengta.safety.verdict.model import Certainty, Grade, Reason
from dengta.safety.verdict.names import Borrowed, Names
from dengta.safety.verdict.weblink import Link, read, unicode_host
from dengta.safety.verdict.wordlist import words

FORWARDS = frozenset(
    words("url u uri link to target dest destination redirect redirect_uri redirect_url next continue goto return")
)
_SPLIT = re.compile(r"[^a-z0-9\u0080-\U0010ffff]+|(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_DIGITS = re.compile(r"\d")
_INNER = re.compile(r"(?i)(?:(?:https?|ftp):[/\\]*|[/\\]{2,})[^\s/\\?#&\"'<>]{1,250}")
LONG = 18  # letters of a label that somebody would hardly choose
MANY = 2  # hyphens in it


@dataclass(frozen=True, slots=True)
class Parts:
    """A host taken apart: what its owner chose (`label`), what stands before it, and where it ends."""

    host: str
    owner: str
    label: str
    before: tuple[str, ...]
    ending: str
    shared: str | None


def parts(host: str) -> Parts:
    """Raises nothing for any host that `weblink.read` gives."""
    owner, ending = sites.registrable(host), sites.suffix(host)
    shared = sites.shared(host)
    if shared is not None and shared in sites.SHARED and owner == shared and host != shared:
        before, owner = host.removesuffix("." + shared), host
        *rest, label = before.split(".")
        return Parts(host, owner, label, tuple(rest), shared, shared)
    label = owner.removesuffix("." + ending) if ending and owner != ending else owner.partition(".")[0]
    before = host.removesuffix(owner).rstrip(".")
    return Parts(host, owner, label, tuple(before.split(".")) if before else (), ending, shared)


def examine(link: Link, names: Names) -> list[Reason]:
    """Everything a link gives away, in the order a person should read it."""
    if not link.host:
        return [Reason("not_a_site", Certainty.CERTAIN, {"scheme": link.scheme[:20]}, Grade.SUSPICIOUS)]
    seen = list(_tricks(link))
    if not link.tricks & {"ip", "number"}:
        seen += _names(link, names)
    seen += _elsewhere(link)
    return seen


def _tricks(link: Link) -> Iterator[Reason]:
    where = {"host": defang(unicode_host(link.host))}
    if "userinfo" in link.tricks:
        another = "." in link.userinfo  # it is written to be read as another site
        grade = Grade.IMPERSONATION if another else Grade.SUSPICIOUS
        yield Reason("hidden_destination", Certainty.CERTAIN, where, grade)
    if link.tricks & {"backslash", "percent", "fullwidth"}:
        yield Reason("deceptive_writing", Certainty.CERTAIN, where, Grade.SUSPICIOUS)
    if link.tricks & {"ip", "number"}:
        yield Reason("numeric_host", Certainty.CERTAIN, where, Grade.SUSPICIOUS)
    elif link.port is not None:
        yield Reason("unusual_port", Certainty.POSSIBLE, {"port": str(link.port)})


def _names(link: Link, names: Names) -> Iterator[Reason]:
    host = unicode_host(link.host)
    whole = parts(link.host)
    mine = next((names.domains[parent] for parent in sites.parents(link.host) if parent in names.domains), None)
    if mine is not None and link.host != whole.shared:
        yield Reason("known_address", Certainty.LIKELY, {"name": mine.name})
        return
    labels = [*whole.before, whole.label]
    shown = [unicode_host(label) for label in labels]
    for label in shown:
        yield from _letters(label)
    found = _borrowed(shown, names)
    weight, baits = _weight(whole, shown, link)
    weight += bait.FAINT if weight and found is not None else 0
    if found is not None:
        yield _imitation(found, whole, weight, host)
    if weight >= bait.ENOUGH and (found is None or found.name.common):
        evidence = {"words": ", ".join(dict.fromkeys(baits))[:80], "host": defang(host)}
        yield Reason("bait_words", Certainty.POSSIBLE, evidence, Grade.SUSPICIOUS)
    if whole.shared is not None and (whole.host != whole.shared or len(link.path) > 1):
        yield Reason("anybodys_page", Certainty.CERTAIN, {"site": whole.shared})


def _letters(label: str) -> Iterator[Reason]:
    plain = imitated(label)
    if is_mixed(label):
        yield Reason("mixed_scripts", Certainty.LIKELY, {"written": label[:60], "read": plain or "?"}, Grade.SUSPICIOUS)
    elif plain is not None and plain.isalnum():
        yield Reason("foreign_letters", Certainty.POSSIBLE, {"written": label[:60], "read": plain}, Grade.SUSPICIOUS)


def _borrowed(labels: Sequence[str], names: Names) -> Borrowed | None:
    best: Borrowed | None = None
    for label in reversed(labels):
        joined = label.replace("-", "")
        for word in dict.fromkeys([joined, *_SPLIT.split(label)]):
            found = names.borrowed(word) if len(word) > 2 else None
            if found is not None and (best is None or (best.name.common and not found.name.common)):
                best = found
        if best is None or best.name.common:
            best = names.inside(joined) or best
        if best is not None and not best.name.common:
            break
    return best


def _imitation(found: Borrowed, whole: Parts, weight: int, host: str) -> Reason:
    evidence = {"name": found.name.name, "host": defang(host)}
    code = {"same": "uses_name", "lookalike": "lookalike_name", "slip": "misspells_name"}[found.how]
    if found.name.common:
        strong = found.how == "lookalike" and found.whole and weight >= bait.FAIR
        return Reason(code, Certainty.POSSIBLE, evidence, Grade.IMPERSONATION if strong else None)
    if found.name.ours:
        return Reason("imitates_us", Certainty.LIKELY, evidence, Grade.IMPERSONATION)
    return Reason(code, Certainty.LIKELY if found.whole else Certainty.POSSIBLE, evidence, Grade.IMPERSONATION)


def _weight(whole: Parts, labels: Sequence[str], link: Link) -> tuple[int, list[str]]:
    split = [word for label in labels for word in _SPLIT.split(label)]
    weight, found = bait.weigh(split, ".".join(labels))
    if not weight:
        return 0, []
    weight += bait.ENDINGS.get(whole.ending.rpartition(".")[2], 0) if whole.shared is None else bait.FAIR
    weight += whole.label.count("-") >= MANY or len(whole.label) >= LONG
    weight += bool(_DIGITS.search(whole.label))
    inside = list(bait.PATH_WORDS.found(unquote(link.path[:300]).lower())) if link.path else []
    return weight + (bait.FAIR if inside else 0), found + inside


def _elsewhere(link: Link) -> Iterator[Reason]:
    if sites.registrable(link.host) in sites.SHORTENERS and len(link.path) > 1:
        yield Reason("shortened", Certainty.CERTAIN, {"host": defang(link.host)}, Grade.SUSPICIOUS)
    target = forwarded(link)
    if target is not None and sites.registrable(target.host) != sites.registrable(link.host):
        yield Reason("forwards", Certainty.LIKELY, {"host": defang(unicode_host(target.host))})


def carried(link: Link) -> Iterator[Link]:
    """Every other site that a link names behind its host, however it is packed: where an open redirect may lead."""
    text = f"{link.path}?{link.query}#{link.fragment}"[:2000]
    for _ in range(3):
        text = unquote(text)
    values = parse_qsl(link.query[:2000], max_num_fields=50) if link.query.count("&") < 50 else ()
    bare = (value for name, value in values if name.lower() in FORWARDS and "." in value)
    for written in [*(found[0] for found in _INNER.finditer(text)), *bare]:
        inner = read(written)
        if inner is not None and sites.is_known_ending(inner.host or "-"):
            yield inner


def forwarded(link: Link) -> Link | None:
    """Where a link says that it leads on to, if it does."""
    if not link.query:
        return None
    for name, value in parse_qsl(link.query[:2000], max_num_fields=50) if link.query.count("&") < 50 else ():
        if name.lower() in FORWARDS and value.lower().startswith(("http:", "https:", "//")):
            found = read(value)
            if found is not None and found.host:
                return found
    return None
