"""Reads a link as browsers do (WHATWG URL standard), because that is where it leads, whatever it looks like."""

import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

import idna

SPECIAL = frozenset({"http", "https", "ws", "wss", "ftp"})
DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21}
_EDGES = "".join(map(chr, range(0x21)))
_IGNORED = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):(?!\d{1,5}(?:[/?#\\]|$))")
_END_OF_HOST = re.compile(r"[/\\?#]")
_PORT = re.compile(r":(\d*)$")
_FORBIDDEN = re.compile(r"[\x00-\x20#/:<>?@\[\\\]^|%\x7f]")
_NUMBER = re.compile(r"(?:0[xX][0-9A-Fa-f]*|\d+)\Z")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads. `host` is lower-case ASCII; empty for a link that is no address of a site."""

    scheme: str
    host: str = ""
    port: int | None = None
    path: str = field(default="", repr=False)
    query: str = field(default="", repr=False)
    userinfo: str = field(default="", repr=False)
    fragment: str = field(default="", repr=False)
    tricks: frozenset[str] = frozenset()
    """How it hides where it leads: `userinfo`, `backslash`, `percent`, `number`, `ip`, `fullwidth`."""


def read(text: str) -> Link | None:
    """The link a browser's address bar would open, or None where it would refuse or search."""
    text = text.strip(_EDGES).translate(_IGNORED)
    found = _SCHEME.match(text)
    scheme = found[1].lower() if found else "https"
    rest = text[found.end() :] if found else text
    if scheme not in SPECIAL:
        return Link(scheme, path=rest)
    tricks = {"backslash"} if "\\" in rest.split("?")[0].split("#")[0] else set()
    rest = rest.lstrip("/\\")
    end = _END_OF_HOST.search(rest)
    authority, tail = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    userinfo, at, host = authority.rpartition("@")
    if at:
        tricks.add("userinfo")
    port = _PORT.search(host)
    if port:
        host = host[: port.start()]
    named = _host(host, tricks)
    if named is None or (port and port[1] and int(port[1][:6]) > 65535):
        return None
    sent, _, fragment = tail.partition("#")
    path, _, query = sent.replace("\\", "/").partition("?")
    number = int(port[1]) if port and port[1] else None
    shown = None if number == DEFAULT_PORTS[scheme] else number
    return Link(scheme, named, shown, _walked(path), query, userinfo, fragment, frozenset(tricks))


def _walked(path: str) -> str:
    """A path without its dot segments: browsers walk `/ours/../theirs` before they ask."""
    if "/." not in path and "/%2" not in path:
        return path
    steps: list[str] = []
    for step in path.split("/")[1:]:
        match step.lower().replace("%2e", "."):
            case "..":
                steps = steps[:-1]
            case ".":
                pass
            case _:
                steps.append(step)
    return "/" + "/".join(steps)


def unicode_host(host: str) -> str:
    """A host with its punycode labels decoded, for reading and comparing."""
    return ".".join(map(_decoded, host.split("."))) if "xn--" in host else host


def _host(host: str, tricks: set[str]) -> str | None:
    if host.startswith("["):
        return _ipv6(host, tricks)
    if "%" in host:
        tricks.add("percent")
        host = unquote_to_bytes(host.encode("utf-8", "replace")).decode("utf-8", "replace")
    host = host.lower() if host.isascii() else _mapped(host, tricks)
    host = host.removesuffix(".")
    if not host or _FORBIDDEN.search(host) or len(host) > 253 or "" in host.split("."):
        return None
    last = host.rpartition(".")[2]
    if last[0].isdigit() and _NUMBER.match(last):
        return _ipv4(host, tricks)
    return host


def _mapped(host: str, tricks: set[str]) -> str:
    if any("\uff00" <= letter <= "\uff5e" or letter in "。．｡" for letter in host):
        tricks.add("fullwidth")
    try:
        mapped = idna.uts46_remap(host, std3_rules=False, transitional=False)
    except (idna.IDNAError, IndexError):
        return ""
    return ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode() for label in mapped.split(".")
    )


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _ipv4(host: str, tricks: set[str]) -> str | None:
    parts = host.split(".")
    if len(parts) > 4 or not all(map(_NUMBER.match, parts)):
        return None
    try:
        numbers = [_number(part) for part in parts]
    except ValueError:
        return None
    *head, last = numbers
    if any(number > 255 for number in head) or last >= 256 ** (5 - len(numbers)):
        return None
    whole = last + sum(number * 256 ** (3 - at) for at, number in enumerate(head))
    address = str(ipaddress.IPv4Address(whole))
    tricks.add("ip" if address == host else "number")
    return address


def _number(part: str) -> int:
    if part[:2] in ("0x", "0X"):
        return int(part[2:] or "0", 16)
    return int(part[:40], 8 if len(part) > 1 and part[0] == "0" else 10)


def _ipv6(host: str, tricks: set[str]) -> str | None:
    try:
        address = ipaddress.IPv6Address(host.removeprefix("[").removesuffix("]").partition("%")[0])
    except ValueError:
        return None
    tricks.add("ip")
    return f"[{address}]" if host.endswith("]") else None
