"""The page on which administrators say what each lane is promised."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from dengta.accounts.public import Actor
from dengta.inbox.public import Lane
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.web import AnyRequest, render, say
from dengta.triage import store, texts
from dengta.triage.change_hours import must_administer
from dengta.triage.change_target import change_target
from dengta.triage.desk import CachedDesk, look_again
from dengta.triage.errors import BadTarget
from dengta.triage.model.targets import Recent, Target
from dengta.triage.web.forms import Form, done, flash, read_form

HERE = "/staff/settings/targets"
UNITS = {"minutes": 1, "hours": 60, "days": 1_440}
LENGTHS = ("first", "next", "silence", "close_after")


@get(HERE)
async def show_targets(request: AnyRequest, actor: Actor, db: Database) -> Response[str]:
    return await _page(request, actor, db)


@post(HERE + "/{lane:str}", status_code=200)
async def do_change_target(
    request: AnyRequest, lane: FromPath[str], actor: Actor, db: Database, clock: Clock, desk: CachedDesk
) -> Response[Any]:
    must_administer(actor)
    if lane not in set(Lane):
        return done(HERE, "")
    form = await read_form(request)
    target = _read(form, lane)
    if target is None:
        return await _page(request, actor, db, typed={Lane(lane): form})
    await change_target(Lane(lane), target, actor=actor, db=db, clock=clock)
    await look_again(desk, db)
    return done(HERE, "target")


async def _page(
    request: AnyRequest, actor: Actor, db: Database, *, typed: dict[Lane, Form] | None = None
) -> Response[str]:
    must_administer(actor)
    async with db.transaction() as tx:
        targets, recent = await store.load_targets(tx), await store.load_recent(tx)
    forms = {lane: Form(_typed(lane, targets[lane])) for lane in Lane} | (typed or {})
    errors = {name: text for form in forms.values() for name, text in form.errors(request).items()}
    return render(
        request,
        "triage/targets.html",
        status=422 if errors else 200,
        actor=actor,
        flash=flash(request),
        forms={lane.value: form for lane, form in forms.items()},
        recent={lane.value: _band(request, found) for lane, found in recent.items()},
        errors=errors,
        units=UNITS,
    )


def _read(form: Form, lane: str) -> Target | None:
    """The target as typed, or None and complaints in the form."""
    lengths = {part: _length(form, f"{lane}-{part}") for part in LENGTHS}
    share = form.number(f"{lane}-warn_share")
    if form.wrong or share is None:
        return None
    try:
        return Target(
            **{part: length or 0 for part, length in lengths.items()},
            around_the_clock=form.text(f"{lane}-around") == "yes",
            warn_share=share / 100,
        )
    except BadTarget as refused:
        form.refuse(f"{lane}-{refused.part}", "share" if refused.part == "warn_share" else "length")
        return None


def _length(form: Form, name: str) -> int | None:
    amount = form.number(name)
    return None if amount is None else amount * UNITS.get(form.text(f"{name}-unit"), 1)


def _typed(lane: Lane, target: Target) -> dict[str, str]:
    """The target as the form's fields show it: each length in the largest unit it fills."""
    typed = {f"{lane}-warn_share": str(round(target.warn_share * 100))}
    if target.around_the_clock:
        typed[f"{lane}-around"] = "yes"
    for part in LENGTHS:
        minutes = getattr(target, part)
        units = ("hours", "minutes") if part in ("first", "next") else ("days", "hours", "minutes")
        unit = next(unit for unit in units if minutes % UNITS[unit] == 0)
        typed[f"{lane}-{part}"] = str(minutes // UNITS[unit])
        typed[f"{lane}-{part}-unit"] = unit
    return typed


def _band(request: AnyRequest, recent: Recent) -> str:
    low, high = (max(1, round(wait.total_seconds() / 60)) for wait in (recent.low, recent.high))
    return say(request, texts.BAND, answered=recent.answered, low=low, high=high)


routes = [show_targets, do_change_target]
