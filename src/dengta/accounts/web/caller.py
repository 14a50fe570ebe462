"""Who asks: the person behind a cookie, or behind a program's token."""

import re
from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.datastructures import Cookie
from litestar.response import Redirect

from dengta.accounts.errors import StepUpNeeded, Unauthenticated
from dengta.accounts.model import Actor
from dengta.accounts.sessions import LONGEST, SignedIn, Visitor, find_actor
from dengta.accounts.tokens import find_token_actor
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.settings import Settings
from dengta.platform.web import AnyRequest, refusal, wants_html

HOME = "/console"
LOCAL = re.compile(r"/(staff|console|setup)([/?][\x21-\x5b\x5d-\x7e]*)?", re.ASCII)


async def provide_actor(request: AnyRequest, db: Database, clock: Clock, settings: Settings) -> Actor:
    """The signed-in person, or a token's maker narrowed to its scopes. Raises `Unauthenticated`.

    A request that carries a token is judged by the token alone, never by a cookie beside it.
    """
    given = request.headers.get("authorization", "")
    if given:
        scheme, _, raw = given.partition(" ")
        if scheme.lower() != "bearer":
            raise Unauthenticated
        return await find_token_actor(raw.strip(), db=db)
    return await provide_person(request, db, clock, settings)


async def provide_person(request: AnyRequest, db: Database, clock: Clock, settings: Settings) -> Actor:
    """The person behind the session cookie; never a token, because these pages are about the person."""
    token = request.cookies.get(cookie_name(settings), "")
    if not token:
        raise Unauthenticated
    return await find_actor(token, db=db, clock=clock)


def on_unauthenticated(request: AnyRequest, refused: Unauthenticated) -> Response[Any]:
    """People are sent to sign in and brought back; programs are told. An HTMX request moves the whole page."""
    if not wants_html(request):
        return refusal(refused)
    there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    back = safe_next(there) if request.method == "GET" else HOME
    target = f"/staff/sign-in?{urlencode({'next': back})}"
    if "hx-request" in request.headers:
        return Response("", status_code=401, headers={"HX-Redirect": target})
    return Redirect(target, status_code=303)


def on_step_up(request: AnyRequest, refused: StepUpNeeded) -> Response[Any]:
    """People prove themselves again and come back to the page they were on; programs are told."""
    if not wants_html(request):
        return refusal(refused)
    page = request.url.path if request.method == "GET" else "/".join(request.url.path.split("/")[:3])
    return Redirect(f"/staff/prove?{urlencode({'next': safe_next(page)})}", status_code=303)


def safe_next(path: str | None) -> str:
    """Where to go after signing in: one of our own staff pages, whatever a link said."""
    return path if path and LOCAL.fullmatch(path) else HOME


def visitor(request: AnyRequest) -> Visitor:
    """Where the request comes from; the edge has put the address it believes into the state."""
    state = request.scope.get("state") or {}
    return Visitor(str(state.get("client", "")), request.headers.get("user-agent", ""))


def cookie_name(settings: Settings) -> str:
    """`__Host-` makes browsers insist on TLS, this host and the whole path; plain HTTP cannot have it."""
    return "__Host-dengta" if settings.https else "dengta"


def with_session(answer: Response[Any], opened: SignedIn, settings: Settings) -> Response[Any]:
    """Put the new session into the browser."""
    answer.set_cookie(_cookie(settings, opened.token, int(LONGEST.total_seconds())))
    return answer


def without_session(answer: Response[Any], settings: Settings) -> Response[Any]:
    """Take the session out of the browser."""
    answer.set_cookie(_cookie(settings, "", 0))
    return answer


def _cookie(settings: Settings, value: str, seconds: int) -> Cookie:
    return Cookie(
        key=cookie_name(settings),
        value=value,
        max_age=seconds,
        path="/",
        httponly=True,
        secure=settings.https,
        samesite="lax",
    )
