"""How customer pages say moments: in the desk's zone, named, until a script puts them into the reader's own."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_timedelta

from dengta.platform.i18n import Language

BEFORE_HAN = re.compile(r"(\d)\s*([一-鿿])")


@dataclass(frozen=True, slots=True)
class Times:
    """Tells moments to one reader, from `now`. Templates write `<time datetime="{{ at|iso }}">` around what it says."""

    language: Language
    zone: ZoneInfo
    now: datetime

    def iso(self, at: datetime) -> str:
        """For the `datetime` attribute: RFC 3339 in UTC, to the second."""
        return at.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")

    def whole(self, at: datetime) -> str:
        """Date, time and zone, so that nobody has to guess: `2026-03-02 17:30 (UTC+8)`."""
        local = at.astimezone(self.zone)
        said, zone = f"{local:%Y-%m-%d %H:%M}", offset_name(local.utcoffset() or timedelta())
        return f"{said}（{zone}）" if self.language == "zh_Hans" else f"{said} ({zone})"

    def away(self, at: datetime) -> str:
        """How far off a moment is: `in 40 minutes`, `2 小时前`."""
        said = format_timedelta(at - self.now, add_direction=True, threshold=1.2, locale=self.language)
        return BEFORE_HAN.sub(r"\1 \2", said) if self.language == "zh_Hans" else said


def offset_name(offset: timedelta) -> str:
    """`UTC`, `UTC+8`, `UTC−3:30`."""
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02d}' if rest else ''}"
