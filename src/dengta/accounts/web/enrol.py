"""Take up an invitation."""

from typing import Any

import msgspec
from litestar import Response, get, post

from dengta.accounts.enrol import ByPasskey, ByPassword, Enrolled, enrol
from dengta.accounts.errors import BadName, InvitationGone, LoginTaken, WeakPassword, WrongCode
from dengta.accounts.invite import find_invitation
from dengta.accounts.model import Invitation
from dengta.accounts.names import clean_name
from dengta.accounts.passkeys import registration_options, site_of
from dengta.accounts.pending import Pending, new_pending, open_pending, same_pending
from dengta.accounts.web.caller import HOME, visitor, with_session
from dengta.accounts.web.forms import Form, context, errors_of, explain, qr_of, read_form
from dengta.accounts.web.sign_in import GoOn, passkey_origin
from dengta.kernel.clock import Clock
from dengta.kernel.errors import Refused
from dengta.kernel.ids import uuid7
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from dengta.platform.web import STATUS, AnyRequest, language, render

TYPED = (BadName, WeakPassword, WrongCode, LoginTaken)


class Named(msgspec.Struct, frozen=True):
    """What the new person wants to be called, and their passkey."""

    name: str
    passkey: str = ""


class Made(msgspec.Struct, frozen=True):
    """A new passkey for a new person."""

    credential: dict[str, Any]
    name: str
    passkey: str


@get("/enrol/{token:str}")
async def show_enrol(
    request: AnyRequest, token: str, db: Database, clock: Clock, keys: Keys, settings: Settings
) -> Response[Any]:
    try:
        invitation = await find_invitation(token, keys=keys, db=db, clock=clock)
    except InvitationGone as gone:
        return _gone(request, gone)
    pending = new_pending(keys, owner=token, login=invitation.login)
    return _page(request, token, invitation, pending, settings, Form({"name": [invitation.name]}))


@post("/enrol/{token:str}")
async def do_enrol(
    request: AnyRequest, token: str, db: Database, clock: Clock, keys: Keys, settings: Settings
) -> Response[Any]:
    form = await read_form(request)
    secret = open_pending(keys, form.text("sealed"), owner=token) or ""
    choice = ByPassword(form.text("password"), secret, form.text("code"))
    try:
        invitation = await find_invitation(token, keys=keys, db=db, clock=clock)
        enrolled = await enrol(
            token,
            form.text("name"),
            choice,
            language=language(request),
            visitor=visitor(request),
            keys=keys,
            db=db,
            clock=clock,
        )
    except InvitationGone as gone:
        return _gone(request, gone)
    except TYPED as refused:
        pending = same_pending(keys, form.text("sealed"), owner=token, login=invitation.login)
        status, errors = STATUS[refused.kind], errors_of(request, refused)
        return _page(request, token, invitation, pending, settings, form, status=status, errors=errors)
    return with_session(_codes(request, enrolled), enrolled.session, settings)


@post("/enrol/{token:str}/passkey/options", status_code=200)
async def ask_enrol_passkey(
    token: str, data: Named, db: Database, clock: Clock, keys: Keys, settings: Settings
) -> dict[str, Any]:
    invitation = await find_invitation(token, keys=keys, db=db, clock=clock)
    return registration_options(
        uuid7(),
        invitation.login,
        clean_name(data.name),
        known=[],
        site=site_of(settings),
        keys=keys,
        at=clock.now(),
    )


@post("/enrol/{token:str}/passkey")
async def enrol_by_passkey(
    request: AnyRequest, token: str, data: Made, db: Database, clock: Clock, keys: Keys, settings: Settings
) -> Response[Any]:
    enrolled = await enrol(
        token,
        data.name,
        ByPasskey(data.credential, data.passkey, site_of(settings)),
        language=language(request),
        visitor=visitor(request),
        keys=keys,
        db=db,
        clock=clock,
    )
    return with_session(Response(GoOn(HOME), status_code=200), enrolled.session, settings)


def _page(
    request: AnyRequest,
    token: str,
    invitation: Invitation,
    pending: Pending,
    settings: Settings,
    form: Form,
    *,
    status: int = 200,
    **more: Any,
) -> Response[str]:
    shown = context(
        request,
        token=token,
        invitation=invitation,
        pending=pending,
        qr=qr_of(pending.uri),
        origin=passkey_origin(settings),
    )
    return render(request, "accounts/enrol.html", status=status, **(shown | {"form": form} | more))


def _codes(request: AnyRequest, enrolled: Enrolled) -> Response[str]:
    shown = context(request, codes=enrolled.recovery_codes, onward=HOME)
    return render(request, "accounts/codes.html", **shown)


def _gone(request: AnyRequest, refused: Refused) -> Response[str]:
    shown = context(request, said=explain(request, refused))
    return render(request, "accounts/invitation_gone.html", status=STATUS[refused.kind], **shown)


routes = [show_enrol, do_enrol, ask_enrol_passkey, enrol_by_passkey]
