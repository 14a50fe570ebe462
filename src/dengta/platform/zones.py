"""Moments as a reader at a screen reads them: in the time zone that their browser has told us."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from dengta.platform.i18n import Language

ZONE_NAME = re.compile(r"[A-Za-z0-9+_-]{1,30}(/[A-Za-z0-9+_-]{1,30}){0,2}")
FORMS = {"zh_Hans": "y-MM-dd HH:mm", "en": "d MMM y, HH:mm"}


def zone_of(name: str | None) -> ZoneInfo:
    """The time zone a browser says it is in; UTC when it says none that we know."""
    if not name or not ZONE_NAME.fullmatch(name):
        return ZoneInfo("UTC")
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Moments:
    """Tells moments of the record to one reader."""

    language: Language
    zone: ZoneInfo

    def whole(self, at: datetime) -> str:
        """Date and time to the minute; the zone is named when it is not the reader's own."""
        said = format_datetime(at.astimezone(self.zone), FORMS[self.language], locale=self.language)
        return f"{said} UTC" if self.zone.key == "UTC" else said

    def utc(self, at: datetime) -> str:
        """The same for everybody, to the second: what a report or a log elsewhere says."""
        return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"

    def start_of(self, day: date) -> datetime:
        """When a day begins for this reader."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)
