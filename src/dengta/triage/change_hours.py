"""Say when the desk is open."""

from dataclasses import replace
from datetime import date

from dengta.accounts.public import Actor, audit, may_administer
from dengta.kernel.clock import Clock
from dengta.kernel.text import SafeText
from dengta.platform import outbox
from dengta.platform.db import Database, Tx
from dengta.platform.preferences import SettingChanged
from dengta.triage import store
from dengta.triage.errors import BadCalendar, NotYours
from dengta.triage.model.calendar import Calendar, Day

MOST_DATES = 400


async def change_week(zone: str, week: tuple[Day, ...], *, actor: Actor, db: Database, clock: Clock) -> Calendar:
    """Replace the time zone and the week; the dates that differ stay. Promises already made stay as they are.

    Raises `NotYours`, and `BadCalendar` for hours that cannot be followed.
    """
    must_administer(actor)
    async with db.transaction() as tx:
        before = await store.take_calendar(tx)
        after = Calendar(zone, week, before.exceptions)
        await store.replace_week(tx, after, clock.now())
        await _note(tx, actor, "week_changed", zone=zone)
    return after


async def add_date(day: date, name: SafeText, spans: Day, *, actor: Actor, db: Database, clock: Clock) -> Calendar:
    """Say what one date is like instead of its weekday: closed without spans. The same date again replaces it.

    Raises `NotYours`, and `BadCalendar` for spans that cannot be followed or too many dates.
    """
    must_administer(actor)
    async with db.transaction() as tx:
        before = await store.take_calendar(tx)
        others = tuple(exception for exception in before.exceptions if exception[0] != day)
        if len(others) >= MOST_DATES:
            raise BadCalendar("too_many_dates")
        after = replace(before, exceptions=(*others, (day, spans)))
        await store.save_date(tx, day, name, spans, clock.now())
        await _note(tx, actor, "date_changed", day=day.isoformat())
    return after


async def drop_date(day: date, *, actor: Actor, db: Database, clock: Clock) -> None:
    """Let a date be like its weekday again; nothing happens if it is. Raises `NotYours`."""
    must_administer(actor)
    async with db.transaction() as tx:
        await store.take_calendar(tx)
        await store.drop_date(tx, day, clock.now())
        await _note(tx, actor, "date_dropped", day=day.isoformat())


def must_administer(actor: Actor) -> None:
    """Raises `NotYours`."""
    if not may_administer(actor):
        raise NotYours


async def _note(tx: Tx, actor: Actor, deed: str, **detail: str) -> None:
    await audit.record(tx, actor=actor, action=f"calendar.{deed}", subject="calendar", detail=detail)
    await outbox.append(tx, [SettingChanged("triage.calendar")])
