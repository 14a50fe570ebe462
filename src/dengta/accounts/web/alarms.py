"""Alarms, for those who watch: all of them with their limits, and those that ring now, for every page of theirs."""

from typing import Any

from litestar import Response, get, post

from dengta.accounts import policy
from dengta.accounts.alarms import REFUSABLE, acknowledge, ringing, set_limit
from dengta.accounts.errors import BadInput, NotFound
from dengta.accounts.model import Actor, ReadLimit
from dengta.accounts.store import reads as store
from dengta.accounts.store import staff as staff_store
from dengta.accounts.web.forms import context, done, errors_of, read_form
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.web import AnyRequest, render

HERE = "/staff/alarms"


@get("/alarms")
async def show_alarms(request: AnyRequest, person: Actor, db: Database) -> Response[Any]:
    return await _page(request, person, db)


@get("/alarms/now")
async def show_ringing(request: AnyRequest, person: Actor, db: Database) -> Response[str]:
    """What rings and has not been looked into, as a fragment that the shell shows wherever the person is."""
    if not policy.may_watch_alarms(person):
        raise NotFound
    async with db.transaction() as tx:
        alarms = await ringing(tx, person)
        names = await staff_store.staff_names(tx, sorted({one.staff_id for one in alarms if one.staff_id is not None}))
    return render(request, "accounts/alarms_now.html", **context(request, actor=person, alarms=alarms, names=names))


@post("/alarms/{alarm:int}/acknowledge")
async def do_acknowledge(alarm: int, person: Actor, db: Database, clock: Clock) -> Response[Any]:
    await acknowledge(alarm, actor=person, db=db, clock=clock)
    return done(HERE, "acknowledged")


@post("/alarms/limits")
async def do_set_limit(request: AnyRequest, person: Actor, db: Database) -> Response[Any]:
    form = await read_form(request)
    try:
        await set_limit(
            ReadLimit(
                form.text("kind"),  # type: ignore[arg-type] # an unknown kind is found nowhere and refused
                form.text("per"),  # type: ignore[arg-type]
                form.number("alarm_above") or 0,
                form.number("refuse_above"),
            ),
            actor=person,
            db=db,
        )
    except BadInput as refused:
        return await _page(request, person, db, errors=errors_of(request, refused), status=400)
    return done(HERE, "limit")


async def _page(request: AnyRequest, person: Actor, db: Database, *, status: int = 200, **more: Any) -> Response[str]:
    if not policy.may_watch_alarms(person):
        raise NotFound
    async with db.transaction() as tx:
        alarms, limits = await store.alarms(tx), await store.limits(tx)
        ids = {found for alarm in alarms for found in (alarm.staff_id, alarm.acknowledged_by) if found is not None}
        names = await staff_store.staff_names(tx, sorted(ids))
    shown = context(request, actor=person, alarms=alarms, limits=limits, names=names, refusable=REFUSABLE)
    return render(request, "accounts/alarms.html", status=status, **(shown | more))


routes = [show_alarms, show_ringing, do_acknowledge, do_set_limit]
