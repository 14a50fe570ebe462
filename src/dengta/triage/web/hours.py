"""The page on which administrators say when the desk is open."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_day_names
from litestar import Response, get, post

from dengta.accounts.public import Actor
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.i18n import Language
from dengta.platform.web import AnyRequest, language, render
from dengta.safety.public import clip, redact
from dengta.triage import store
from dengta.triage.change_hours import add_date, change_week, drop_date, must_administer
from dengta.triage.desk import CachedDesk, look_again
from dengta.triage.errors import BadCalendar
from dengta.triage.model.calendar import Calendar, Day, is_open, next_opening, zones
from dengta.triage.web.forms import Form, clock_time, done, flash, read_form

HERE = "/staff/settings/hours"
SLOTS = 2  # shown for a day at least; always one more than the fullest day uses
MOST_SLOTS = 6
NAME = 60
FORMS = {"zh_Hans": ("M月d日 EEE HH:mm", "y年M月d日 EEE"), "en": ("EEE d MMM, HH:mm", "EEE d MMM y")}


@get(HERE)
async def show_hours(request: AnyRequest, actor: Actor, db: Database, clock: Clock) -> Response[str]:
    return await _page(request, actor, db, clock)


@post(HERE, status_code=200)
async def do_change_week(
    request: AnyRequest, actor: Actor, db: Database, clock: Clock, desk: CachedDesk
) -> Response[Any]:
    must_administer(actor)
    form = await read_form(request)
    week = tuple(tuple(form.spans(f"day-{weekday}", MOST_SLOTS)) for weekday in range(7))
    if not form.wrong:
        try:
            await change_week(form.text("zone"), week, actor=actor, db=db, clock=clock)
        except BadCalendar as refused:
            form.refuse(_blamed(refused.reason, week), refused.reason)
    if form.wrong:
        return await _page(request, actor, db, clock, week_form=form)
    await look_again(desk, db)
    return done(HERE, "week")


@post(f"{HERE}/dates", status_code=200)
async def do_add_date(request: AnyRequest, actor: Actor, db: Database, clock: Clock, desk: CachedDesk) -> Response[Any]:
    must_administer(actor)
    form = await read_form(request)
    day = _date(form)
    spans = tuple(form.spans("date", 2))
    if day is not None and not form.wrong:
        try:
            name = clip(redact(form.text("date-name").strip()).text, NAME)
            await add_date(day, name, spans, actor=actor, db=db, clock=clock)
        except BadCalendar as refused:
            form.refuse("date-0-opens" if refused.reason == "spans_overlap" else "date-day", refused.reason)
    if form.wrong:
        return await _page(request, actor, db, clock, date_form=form)
    await look_again(desk, db)
    return done(HERE, "date")


@post(f"{HERE}/dates/drop", status_code=200)
async def do_drop_date(
    request: AnyRequest, actor: Actor, db: Database, clock: Clock, desk: CachedDesk
) -> Response[Any]:
    must_administer(actor)
    day = _date(await read_form(request))
    if day is not None:
        await drop_date(day, actor=actor, db=db, clock=clock)
        await look_again(desk, db)
    return done(HERE, "dropped")


async def _page(
    request: AnyRequest,
    actor: Actor,
    db: Database,
    clock: Clock,
    *,
    week_form: Form | None = None,
    date_form: Form | None = None,
) -> Response[str]:
    must_administer(actor)
    async with db.transaction() as tx:
        calendar, names = await store.load_calendar(tx), await store.holiday_names(tx)
    lang, now = language(request), clock.now()
    form, dated = week_form or Form(_typed(calendar)), date_form or Form({})
    return render(
        request,
        "triage/hours.html",
        status=422 if form.wrong or dated.wrong else 200,
        actor=actor,
        flash=flash(request),
        form=form,
        dated=dated,
        errors=form.errors(request) | dated.errors(request),
        zones=zones(),
        days=[(f"day-{weekday}", name) for weekday, name in sorted(get_day_names("wide", locale=lang).items())],
        slots=range(min(MOST_SLOTS, max(SLOTS, 1 + max(len(spans) for spans in calendar.week)))),
        dates=[_shown(day, names.get(day, ""), spans, lang) for day, spans in sorted(calendar.exceptions)],
        today=now.astimezone(ZoneInfo(calendar.zone)).date().isoformat(),
        **_now(calendar, now, lang),
    )


def _now(calendar: Calendar, now: datetime, lang: Language) -> Mapping[str, object]:
    """What the desk's clock says: the time there, whether it is open, and when it opens next."""
    here, there = ZoneInfo(calendar.zone), FORMS[lang][0]
    opens = next_opening(now, calendar)
    return {
        "open_now": is_open(now, calendar),
        "local_now": format_datetime(now.astimezone(here), there, locale=lang),
        "opens": format_datetime(opens.astimezone(here), there, locale=lang),
        "hours_a_week": f"{sum(span.closes - span.opens for day in calendar.week for span in day) / 60:.4g}",
    }


def _shown(day: date, name: str, spans: Day, lang: Language) -> dict[str, str]:
    times = ", ".join(f"{clock_time(span.opens)}–{clock_time(span.closes)}" for span in spans)
    return {"day": day.isoformat(), "said": format_date(day, FORMS[lang][1], locale=lang), "name": name, "times": times}


def _typed(calendar: Calendar) -> dict[str, str]:
    """The calendar as the form's fields show it."""
    typed = {"zone": calendar.zone}
    for weekday, spans in enumerate(calendar.week):
        for slot, span in enumerate(spans):
            typed[f"day-{weekday}-{slot}-opens"] = clock_time(span.opens)
            typed[f"day-{weekday}-{slot}-closes"] = clock_time(span.closes)
    return typed


def _date(form: Form) -> date | None:
    try:
        return date.fromisoformat(form.text("date-day").strip())
    except ValueError:
        form.refuse("date-day", "date")
        return None


def _blamed(reason: str, week: tuple[Day, ...]) -> str:
    """The field that a refusal of the whole calendar is about."""
    if reason == "spans_overlap":
        overlapping = (
            weekday
            for weekday, spans in enumerate(week)
            if any(earlier.closes > later.opens for earlier, later in pairwise(spans))
        )
        return f"day-{next(overlapping, 0)}-1-opens"
    return "zone" if reason == "zone_unknown" else "day-0-0-opens"


routes = [show_hours, do_change_week, do_add_date, do_drop_date]
