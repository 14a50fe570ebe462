"""Sign in, prove oneself again, sign out."""

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.response import Redirect

from dengta.accounts.errors import PasskeysUnavailable, SignInFailed, TooManyAttempts, Unauthenticated
from dengta.accounts.model import Actor
from dengta.accounts.passkeys import sign_in_options, site_of
from dengta.accounts.sessions import sign_out
from dengta.accounts.sign_in import prove, prove_with_passkey, sign_in, sign_in_with_passkey
from dengta.accounts.web.caller import (
    HOME,
    cookie_name,
    provide_person,
    safe_next,
    visitor,
    with_session,
    without_session,
)
from dengta.accounts.web.forms import context, done, errors_of, explain, read_form
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from dengta.platform.web import STATUS, AnyRequest, render


class Answered(msgspec.Struct, frozen=True):
    """A passkey's answer, and where its owner wanted to go."""

    credential: dict[str, Any]
    next: str = ""


class GoOn(msgspec.Struct, frozen=True):
    """Where the page should go now."""

    location: str


@get("/", sync_to_thread=False)
def go_home() -> Redirect:
    return Redirect(HOME, status_code=303)


@get("/sign-in")
async def show_sign_in(request: AnyRequest, db: Database, clock: Clock, settings: Settings) -> Response[Any]:
    onward = safe_next(request.query_params.get("next"))
    try:
        await provide_person(request, db, clock, settings)
    except Unauthenticated:
        return _sign_in_page(request, settings, onward)
    return Redirect(onward, status_code=303)


@post("/sign-in")
async def do_sign_in(request: AnyRequest, db: Database, clock: Clock, keys: Keys, settings: Settings) -> Response[Any]:
    form = await read_form(request)
    onward = safe_next(form.text("next"))
    try:
        opened = await sign_in(
            form.text("login"),
            form.text("password"),
            form.text("code"),
            visitor=visitor(request),
            keys=keys,
            db=db,
            clock=clock,
        )
    except (SignInFailed, TooManyAttempts) as refused:
        return _sign_in_page(
            request,
            settings,
            onward,
            status=STATUS[refused.kind],
            login=form.text("login")[:200],
            errors=errors_of(request, refused),
        )
    await _end_old(request, db, clock, settings)
    running_out = opened.codes_left is not None
    return with_session(
        Redirect("/staff/account#recovery" if running_out else onward, status_code=303), opened, settings
    )


@post("/sign-in/passkey/options", status_code=200)
async def ask_passkey(clock: Clock, keys: Keys, settings: Settings) -> dict[str, Any]:
    return sign_in_options("sign_in", site=site_of(settings), keys=keys, at=clock.now())


@post("/sign-in/passkey")
async def answer_passkey(
    request: AnyRequest, data: Answered, db: Database, clock: Clock, keys: Keys, settings: Settings
) -> Response[Any]:
    opened = await sign_in_with_passkey(
        data.credential, site=site_of(settings), visitor=visitor(request), keys=keys, db=db, clock=clock
    )
    await _end_old(request, db, clock, settings)
    return with_session(Response(GoOn(safe_next(data.next)), status_code=200), opened, settings)


@post("/sign-out")
async def do_sign_out(request: AnyRequest, db: Database, clock: Clock, settings: Settings) -> Response[Any]:
    await _end_old(request, db, clock, settings)
    return without_session(done("/staff/sign-in", "signed_out"), settings)


@get("/prove")
async def show_prove(request: AnyRequest, person: Actor, settings: Settings) -> Response[Any]:
    return _prove_page(request, person, settings, safe_next(request.query_params.get("next")))


@post("/prove")
async def do_prove(
    request: AnyRequest, person: Actor, db: Database, clock: Clock, keys: Keys, settings: Settings
) -> Response[Any]:
    form = await read_form(request)
    onward = safe_next(form.text("next"))
    try:
        await prove(
            form.text("password"),
            form.text("code"),
            actor=person,
            visitor=visitor(request),
            keys=keys,
            db=db,
            clock=clock,
        )
    except (SignInFailed, TooManyAttempts) as refused:
        errors = {"password": explain(request, refused)}
        return _prove_page(request, person, settings, onward, status=STATUS[refused.kind], errors=errors)
    return done(onward.partition("?")[0], "proven")


@post("/prove/passkey/options", status_code=200)
async def ask_proof(person: Actor, clock: Clock, keys: Keys, settings: Settings) -> dict[str, Any]:
    del person  # only that there is one: a stranger has nothing to prove here
    return sign_in_options("prove", site=site_of(settings), keys=keys, at=clock.now())


@post("/prove/passkey", status_code=200)
async def answer_proof(
    data: Answered, person: Actor, db: Database, clock: Clock, keys: Keys, settings: Settings
) -> GoOn:
    await prove_with_passkey(data.credential, actor=person, site=site_of(settings), keys=keys, db=db, clock=clock)
    return GoOn(safe_next(data.next).partition("?")[0] + "?done=proven")


def passkey_origin(settings: Settings) -> str:
    """Where passkeys work; empty when they cannot work anywhere."""
    try:
        return site_of(settings).origins[0]
    except PasskeysUnavailable:
        return ""


async def _end_old(request: AnyRequest, db: Database, clock: Clock, settings: Settings) -> None:
    """Whatever session the browser came with ends: a planted one is worth nothing afterwards."""
    old = request.cookies.get(cookie_name(settings), "")
    if old:
        await sign_out(old, db=db, clock=clock)


def _sign_in_page(
    request: AnyRequest, settings: Settings, onward: str, *, status: int = 200, login: str = "", **more: Any
) -> Response[str]:
    shown = context(request, onward=onward, login=login, origin=passkey_origin(settings)) | more
    return render(request, "accounts/sign_in.html", status=status, **shown)


def _prove_page(
    request: AnyRequest, person: Actor, settings: Settings, onward: str, *, status: int = 200, **more: Any
) -> Response[str]:
    shown = context(request, actor=person, onward=onward, origin=passkey_origin(settings)) | more
    return render(request, "accounts/prove.html", status=status, **shown)


routes = [
    go_home,
    show_sign_in,
    do_sign_in,
    ask_passkey,
    answer_passkey,
    do_sign_out,
    show_prove,
    do_prove,
    ask_proof,
    answer_proof,
]
