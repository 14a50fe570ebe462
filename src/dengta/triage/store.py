"""Every SQL statement of triage, and nothing else."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import LiteralString

from dengta.inbox.public import Lane
from dengta.platform.db import Tx
from dengta.triage.model.calendar import Calendar, Day, Span
from dengta.triage.model.targets import Recent, Target

CALENDAR: LiteralString = "select id, time_zone from triage_calendar order by id limit 1"
SPANS: LiteralString = "select weekday, opens, closes from triage_span where calendar_id = %(calendar)s order by opens"
EXCEPTIONS: LiteralString = """
    select h.day, s.opens, s.closes
    from triage_holiday h
    left join triage_special_span s using (calendar_id, day)
    where calendar_id = %(calendar)s
    order by h.day, s.opens
"""


async def load_calendar(tx: Tx) -> Calendar:
    """The desk's calendar."""
    ((calendar, zone),) = await (await tx.execute(CALENDAR)).fetchall()
    spans = await (await tx.execute(SPANS, {"calendar": calendar})).fetchall()
    exceptions: dict[date, Day] = {}
    for day, opens, closes in await (await tx.execute(EXCEPTIONS, {"calendar": calendar})).fetchall():
        exceptions[day] = (*exceptions.get(day, ()), *((Span(opens, closes),) if opens is not None else ()))
    week = tuple(tuple(Span(opens, closes) for day, opens, closes in spans if day == weekday) for weekday in range(7))
    return Calendar(zone, week, tuple(exceptions.items()))


HOLIDAY_NAMES: LiteralString = """
    select day, name from triage_holiday where calendar_id = (select min(id) from triage_calendar)
"""


async def holiday_names(tx: Tx) -> dict[date, str]:
    """What the dates that differ are called."""
    return dict(await (await tx.execute(HOLIDAY_NAMES)).fetchall())


TARGETS: LiteralString = """
    select lane, first_minutes, next_minutes, silence_minutes, close_after_minutes, around_the_clock, warn_share
    from triage_target
"""


async def load_targets(tx: Tx) -> dict[Lane, Target]:
    """What is promised to each lane."""
    rows = await (await tx.execute(TARGETS)).fetchall()
    return {Lane(lane): Target(*minutes) for lane, *minutes in rows}


RECENT: LiteralString = "select lane, answered, low_seconds, high_seconds from triage_recent"


async def load_recent(tx: Tx) -> dict[Lane, Recent]:
    """The measured bands; a lane with too few answers is absent."""
    rows = await (await tx.execute(RECENT)).fetchall()
    return {
        Lane(lane): Recent(answered, timedelta(seconds=low), timedelta(seconds=high))
        for lane, answered, low, high in rows
    }


FIRST_REPLIES: LiteralString = """
    select created_at, first_reply_at
    from inbox_first_reply
    where lane = %(lane)s and first_reply_at >= %(since)s
    order by first_reply_at desc
    limit 5000
"""


async def first_replies(tx: Tx, lane: Lane, since: datetime) -> Sequence[tuple[datetime, datetime]]:
    """When people of a lane wrote and were first answered: the latest 5,000 answers since a moment."""
    return await (await tx.execute(FIRST_REPLIES, {"lane": lane, "since": since})).fetchall()


FORGET_RECENT: LiteralString = "delete from triage_recent where not lane = any(%(lanes)s)"
SAVE_RECENT: LiteralString = """
    insert into triage_recent (lane, answered, low_seconds, high_seconds, computed_at)
    values (%(lane)s, %(answered)s, %(low)s, %(high)s, %(at)s)
    on conflict (lane) do update
    set answered = excluded.answered, low_seconds = excluded.low_seconds, high_seconds = excluded.high_seconds,
        computed_at = excluded.computed_at
"""


async def replace_recent(tx: Tx, bands: Mapping[Lane, Recent], at: datetime) -> None:
    """Keep exactly these bands."""
    await tx.execute(FORGET_RECENT, {"lanes": [lane.value for lane in bands]})
    for lane, recent in bands.items():
        low, high = int(recent.low.total_seconds()), int(recent.high.total_seconds())
        await tx.execute(
            SAVE_RECENT, {"lane": lane.value, "answered": recent.answered, "low": low, "high": high, "at": at}
        )
