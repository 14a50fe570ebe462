"""Finds in a text everything that can be said something about. Each pattern is read once, left to right."""

import re
from collections.abc import Callable, Iterator

from dengta.safety.verdict import platforms, sites
from dengta.safety.verdict.addresses import candidates, looks_like
from dengta.safety.verdict.defang import refang
from dengta.safety.verdict.model import Sort, Thing
from dengta.safety.verdict.weblink import Link, read
from dengta.safety.verdict.wordlist import words

MOST = 20
"""The most things looked at in one text."""
_STOPS = r"\s<>\"'`，。；、！？）】」》“”‘’（【「《"
_HAN = "\u3400-\u9fff"
_LETTER = rf"[^\W_{_HAN}]"
_LINK = re.compile(rf"(?i)(?<![A-Za-z0-9])(?:https?|ftp|wss?):[^{_STOPS}]{{1,2000}}")
_GLUED = re.compile(rf"([A-Za-z]+:[/\\]*[^/\\?#{_HAN}]*\.[A-Za-z]{{2,24}})[{_HAN}]")
_SCRIPT = re.compile(r"(?i)(?<![A-Za-z0-9])(?:javascript|vbscript|data|file|intent):[^\s]{3,2000}")
_EMAIL = re.compile(
    rf"(?<![\w.%+-])[A-Za-z0-9._%+-]{{1,64}}@(?:{_LETTER}[\w-]{{0,62}}\.){{1,6}}{_LETTER}[\w-]{{1,24}}"
    r"(?![\w@-]|[.。．｡][A-Za-z0-9])"
)
_DISPLAYED = re.compile(r"([^\n<>,;]{1,120})<$")
_SENDER = re.compile(r"[\s\"'”’)]{0,5}<([^\s<>]{3,120})>")
_ON = re.compile(r"[。．｡](?:[A-Za-z0-9-]{1,63}[.。．｡]){0,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])")
_HOST = re.compile(
    rf"(?<![@.\-_A-Za-z0-9\u00c0-\u2fff/])(?:{_LETTER}[^\W{_HAN}]{{0,62}}(?:-+[^\W{_HAN}]{{1,62}}){{0,12}}\.){{1,10}}"
    rf"(?:xn--[A-Za-z0-9-]{{2,60}}|[^\W\d_{_HAN}][^\W_{_HAN}]{{1,23}})(?::\d{{1,5}})?"
    rf"(?![^\W{_HAN}]|@|[.\-][^\W{_HAN}]|:[^\s/]{{1,100}}@)"
    rf"(?:[/?#\\][^{_STOPS}{_HAN}]{{0,2000}})?"
)
_HANDLE = re.compile(rf"(?<![A-Za-z0-9_@./])@(?:[^\W{_HAN}]|[.#\-](?=[A-Za-z0-9_])){{3,60}}")
_PHONE = re.compile(r"(?<![\w.+])(?:\+|00)?\d[\d ()\-]{5,18}\d(?![\w.])")
_CALL = re.compile(r"(?<![A-Za-z0-9])0x(?:[0-9a-fA-F]{72,18000}|ef0100[0-9a-fA-F]{40})(?![A-Za-z0-9])")
_ADDRESS = re.compile(r"(?<![A-Za-z0-9_:])(?:bitcoincash:)?[A-Za-z0-9][A-Za-z0-9_\-]{24,109}(?![A-Za-z0-9])")
_VERSION = re.compile(r"[\s,(]{0,3}(?:v|version|版本)?[\s:]{0,2}(\d{1,4}(?:\.\d{1,5}){1,3})(?![\d.])", re.IGNORECASE)
_APP_STARTS = frozenset(words("com org net io im app co me cn pro dev vip finance xyz cc jp kr de fr ru uk"))
_SITE_ENDS = frozenset(words("com org net io cn co info biz xyz top vip cc online site"))
_FILES = frozenset(words("md py sh rs pl zip mov ps cc so ai apk exe pdf png jpg txt doc json js ts"))
_TRAILING = ".,;:!?)]}>'\"，。；！？…"
GROUPS = frozenset({"discord.gg", "chat.whatsapp.com", "qm.qq.com", "jq.qq.com", "line.me", "signal.group", "zalo.me"})
_RESERVED = frozenset(
    words("""
    joinchat share home search watch status intent i addlist proxy r p iv socks setlanguage addstickers addemoji login
    groups profile.php user in company reel events pages story.php permalink.php hashtag explore invoice contact boost
    """)
)
_BY_AT = frozenset({"medium", "youtube", "tiktok", "threads"})
_OF_ANYBODY = frozenset({"status", "statuses"})
"""Posts that are found by their number alone, whatever account stands before it."""

