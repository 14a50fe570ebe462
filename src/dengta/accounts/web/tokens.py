"""Keys for programs."""

from datetime import timedelta
from typing import Any

from litestar import Response, get, post

from dengta.accounts import policy
from dengta.accounts.errors import BadInput, BadName, NotFound
from dengta.accounts.model import Actor, Scope
from dengta.accounts.sessions import is_fresh
from dengta.accounts.store import staff as staff_store
from dengta.accounts.store import tokens as store
from dengta.accounts.tokens import make_token, revoke_token
from dengta.accounts.web.forms import context, done, errors_of, read_form
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.web import STATUS, AnyRequest, render

HERE = "/staff/tokens"
LASTS = (30, 90, 365)  # days on offer; 0 is without end


@get("/tokens")
async def show_tokens(request: AnyRequest, person: Actor, db: Database, clock: Clock) -> Response[Any]:
    return await _page(request, person, db, clock)


@post("/tokens")
async def do_make_token(request: AnyRequest, person: Actor, db: Database, clock: Clock) -> Response[Any]:
    form = await read_form(request)
    days = form.number("days")
    try:
        made = await make_token(
            form.text("name"),
            form.all("scopes"),
            lasts=timedelta(days=min(days, 100_000)) if days else None,
            actor=person,
            db=db,
            clock=clock,
        )
    except (BadName, BadInput) as refused:
        errors = errors_of(request, refused)
        return await _page(request, person, db, clock, form=form, errors=errors, status=STATUS[refused.kind])
    return await _page(request, person, db, clock, made=made)


@post("/tokens/{token:int}/revoke")
async def do_revoke_token(token: int, person: Actor, db: Database, clock: Clock) -> Response[Any]:
    await revoke_token(token, actor=person, db=db, clock=clock)
    return done(HERE, "revoked")


async def _page(
    request: AnyRequest, person: Actor, db: Database, clock: Clock, *, status: int = 200, **more: Any
) -> Response[str]:
    if not policy.may_make_tokens(person):
        raise NotFound
    everybodys = policy.may_administer(person)
    async with db.transaction() as tx:
        tokens = await store.tokens(tx, None if everybodys else person.staff_id)
        names = await staff_store.staff_names(tx, [token.staff_id for token in tokens])
        fresh = await is_fresh(tx, person, clock.now())
    shown = context(
        request,
        actor=person,
        tokens=tokens,
        names=names,
        fresh=fresh,
        made=None,
        now=clock.now(),
        scopes=list(Scope),
        lasts=LASTS,
    )
    return render(request, "accounts/tokens.html", status=status, **(shown | more))


routes = [show_tokens, do_make_token, do_revoke_token]
