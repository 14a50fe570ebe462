"""The set-up's last steps: the first administrator's proof, and what to look at next. And the desk's logo."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post

from dengta.accounts.create import create_first_administrator
from dengta.accounts.enrol import ByPasskey, ByPassword
from dengta.accounts.errors import LoginTaken, WeakPassword, WrongCode
from dengta.accounts.passkeys import registration_options, site_of
from dengta.accounts.pending import Pending, new_pending, open_pending, same_pending
from dengta.accounts.public import Actor, groups, may_administer
from dengta.accounts.web.caller import visitor, with_session
from dengta.accounts.web.forms import Form, context, errors_of, qr_of, read_form
from dengta.accounts.web.sign_in import GoOn, passkey_origin
from dengta.inbox.attach import content_type
from dengta.inbox.protocols import Hours
from dengta.kernel.clock import Clock
from dengta.kernel.ids import uuid7
from dengta.platform.db import Database
from dengta.platform.files import Files
from dengta.platform.keys import Keys
from dengta.platform.preferences import BRAND, Brand, Preferences
from dengta.platform.settings import Settings
from dengta.platform.web import STATUS, AnyRequest, language, render
from dengta.web.setup import WHO, NotHere, Who, must_be_setting_up

OWNER = "setup"
ONWARD = "/setup/next"
TYPED = (WeakPassword, WrongCode, LoginTaken)


class Asked(msgspec.Struct, frozen=True):
    """What the passkey script says of itself; the name was given a step before."""

    name: str = ""
    passkey: str = ""


class Made(msgspec.Struct, frozen=True):
    """A new passkey."""

    credential: dict[str, Any]
    name: str = ""
    passkey: str = ""


@get("/setup/proof", include_in_schema=False)
async def ask_proof(
    request: AnyRequest, db: Database, keys: Keys, settings: Settings, preferences: Preferences
) -> Response[str]:
    """Step 3: a passkey, or a password with an authenticator app."""
    await must_be_setting_up(request, db, keys)
    who = _who(preferences)
    return _page(request, who, new_pending(keys, owner=OWNER, login=who.login), settings)


@post("/setup/proof", include_in_schema=False)
async def by_password(
    request: AnyRequest, db: Database, keys: Keys, clock: Clock, settings: Settings, preferences: Preferences
) -> Response[Any]:
    """Make the administrator, signed in, and show the recovery codes this one time."""
    await must_be_setting_up(request, db, keys)
    who, form = _who(preferences), await read_form(request)
    secret = open_pending(keys, form.text("sealed"), owner=OWNER) or ""
    choice = ByPassword(form.text("password"), secret, form.text("code"))
    try:
        made = await create_first_administrator(
            who.login,
            who.name,
            choice,
            language=language(request),
            visitor=visitor(request),
            keys=keys,
            db=db,
            clock=clock,
        )
    except TYPED as refused:
        pending = same_pending(keys, form.text("sealed"), owner=OWNER, login=who.login)
        status, errors = STATUS[refused.kind], errors_of(request, refused)
        return _page(request, who, pending, settings, status=status, errors=errors)
    shown = context(request, codes=made.recovery_codes, onward=ONWARD)
    return with_session(render(request, "accounts/codes.html", **shown), made.session, settings)


@post("/setup/proof/passkey/options", include_in_schema=False, status_code=200)
async def passkey_options(
    request: AnyRequest,
    data: Asked,
    db: Database,
    keys: Keys,
    clock: Clock,
    settings: Settings,
    preferences: Preferences,
) -> dict[str, Any]:
    """What the browser needs to make a passkey."""
    await must_be_setting_up(request, db, keys)
    who, site = _who(preferences), site_of(settings)
    return registration_options(uuid7(), who.login, who.name, known=[], site=site, keys=keys, at=clock.now())


@post("/setup/proof/passkey", include_in_schema=False)
async def by_passkey(
    request: AnyRequest,
    data: Made,
    db: Database,
    keys: Keys,
    clock: Clock,
    settings: Settings,
    preferences: Preferences,
) -> Response[Any]:
    """Make the administrator by their passkey, signed in."""
    await must_be_setting_up(request, db, keys)
    who = _who(preferences)
    made = await create_first_administrator(
        who.login,
        who.name,
        ByPasskey(data.credential, data.passkey or who.name, site_of(settings)),
        language=language(request),
        visitor=visitor(request),
        keys=keys,
        db=db,
        clock=clock,
    )
    return with_session(Response(GoOn(ONWARD), status_code=200), made.session, settings)


@get("/setup/next", include_in_schema=False)
async def what_next(
    request: AnyRequest, actor: Actor, db: Database, hours: Hours, clock: Clock, settings: Settings
) -> Response[str]:
    """Step 4: hours, groups, people and the widget, as they stand, each with its own page."""
    if not may_administer(actor):
        raise NotHere
    async with db.transaction() as tx:
        names = [group.name(language(request)) for group in await groups(tx)]
    snippet = (
        f'<script type="module" src="{settings.base_url}/static/inbox/widget.js"></script>\n<dengta-chat></dengta-chat>'
    )
    return render(
        request,
        "web/setup_next.html",
        groups=names,
        zone=hours.zone(),
        open_now=hours.open_now(clock.now()),
        snippet=snippet,
    )


@get("/desk-logo", include_in_schema=False, media_type="application/octet-stream")
async def logo(preferences: Preferences, files: Files) -> Response[bytes]:
    """The desk's logo; its address changes when it does."""
    kept = preferences.get(BRAND, Brand).logo
    content = await files.get(UUID(kept)) if kept else None
    if content is None:
        raise NotHere
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(content, media_type=content_type(content), headers=headers)


def _who(preferences: Preferences) -> Who:
    who = preferences.get(WHO, Who)
    if not who.login:
        raise NotHere
    return who


def _page(request: AnyRequest, who: Who, pending: Pending, settings: Settings, **more: Any) -> Response[str]:
    shown = context(request, who=who, pending=pending, qr=qr_of(pending.uri), origin=passkey_origin(settings))
    status = int(more.pop("status", 200))
    return render(request, "web/setup_proof.html", status=status, **(shown | {"form": Form({})} | more))


routes = [ask_proof, by_password, passkey_options, by_passkey, what_next, logo]
