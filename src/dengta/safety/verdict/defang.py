"""Makes a link harmless to show and to copy by accident."""

import re

_SCHEME = re.compile(r"(?i)(?<![A-Za-z0-9])http(s?)(?=:)")
_CODED = {ord(unsafe): f"\\u{ord(unsafe):04x}" for unsafe in "\u200b\u200c\u200d\u2060\u202e\u202d\ufeff\u00ad"}


def defang(link: str) -> str:
    """`hxxps://evil[.]com/…`: nothing makes a link of it, and everybody can read it. At most 200 characters."""
    shown = _SCHEME.sub(r"hxxp\1", link).translate(_CODED)
    head, slashes, rest = shown.partition("://")
    if not slashes:
        head, rest = "", shown
    host, slash, path = rest.partition("/")
    shown = head + slashes + host.replace(".", "[.]") + slash + path
    return shown if len(shown) <= 200 else shown[:199] + "…"


def refang(text: str) -> str:
    """What people write so that it is no link, as the link it was."""
    return _DOT.sub(".", _HXXP.sub(r"http\1", text))


_HXXP = re.compile(r"(?i)(?<![A-Za-z0-9])h(?:xx|\*\*)p(s?)(?=:)")
_DOT = re.compile(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)", re.IGNORECASE)
