"""Groups: seen by leads, named by administrators."""

from typing import Any

from litestar import Response, get, post

from dengta.accounts import policy
from dengta.accounts.errors import BadInput, BadName, NotFound
from dengta.accounts.groups import add_group, rename_group
from dengta.accounts.model import Actor
from dengta.accounts.store import staff as store
from dengta.accounts.web.forms import context, done, explain, read_form
from dengta.kernel.ids import GroupId
from dengta.platform.db import Database
from dengta.platform.web import STATUS, AnyRequest, render

HERE = "/staff/groups"


@get("/groups")
async def show_groups(request: AnyRequest, person: Actor, db: Database) -> Response[Any]:
    return await _page(request, person, db)


@post("/groups")
async def do_add_group(request: AnyRequest, person: Actor, db: Database) -> Response[Any]:
    form = await read_form(request)
    try:
        await add_group(form.text("key"), form.text("name_en"), form.text("name_zh"), actor=person, db=db)
    except (BadInput, BadName) as refused:
        errors = _errors(request, refused)
        return await _page(request, person, db, form=form, errors=errors, status=STATUS[refused.kind])
    return done(HERE, "group")


@post("/groups/{group:int}")
async def do_rename_group(request: AnyRequest, group: int, person: Actor, db: Database) -> Response[Any]:
    form = await read_form(request)
    try:
        await rename_group(GroupId(group), form.text("name_en"), form.text("name_zh"), actor=person, db=db)
    except BadName as refused:
        return await _page(request, person, db, errors=_errors(request, refused), status=STATUS[refused.kind])
    return done(HERE, "group")


def _errors(request: AnyRequest, refused: BadInput | BadName) -> dict[str, str]:
    """There are two names on this page, in two languages."""
    return {"key" if isinstance(refused, BadInput) else "name_en": explain(request, refused)}


async def _page(request: AnyRequest, person: Actor, db: Database, *, status: int = 200, **more: Any) -> Response[str]:
    if not (policy.may_administer(person) or policy.may_lead(person)):
        raise NotFound
    async with db.transaction() as tx:
        groups, people = await store.groups(tx), await store.staff_list(tx)
    members = {group.id: [who for who in people if group.id in who.groups and who.active] for group in groups}
    shown = context(request, actor=person, may_administer=policy.may_administer(person), groups=groups, members=members)
    return render(request, "accounts/groups.html", status=status, **(shown | more))


routes = [show_groups, do_add_group, do_rename_group]
