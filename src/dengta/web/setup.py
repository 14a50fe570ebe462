"""Set a fresh desk up in a browser: what it is called, who runs it, and what to do next.

It exists only while there is no administrator, and only for whoever holds the code that the server printed at start.
"""

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from dengta.accounts.errors import BadLogin, BadName
from dengta.accounts.names import clean_login, clean_name
from dengta.accounts.public import has_administrator
from dengta.accounts.web.forms import Form, context, errors_of, read_form
from dengta.kernel.errors import Kind, Refused
from dengta.platform.db import Database
from dengta.platform.files import Files
from dengta.platform.i18n import N_
from dengta.platform.keys import Keys
from dengta.platform.preferences import BRAND, Brand, Preferences
from dengta.platform.settings import Settings
from dengta.platform.web import AnyRequest, render, say
from dengta.web.brand import keep_logo, read_brand, read_logo, wrong_in
from dengta.web.setup_code import is_setup_code, setup_code

COOKIE = "setup"
WHO = "setup.administrator"
WRONG_CODE = N_("This is not the code of this desk. The server prints it when it starts.")


class NotHere(Refused):
    """There is no set-up to be seen: the desk has an administrator, or the code is missing."""

    kind = Kind.NOT_FOUND
    code = "not_found"


class Who(msgspec.Struct, frozen=True):
    """The administrator to be, between two steps."""

    login: str = ""
    name: str = ""


async def must_be_setting_up(request: AnyRequest, db: Database, keys: Keys) -> None:
    """Raises `NotHere` once there is an administrator, and for anyone without the code."""
    async with db.transaction() as tx:
        if await has_administrator(tx):
            raise NotHere
        await request.app.state.preferences.refresh(tx)  # another process may have taken the step before
    if not is_setup_code(keys, request.cookies.get(COOKIE, "")):
        raise NotHere


@get("/setup", include_in_schema=False)
async def begin(request: AnyRequest, db: Database, keys: Keys, settings: Settings) -> Response[Any]:
    """Ask for the code, or take it from the link that the server printed and go on."""
    async with db.transaction() as tx:
        if await has_administrator(tx):
            raise NotHere
    offered = request.query_params.get("code")
    if offered is not None:
        return _enter(request, offered, keys, settings)
    if is_setup_code(keys, request.cookies.get(COOKIE, "")):
        return Redirect("/setup/desk", status_code=303)
    return render(request, "web/setup_code.html", wrong={})


@post("/setup", include_in_schema=False)
async def enter_code(request: AnyRequest, db: Database, keys: Keys, settings: Settings) -> Response[Any]:
    """The code as it was typed."""
    async with db.transaction() as tx:
        if await has_administrator(tx):
            raise NotHere
    return _enter(request, (await read_form(request)).text("code"), keys, settings)


@get("/setup/desk", include_in_schema=False)
async def ask_desk(request: AnyRequest, db: Database, keys: Keys, preferences: Preferences) -> Response[str]:
    """Step 1: name, colour, logo, language."""
    await must_be_setting_up(request, db, keys)
    return _desk_page(request, preferences.get(BRAND, Brand))


@post("/setup/desk", include_in_schema=False)
async def take_desk(
    request: AnyRequest, db: Database, keys: Keys, files: Files, preferences: Preferences
) -> Response[Any]:
    """Keep what the desk is called and looks like, and go on; or say what to put right."""
    await must_be_setting_up(request, db, keys)
    form = await read_form(request)
    kept = preferences.get(BRAND, Brand)
    brand = read_brand(form, kept)
    picture, wrong = await read_logo(request)
    wrong = wrong_in(request, brand) | wrong
    if wrong:
        return _desk_page(request, brand, wrong)
    if picture is not None:
        brand = msgspec.structs.replace(brand, logo=await keep_logo(files, picture))
    async with db.transaction() as tx:
        await preferences.put(tx, BRAND, brand)
    return Redirect("/setup/you", status_code=303)


@get("/setup/you", include_in_schema=False)
async def ask_who(request: AnyRequest, db: Database, keys: Keys, preferences: Preferences) -> Response[str]:
    """Step 2: who runs the desk."""
    await must_be_setting_up(request, db, keys)
    who = preferences.get(WHO, Who)
    form = Form({"name": [who.name], "login": [who.login]})
    return render(request, "web/setup_you.html", **(context(request) | {"form": form}))


@post("/setup/you", include_in_schema=False)
async def take_who(request: AnyRequest, db: Database, keys: Keys, preferences: Preferences) -> Response[Any]:
    """Remember the name and login until a proof is chosen."""
    await must_be_setting_up(request, db, keys)
    form = await read_form(request)
    try:
        who = Who(clean_login(form.text("login")), clean_name(form.text("name")))
    except (BadLogin, BadName) as refused:
        shown = context(request) | {"form": form, "errors": errors_of(request, refused)}
        return render(request, "web/setup_you.html", status=400, **shown)
    async with db.transaction() as tx:
        await preferences.put(tx, WHO, who)
    return Redirect("/setup/proof", status_code=303)


def _enter(request: AnyRequest, offered: str, keys: Keys, settings: Settings) -> Response[Any]:
    if not is_setup_code(keys, offered):
        return render(request, "web/setup_code.html", status=422, wrong={"code": say(request, WRONG_CODE)})
    answer: Response[Any] = Redirect("/setup/desk", status_code=303)
    answer.set_cookie(
        Cookie(
            key=COOKIE,
            value=setup_code(keys),
            path="/setup",
            max_age=3600,
            httponly=True,
            samesite="strict",
            secure=settings.https,
        )
    )
    return answer


def _desk_page(request: AnyRequest, brand: Brand, wrong: dict[str, str] | None = None) -> Response[str]:
    return render(request, "web/setup_desk.html", status=422 if wrong else 200, brand=brand, wrong=wrong or {})


routes = [begin, enter_code, ask_desk, take_desk, ask_who, take_who]
