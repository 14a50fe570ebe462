"""What is done from the list: one deed for many conversations, and views saved under a name."""

from typing import Any

from litestar import Response, post
from litestar.datastructures import FormMultiDict
from litestar.params import FromPath
from litestar.response import Redirect

from dengta.accounts.public import Actor
from dengta.inbox import bulk
from dengta.inbox.protocols import Desk, Labels
from dengta.inbox.saved_views import ViewText, delete_view, save_view, share_view
from dengta.inbox.web.console import whole_page
from dengta.inbox.web.console_refusals import refusal_said
from dengta.inbox.web.console_room import enter
from dengta.inbox.web.console_where import read_where
from dengta.kernel.clock import Clock
from dengta.kernel.errors import Refused
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.db import Database
from dengta.platform.web import STATUS, AnyRequest


@post("/console/bulk")
async def bulk_form(
    request: AnyRequest, actor: Actor, db: Database, clock: Clock, labels: Labels, desk: Desk
) -> Response[Any]:
    """Do one thing to all those ticked; says how many it was done to, because some may have been refused."""
    where = read_where(request.query_params)
    form = await request.form()
    references = [str(one)[:40] for one in form.getall("reference", [])]
    try:
        done = await bulk.bulk(chosen(form, actor), references, actor=actor, db=db, desk=desk, clock=clock)
    except Refused as refused:
        room = await enter(request, actor, db, clock, labels, where)
        said = refusal_said(refused, room.language)
        return await whole_page(room, refused=said, status=STATUS[refused.kind])
    request.app.state.nudge()
    failed = sum(one.refused is not None for one in done)
    counts = {"done": str(len(done) - failed), "failed": str(failed)}
    code = "bulk" if failed else "bulk_all"
    return Redirect(where.address(where.path, said=code, **counts), status_code=303)


def chosen(form: FormMultiDict, actor: Actor) -> bulk.Action:
    """What the form asks for; what it does not say clearly changes nothing that is not so already."""
    match form.get("action"):
        case "take":
            return bulk.AssignTo(actor.staff_id)
        case "assign":
            person = _id(form, "person")
            return bulk.AssignTo(StaffId(person) if person is not None else None)
        case "hand_over":
            group = _id(form, "group")
            return bulk.HandOverTo(GroupId(group) if group is not None else None)
        case "wait":
            return bulk.Wait()
        case "reopen":
            return bulk.Reopen()
        case _:
            return bulk.Resolve()


@post("/console/views")
async def save_view_form(
    request: AnyRequest, actor: Actor, db: Database, clock: Clock, labels: Labels
) -> Response[Any]:
    """Keep the present filter under a name, for oneself or, as a lead, for everyone."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    where = read_where(form)
    text = ViewText(form.get("name", ""), where.view, where.narrowed)
    try:
        keep = share_view if form.get("shared") else save_view
        saved = await keep(text, actor=actor, db=db)
    except Refused as refused:
        room = await enter(request, actor, db, clock, labels, where)
        said = refusal_said(refused, room.language)
        return await whole_page(room, refused=said, status=STATUS[refused.kind])
    return Redirect(f"/console?saved={saved}&said=view_saved", status_code=303)


@post("/console/views/{saved:int}/remove")
async def remove_view_form(saved: FromPath[int], actor: Actor, db: Database) -> Redirect:
    """Forget a saved view; the conversations in it stay as they are."""
    await delete_view(saved, actor=actor, db=db)
    return Redirect("/console?said=view_removed", status_code=303)


def _id(form: FormMultiDict, name: str) -> int | None:
    text = str(form.get(name, ""))
    return int(text) if text.isdecimal() and len(text) < 18 else None


routes = [bulk_form, save_view_form, remove_view_form]