Find = Callable[[str], Iterator[Thing]]


def recognise(text: str, *, refanged: bool = False) -> tuple[list[Thing], bool]:
    """What stands in a text, in its order, each thing once; and whether there was more than `MOST`.

    `text` may be defanged (`hxxps`, `[.]`): it is read as what it stands for, and places are counted there. `refanged`
    says that it is to be read as it is.
    """
    text = text if refanged else refang(text)
    taken: list[Thing] = []
    for find in _FINDERS:
        for thing in find(text):
            if not any(thing.start < other.end and other.start < thing.end for other in taken):
                taken.append(thing)
            if len(taken) > MOST:
                break
    kept = {
        (thing.sort, thing.value, thing.detail, thing.near): thing for thing in sorted(taken, key=lambda one: one.start)
    }
    return list(kept.values())[:MOST], len(taken) > MOST


def _links(text: str) -> Iterator[Thing]:
    for found in _SCRIPT.finditer(text):  # first: there may be a link inside
        yield Thing(Sort.LINK, found[0], found.start(), found.end())
    for found in _LINK.finditer(text):
        start = found.start()
        for part in found[0].split("](http"):  # a link in Markdown: what is shown, and where it leads
            written = _goes_on(text, start, _trimmed(part if start == found.start() else "http" + part))
            yield from _as_link(written, start)
            start += len(part) + (2 if start == found.start() else 6)


def _goes_on(text: str, start: int, written: str) -> str:
    """A host with the rest of it that stands behind an ideographic full stop, which browsers take for a dot."""
    rest = _ON.match(text, start + len(written))
    if rest is None or re.search(r"[/\\?#]", written.partition("//")[2] or written):
        return written
    return written + rest[0] if sites.is_known_ending(re.sub("[。．｡]", ".", rest[0][1:]).lower()) else written


def _trimmed(written: str) -> str:
    """Without the punctuation of the sentence around it, and without Chinese that was glued to it."""
    glued = _GLUED.match(written)
    if glued is not None:
        return glued[1]
    head = re.match(r"[A-Za-z]+:[/\\]*[^/\\?#]*", written)
    host_end = head.end() if head else 0
    cut = re.search(f"[{_HAN}]", written[host_end:])
    return (written[: host_end + cut.start()] if cut else written).rstrip(_TRAILING)


def _as_link(written: str, start: int) -> Iterator[Thing]:
    link = read(written)
    end = start + len(written)
    if link is not None:
        yield _on_platform(link, start, end) or Thing(Sort.LINK, written, start, end)


def _on_platform(link: Link, start: int, end: int) -> Thing | None:
    """A link to an account, a group or a number on a messenger or network."""
    host = link.host.removeprefix("www.")
    if host.endswith(".t.me") and len(link.path) < 2:
        return Thing(Sort.HANDLE, host.removesuffix(".t.me"), start, end, "telegram")
    first, *rest = [part for part in link.path.split("/") if part] or [""]
    if host in GROUPS or (host == "discord.com" and first == "invite"):
        return Thing(Sort.GROUP, f"{host}{link.path}".lower(), start, end)
    if host in ("wa.me", "api.whatsapp.com") and first.lstrip("+").isdigit():
        return Thing(Sort.PHONE, "+" + first.lstrip("+"), start, end, "whatsapp")
    platform = platforms.HOSTS.get(host)
    if platform == "telegram" and (first.startswith("+") or first == "joinchat"):
        return Thing(Sort.GROUP, f"t.me/{'/'.join([first, *rest])}".lower(), start, end)
    name = first.lstrip("@").lower()
    if platform in _BY_AT and not first.startswith("@"):
        return None  # a channel or publication: anybody may name one like somebody's account
    if rest and rest[0].lower() in _OF_ANYBODY:
        return None
    if platform is None or not name or name in _RESERVED or not re.fullmatch(r"[\w.-]{2,40}", name):
        return None
    return Thing(Sort.HANDLE, name, start, end, platform)


