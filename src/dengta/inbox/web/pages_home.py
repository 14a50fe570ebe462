"""The front door: what the desk is, whether it is open, how long answers take, and the ways to ask."""

import math
from dataclasses import dataclass
from datetime import datetime

from litestar import Response, get

from dengta.inbox.model import Lane
from dengta.inbox.protocols import Expectation, Hours
from dengta.inbox.texts import span
from dengta.inbox.web.times import Times
from dengta.kernel.clock import Clock
from dengta.platform.i18n import N_, Language, translate
from dengta.platform.web import AnyRequest, language, render
from dengta.platform.zones import zone_of

LONGEST = 4 * 24 * 60  # minutes at the right edge of the figure
LANES = (
    (Lane.EMERGENCY, N_("Emergencies")),
    (Lane.STANDARD, N_("Most questions")),
    (Lane.FEEDBACK, N_("Ideas and praise")),
)
BETWEEN = N_("%(low)s to %(high)s")
WITHIN = N_("within %(high)s")


@dataclass(frozen=True, slots=True)
class Band:
    """A usual waiting time as a stretch of a logarithmic scale from 1 minute to `LONGEST`; 0 to 100."""

    label: str
    said: str
    start: float
    width: float
    urgent: bool
    measured: bool


@get("/", include_in_schema=False, sync_to_thread=False)
def home(request: AnyRequest, hours: Hours, clock: Clock) -> Response[str]:
    """The front page."""
    lang, now = language(request), clock.now()
    bands = [bar(translate(lang, label), hours.first_reply(lane, now), lane, lang) for lane, label in LANES]
    return render(
        request,
        "inbox/home.html",
        open_now=hours.open_now(now),
        opens_at=hours.opens_at(now),
        bands=bands,
        measured=[band.measured for band in bands],
        times=times(request, hours, now),
    )


def bar(label: str, expected: Expectation, lane: Lane, lang: Language) -> Band:
    """One lane's band in figures and in words; an aim that was not measured begins at nothing."""
    low, high = expected.usual_low, expected.usual_high
    if expected.measured and low < high:
        said = translate(lang, BETWEEN, low=span(low, lang), high=span(high, lang))
    else:
        said, low = translate(lang, WITHIN, high=span(high, lang)), 1
    start, end = place(low), place(high)
    return Band(label, said, start, round(max(end - start, 4), 1), lane is Lane.EMERGENCY, expected.measured)


def place(minutes: int) -> float:
    """Where a length of time stands on the scale."""
    return round(min(96.0, 100 * math.log(max(minutes, 1)) / math.log(LONGEST)), 1)


def times(request: AnyRequest, hours: Hours, now: datetime) -> Times:
    """Moments as this reader is told them: in the zone their browser once said, else in the desk's."""
    return Times(language(request), zone_of(request.cookies.get("zone") or hours.zone()), now)


routes = [home]
