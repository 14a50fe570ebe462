"""Every SQL statement of triage, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import LiteralString

from dengta.inbox.public import Lane
from dengta.kernel.text import SafeText
from dengta.platform.db import Tx
from dengta.triage.model.calendar import Calendar, Day, Span
from dengta.triage.model.targets import Recent, Target

CALENDAR: LiteralString = "select id, time_zone from triage_calendar order by id limit 1"
SPANS: LiteralString = "select weekday, opens, closes from triage_span where calendar_id = %(calendar)s order by opens"
TAKE_CALENDAR: LiteralString = "select id from triage_calendar order by id limit 1 for update"
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


async def take_calendar(tx: Tx) -> Calendar:
    """The desk's calendar, locked until commit."""
    await tx.execute(TAKE_CALENDAR)
    return await load_calendar(tx)


CHANGE_ZONE: LiteralString = """
    update triage_calendar set time_zone = %(zone)s, changed_at = %(at)s
    where id = (select min(id) from triage_calendar)
"""
DROP_SPANS: LiteralString = "delete from triage_span where calendar_id = (select min(id) from triage_calendar)"
ADD_SPANS: LiteralString = """
    insert into triage_span (calendar_id, weekday, opens, closes)
    select (select min(id) from triage_calendar), weekday, opens, closes
    from unnest(%(weekdays)s::int[], %(opens)s::int[], %(closes)s::int[]) as span (weekday, opens, closes)
"""


async def replace_week(tx: Tx, calendar: Calendar, at: datetime) -> None:
    """Write the zone and the week of a calendar that this transaction has taken."""
    await tx.execute(CHANGE_ZONE, {"zone": calendar.zone, "at": at})
    await tx.execute(DROP_SPANS)
    spans = [(weekday, span.opens, span.closes) for weekday, day in enumerate(calendar.week) for span in day]
    weekdays, opens, closes = (list(column) for column in zip(*spans, strict=True))
    await tx.execute(ADD_SPANS, {"weekdays": weekdays, "opens": opens, "closes": closes})


TOUCH: LiteralString = """
    update triage_calendar set changed_at = %(at)s where id = (select min(id) from triage_calendar)
"""
DROP_DATE: LiteralString = """
    delete from triage_holiday where calendar_id = (select min(id) from triage_calendar) and day = %(day)s
"""
ADD_DATE: LiteralString = """
    insert into triage_holiday (calendar_id, day, name)
    values ((select min(id) from triage_calendar), %(day)s, %(name)s)
"""
ADD_SPECIAL_SPANS: LiteralString = """
    insert into triage_special_span (calendar_id, day, opens, closes)
    select (select min(id) from triage_calendar), %(day)s, opens, closes
    from unnest(%(opens)s::int[], %(closes)s::int[]) as span (opens, closes)
"""


async def save_date(tx: Tx, day: date, name: SafeText, spans: Day, at: datetime) -> None:
    """Write what a date is like instead of its weekday, over whatever was there."""
    await drop_date(tx, day, at)
    await tx.execute(ADD_DATE, {"day": day, "name": name})
    opens, closes = [span.opens for span in spans], [span.closes for span in spans]
    await tx.execute(ADD_SPECIAL_SPANS, {"day": day, "opens": opens, "closes": closes})


async def drop_date(tx: Tx, day: date, at: datetime) -> None:
    """Forget that a date differs."""
    await tx.execute(DROP_DATE, {"day": day})
    await tx.execute(TOUCH, {"at": at})


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


SAVE_TARGET: LiteralString = """
    update triage_target
    set first_minutes = %(first)s, next_minutes = %(next)s, silence_minutes = %(silence)s,
        close_after_minutes = %(close_after)s, around_the_clock = %(around_the_clock)s, warn_share = %(warn_share)s,
        changed_at = %(at)s
    where lane = %(lane)s
"""


async def save_target(tx: Tx, lane: Lane, target: Target, at: datetime) -> None:
    """Write what a lane is promised."""
    await tx.execute(SAVE_TARGET, {**asdict(target), "lane": lane.value, "at": at})


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
    limit 1000
"""


async def first_replies(tx: Tx, lane: Lane, since: datetime) -> Sequence[tuple[datetime, datetime]]:
    """When people of a lane wrote and were first answered: the latest 1,000 answers since a moment."""
    return await (await tx.execute(FIRST_REPLIES, {"lane": lane, "since": since})).fetchall()


STILL_WAITING: LiteralString = """
    select created_at
    from inbox_first_reply
    where lane = %(lane)s and status = 'open' and first_reply_at is null and created_at >= %(since)s
    order by created_at
    limit 1000
"""


async def still_waiting(tx: Tx, lane: Lane, since: datetime) -> Sequence[datetime]:
    """When those wrote who have had no answer at all, the longest waiting first; at most 1,000 of them."""
    found = await tx.execute(STILL_WAITING, {"lane": lane, "since": since})
    return [created_at for (created_at,) in await found.fetchall()]


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
