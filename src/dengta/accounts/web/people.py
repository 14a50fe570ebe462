"""Who works here: seen by leads, managed by administrators."""

from typing import Any

from litestar import Response, get, post

from dengta.accounts import policy
from dengta.accounts.errors import BadLogin, BadName, LastAdministrator, LoginTaken, NotFound, NotOneself
from dengta.accounts.invite import LASTS, Invited, invite, invite_again, withdraw
from dengta.accounts.model import Actor, Role
from dengta.accounts.people import restore, set_access, suspend
from dengta.accounts.sessions import is_fresh
from dengta.accounts.store import invitations as invitation_store
from dengta.accounts.store import staff as store
from dengta.accounts.web.forms import Form, context, done, errors_of, explain, read_form
from dengta.kernel.clock import Clock
from dengta.kernel.errors import Refused
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from dengta.platform.web import STATUS, AnyRequest, render

HERE = "/staff/people"


@get("/people")
async def show_people(request: AnyRequest, person: Actor, db: Database, clock: Clock) -> Response[Any]:
    return await _page(request, person, db, clock)


@post("/people/invite")
async def do_invite(
    request: AnyRequest, person: Actor, db: Database, clock: Clock, keys: Keys, settings: Settings
) -> Response[Any]:
    form = await read_form(request)
    try:
        invited = await invite(
            form.text("login"),
            form.text("name"),
            roles=_roles(form),
            groups=_groups(form),
            actor=person,
            keys=keys,
            db=db,
            clock=clock,
        )
    except (BadLogin, BadName, LoginTaken) as refused:
        errors = errors_of(request, refused)
        return await _page(request, person, db, clock, form=form, errors=errors, status=STATUS[refused.kind])
    return _link(request, person, invited, form.text("name"), settings)


@get("/people/{staff:int}")
async def show_person(request: AnyRequest, staff: int, person: Actor, db: Database, clock: Clock) -> Response[Any]:
    return await _person_page(request, staff, person, db, clock)


@post("/people/{staff:int}")
async def do_set_access(request: AnyRequest, staff: int, person: Actor, db: Database, clock: Clock) -> Response[Any]:
    form = await read_form(request)
    try:
        await set_access(StaffId(staff), roles=_roles(form), groups=_groups(form), actor=person, db=db, clock=clock)
    except (NotOneself, LastAdministrator) as refused:
        return await _person_page(request, staff, person, db, clock, refused=refused)
    return done(f"{HERE}/{staff}", "access")


@post("/people/{staff:int}/suspend")
async def do_suspend(request: AnyRequest, staff: int, person: Actor, db: Database, clock: Clock) -> Response[Any]:
    try:
        await suspend(StaffId(staff), actor=person, db=db, clock=clock)
    except (NotOneself, LastAdministrator) as refused:
        return await _person_page(request, staff, person, db, clock, refused=refused)
    return done(f"{HERE}/{staff}", "suspended")


@post("/people/{staff:int}/restore")
async def do_restore(staff: int, person: Actor, db: Database, clock: Clock) -> Response[Any]:
    await restore(StaffId(staff), actor=person, db=db, clock=clock)
    return done(f"{HERE}/{staff}", "restored")


@post("/people/{staff:int}/invite-again")
async def do_invite_again(
    request: AnyRequest, staff: int, person: Actor, db: Database, clock: Clock, keys: Keys, settings: Settings
) -> Response[Any]:
    invited = await invite_again(StaffId(staff), actor=person, keys=keys, db=db, clock=clock)
    async with db.transaction() as tx:
        names = await store.staff_names(tx, [StaffId(staff)])
    return _link(request, person, invited, names[StaffId(staff)], settings)


@post("/people/invitations/{invitation:int}/withdraw")
async def do_withdraw(invitation: int, person: Actor, db: Database, clock: Clock) -> Response[Any]:
    await withdraw(invitation, actor=person, db=db, clock=clock)
    return done(HERE, "withdrawn")


async def _page(
    request: AnyRequest, person: Actor, db: Database, clock: Clock, *, status: int = 200, **more: Any
) -> Response[str]:
    if not (policy.may_administer(person) or policy.may_lead(person)):
        raise NotFound
    now = clock.now()
    async with db.transaction() as tx:
        shown = context(
            request,
            actor=person,
            may_administer=policy.may_administer(person),
            fresh=await is_fresh(tx, person, now),
            people=await store.staff_list(tx),
            groups=await store.groups(tx),
            invitations=await invitation_store.open_invitations(tx, now),
            all_roles=list(Role),
        )
    return render(request, "accounts/people.html", status=status, **(shown | more))


async def _person_page(
    request: AnyRequest, staff: int, person: Actor, db: Database, clock: Clock, *, refused: Refused | None = None
) -> Response[str]:
    if not policy.may_administer(person):
        raise NotFound
    async with db.transaction() as tx:
        who = await store.find_staff(tx, StaffId(staff))
        if who is None:
            raise NotFound
        shown = context(
            request,
            actor=person,
            who=who,
            fresh=await is_fresh(tx, person, clock.now()),
            groups=await store.groups(tx),
            all_roles=list(Role),
            refused=explain(request, refused) if refused else "",
        )
    return render(request, "accounts/person.html", status=STATUS[refused.kind] if refused else 200, **shown)


def _link(request: AnyRequest, person: Actor, invited: Invited, name: str, settings: Settings) -> Response[str]:
    link = f"{settings.base_url}/staff/enrol/{invited.token}"
    hours = int(LASTS.total_seconds() // 3600)
    shown = context(request, actor=person, link=link, name=name, hours=hours)
    return render(request, "accounts/invited.html", **shown)


def _roles(form: Form) -> list[Role]:
    return [Role(role) for role in form.all("roles") if role in set(Role)]


def _groups(form: Form) -> list[GroupId]:
    return [GroupId(group) for group in form.numbers("groups")]


routes = [
    show_people,
    do_invite,
    show_person,
    do_set_access,
    do_suspend,
    do_restore,
    do_invite_again,
    do_withdraw,
]
