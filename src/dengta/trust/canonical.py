"""What was typed for an entry, in the form in which verdicts look it up."""

import re

from dengta.safety.public import Sort, candidates, recognise
from dengta.trust.model import EntrySort

PLATFORMS = (
    "telegram", "x", "discord", "weibo", "wechat", "instagram", "facebook", "youtube", "github", "medium", "reddit",
)  # fmt: skip
VERSION = re.compile(r"(?:\d{1,5}(?:\.\d{1,5}){0,3})?")
PACKAGE = re.compile(r"[A-Za-z][\w]*(?:\.[A-Za-z][\w]*)+")
HANDLE = re.compile(r"@?[\w.-]{2,40}")
NAME = re.compile(r"[^\x00-\x1f<>@/\\]{2,60}")


def canonical(sort: EntrySort, value: str, detail: str) -> tuple[str, str] | None:
    """Value and detail as they are stored, compared and signed; None when they are not written as the sort must be."""
    value, detail = value.strip(), detail.strip()
    match sort:
        case EntrySort.HANDLE:
            return _handle(value, detail.lower())
        case EntrySort.APP:
            right = PACKAGE.fullmatch(value) and VERSION.fullmatch(detail)
            return (value, detail) if right else None
        case EntrySort.STAFF:
            return (value, detail) if NAME.fullmatch(value) and len(detail) <= 60 else None
        case EntrySort.NAME:
            return (value, "") if value.isalnum() and 4 <= len(value) <= 40 else None
        case EntrySort.EMAIL if "@" not in value:
            return _recognised(Sort.DOMAIN, value)
        case EntrySort.ADDRESS:
            return (value.lower() if value[:2] in ("0x", "0X") else value, "") if candidates(value) else None
        case _:
            return _recognised(Sort(sort.value), value)


def _handle(value: str, platform: str) -> tuple[str, str] | None:
    found = _thing(value)
    if found is not None and found[0] is Sort.HANDLE and found[2]:
        return found[1], found[2]
    if HANDLE.fullmatch(value) and platform in PLATFORMS:
        return value.removeprefix("@").lower(), platform
    return None


def _recognised(sort: Sort, value: str) -> tuple[str, str] | None:
    found = _thing(value)
    return (found[1], "") if found is not None and found[0] is sort else None


def _thing(value: str) -> tuple[Sort, str, str] | None:
    found, _ = recognise(value[:300])
    whole = len(found) == 1 and found[0].end - found[0].start == len(value)
    return (found[0].sort, found[0].value, found[0].detail) if whole else None