def _emails(text: str) -> Iterator[Thing]:
    for found in _EMAIL.finditer(text):
        displayed, sender = _DISPLAYED.search(text, 0, found.start()), _SENDER.match(text, found.end())
        detail, near = displayed[1].strip() if displayed else "", (sender[1].lower(),) if sender else ()
        yield Thing(Sort.EMAIL, found[0].lower(), found.start(), found.end(), detail, near)


def _hosts(text: str) -> Iterator[Thing]:
    whole = text.strip()
    found_all = list(_HOST.finditer(text))
    if not found_all and "." in whole and len(whole) < 200 and not re.search(r"[\s@]", whole):
        yield from _as_host(whole, text.find(whole), whole, text)
    for found in found_all:
        written = _goes_on(text, found.start(), found[0].rstrip(_TRAILING))
        yield from _as_host(written, found.start(), whole, text)


def _as_host(written: str, start: int, whole: str, text: str) -> Iterator[Thing]:
    link, end = read(written), start + len(written)
    if link is None or link.tricks & {"ip", "number"}:
        return
    labels = link.host.split(".")
    if labels[0] in _APP_STARTS and labels[-1] not in _SITE_ENDS and not link.path and link.port is None:
        version = _VERSION.match(text, end)
        yield Thing(Sort.APP, written, start, version.end() if version else end, version[1] if version else "")
    elif sites.is_known_ending(link.host) and (not _is_file(labels, link) or written == whole):
        bare = not link.path and not link.query and link.port is None
        sort = Sort.DOMAIN if bare else Sort.LINK
        yield _on_platform(link, start, end) or Thing(sort, link.host if bare else written, start, end)


def _is_file(labels: list[str], link: Link) -> bool:
    return labels[-1] in _FILES and len(labels) == 2 and not link.path


def _handles(text: str) -> Iterator[Thing]:
    spots = list(_HANDLE.finditer(text))
    where = platforms.places(text, [found.span() for found in spots])
    for found, place in zip(spots, where, strict=True):
        yield Thing(Sort.HANDLE, found[0][1:].lower(), found.start(), found.end(), place.network, place.near)


def _plain_names(text: str) -> Iterator[Thing]:
    for start, end, network in platforms.without_sign(text):
        yield Thing(Sort.HANDLE, text[start:end].lower(), start, end, network)


def _phones(text: str) -> Iterator[Thing]:
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        international = found[0].startswith(("+", "00"))
        known = international or re.fullmatch(r"(?:86)?1[3-9]\d{9}|[48]00\d{7}", digits) or found[0] == text.strip()
        if known and 7 <= len(digits) <= 15:
            yield Thing(Sort.PHONE, phone(found[0]), found.start(), found.end())


def phone(written: str) -> str:
    """A number as it is compared: digits, a `+` before them if it names its country."""
    digits = re.sub(r"\D", "", written)
    if written.startswith("00"):
        return "+" + digits[2:]
    return "+" + digits if written.startswith("+") else digits


def _signatures(text: str) -> Iterator[Thing]:
    for found in _CALL.finditer(text):
        yield Thing(Sort.SIGNATURE, found[0], found.start(), found.end())


def _addresses(text: str) -> Iterator[Thing]:
    for found in _ADDRESS.finditer(text):
        if candidates(found[0]) or looks_like(found[0]):
            yield Thing(Sort.ADDRESS, found[0], found.start(), found.end())


_FINDERS: tuple[Find, ...] = (_links, _emails, _signatures, _addresses, _hosts, _handles, _plain_names, _phones)
