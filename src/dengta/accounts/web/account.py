"""One's own account: name, devices, password and authenticator, recovery codes."""

from typing import Any

from litestar import Response, get, post

from dengta.accounts import policy
from dengta.accounts.errors import BadName, NotFound, WeakPassword, WrongCode
from dengta.accounts.model import Actor
from dengta.accounts.pending import Pending, new_pending, open_pending, same_pending
from dengta.accounts.people import rename
from dengta.accounts.proofs import change_password, renew_codes, set_password
from dengta.accounts.sessions import end_other_sessions, end_session, is_fresh, live_sessions, require_fresh
from dengta.accounts.store import audit as audit_store
from dengta.accounts.store import credentials as store
from dengta.accounts.web.forms import Form, context, done, errors_of, qr_of, read_form
from dengta.accounts.web.sign_in import passkey_origin
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from dengta.platform.web import STATUS, AnyRequest, render

HERE = "/staff/account"


@get("/account")
async def show_account(
    request: AnyRequest, person: Actor, db: Database, clock: Clock, settings: Settings
) -> Response[Any]:
    return await _page(request, person, db, clock, settings)


@post("/account/name")
async def do_rename(
    request: AnyRequest, person: Actor, db: Database, clock: Clock, settings: Settings
) -> Response[Any]:
    form = await read_form(request)
    try:
        await rename(person.staff_id, form.text("name"), actor=person, db=db)
    except BadName as refused:
        return await _page(request, person, db, clock, settings, errors=errors_of(request, refused), status=400)
    return done(HERE, "name")


@post("/account/sessions/{session:int}/end")
async def do_end_session(session: int, person: Actor, db: Database, clock: Clock) -> Response[Any]:
    await end_session(session, actor=person, db=db, clock=clock)
    return done(HERE if session != person.session_id else "/staff/sign-in", "session")


@post("/account/sessions/end-others")
async def do_end_others(person: Actor, db: Database, clock: Clock) -> Response[Any]:
    await end_other_sessions(actor=person, db=db, clock=clock)
    return done(HERE, "sessions")


@get("/account/password")
async def show_password(request: AnyRequest, person: Actor, db: Database, clock: Clock, keys: Keys) -> Response[Any]:
    async with db.transaction() as tx:
        await require_fresh(tx, person, clock.now())
        kept = await _kept(tx, person)
    form = Form({"renew": ["1"]} if request.query_params.get("renew") else {})
    pending = new_pending(keys, owner=_owner(person), login=kept.login)
    return _password_page(request, person, kept, pending, form=form)


@post("/account/password")
async def do_password(request: AnyRequest, person: Actor, db: Database, clock: Clock, keys: Keys) -> Response[Any]:
    """Only a new password, or with a secret a new authenticator and new recovery codes as well."""
    form = await read_form(request)
    async with db.transaction() as tx:
        kept = await _kept(tx, person)
    password = form.text("password")
    try:
        if kept.totp_secret is not None and not form.text("renew"):
            await change_password(password, actor=person, db=db, clock=clock)
            return done(HERE, "password")
        secret = open_pending(keys, form.text("sealed"), owner=_owner(person)) or ""
        codes = await set_password(password, secret, form.text("code"), actor=person, keys=keys, db=db, clock=clock)
    except (WeakPassword, WrongCode) as refused:
        pending = same_pending(keys, form.text("sealed"), owner=_owner(person), login=kept.login)
        errors, status = errors_of(request, refused), STATUS[refused.kind]
        return _password_page(request, person, kept, pending, errors=errors, form=form, status=status)
    return render(request, "accounts/codes.html", **context(request, codes=codes, onward=HERE))


@post("/account/codes")
async def do_renew_codes(request: AnyRequest, person: Actor, db: Database, clock: Clock, keys: Keys) -> Response[Any]:
    codes = await renew_codes(actor=person, keys=keys, db=db, clock=clock)
    return render(request, "accounts/codes.html", **context(request, codes=codes, onward=HERE))


async def _page(
    request: AnyRequest,
    person: Actor,
    db: Database,
    clock: Clock,
    settings: Settings,
    *,
    status: int = 200,
    **more: Any,
) -> Response[str]:
    now = clock.now()
    async with db.transaction() as tx:
        kept = await _kept(tx, person)
        shown = context(
            request,
            actor=person,
            kept=kept,
            fresh=await is_fresh(tx, person, now),
            sessions=await live_sessions(tx, person.staff_id, now),
            passkeys=await store.passkeys(tx, person.staff_id),
            codes_left=await store.codes_left(tx, person.staff_id),
            events=await audit_store.sign_ins(tx, person.staff_id),
            origin=passkey_origin(settings),
            may_make_tokens=policy.may_make_tokens(person),
        )
    return render(request, "accounts/account.html", status=status, **(shown | more))


def _password_page(
    request: AnyRequest, person: Actor, kept: store.Proofs, pending: Pending, *, status: int = 200, **more: Any
) -> Response[str]:
    shown = context(request, actor=person, pending=pending, qr=qr_of(pending.uri), first=kept.totp_secret is None)
    return render(request, "accounts/password.html", status=status, **(shown | more))


async def _kept(tx: Any, person: Actor) -> store.Proofs:
    kept = await store.find(tx, person.staff_id)
    if kept is None:
        raise NotFound
    return kept


def _owner(person: Actor) -> str:
    return f"staff:{person.staff_id}"


routes = [
    show_account,
    do_rename,
    do_end_session,
    do_end_others,
    show_password,
    do_password,
    do_renew_codes,
]
