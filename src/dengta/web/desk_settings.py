"""The page on which administrators say what the desk is called and looks like, once it runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.response import Redirect

from dengta.accounts.public import Actor, NotFound, audit, may_administer
from dengta.accounts.web.forms import read_form
from dengta.inbox.web.desk_api import GROUNDS as CHAT_GROUNDS
from dengta.platform.colour import COLOUR, ENOUGH, LEAST, NIGHT, contrast, tint
from dengta.platform.db import Database
from dengta.platform.files import Files
from dengta.platform.preferences import BRAND, DEFAULT_COLOUR, Brand, Preferences
from dengta.platform.web import AnyRequest, render
from dengta.web.brand import keep_logo, read_brand, read_logo, wrong_in

HERE = "/staff/settings/desk"
UNBRANDED = "#ffc45e"
"""The line on the header of a desk that has chosen no colour; `--night-lamp` in platform/static/dengta.css."""
GROUNDS = {"day": CHAT_GROUNDS["light"], "night": CHAT_GROUNDS["dark"]}


@dataclass(frozen=True, slots=True)
class Look:
    """A colour as the chat uses it on a ground: under text, the text itself, and for links."""

    ground: str
    tint: str
    on: str
    link: str


@dataclass(frozen=True, slots=True)
class Check:
    """How well a colour shows in one place, against the least it must."""

    name: str
    colour: str
    ratio: float
    least: float


@get(HERE, include_in_schema=False)
async def show_desk(request: AnyRequest, actor: Actor, db: Database, preferences: Preferences) -> Response[str]:
    _must_administer(actor)
    async with db.transaction() as tx:
        await preferences.refresh(tx)
    return _page(request, actor, preferences.get(BRAND, Brand), saved=request.query_params.get("done") == "desk")


@post(HERE, include_in_schema=False, status_code=200)
async def change_desk(
    request: AnyRequest, actor: Actor, db: Database, files: Files, preferences: Preferences
) -> Response[Any]:
    """Keep it, note which parts were changed, and tell every process; or say what to put right."""
    _must_administer(actor)
    form = await read_form(request)
    kept = preferences.get(BRAND, Brand)
    brand = read_brand(form, kept)
    picture, wrong = await read_logo(request)
    wrong = wrong_in(request, brand) | wrong
    if wrong:
        return _page(request, actor, brand, wrong=wrong, removed=bool(form.text("remove_logo")))
    if picture is not None:
        brand = msgspec.structs.replace(brand, logo=await keep_logo(files, picture))
    elif form.text("remove_logo"):
        brand = msgspec.structs.replace(brand, logo=None)
    await _keep(brand, kept, actor=actor, db=db, preferences=preferences)
    request.app.state.nudge()
    return Redirect(f"{HERE}?done=desk", status_code=303)


async def _keep(brand: Brand, before: Brand, *, actor: Actor, db: Database, preferences: Preferences) -> None:
    changed = [name for name in Brand.__struct_fields__ if getattr(brand, name) != getattr(before, name)]
    if not changed:
        return
    async with db.transaction() as tx:
        await preferences.put(tx, BRAND, brand)
        await audit.record(tx, actor=actor, action="desk.changed", subject="desk", detail={"changed": changed})


def _page(
    request: AnyRequest,
    actor: Actor,
    brand: Brand,
    *,
    wrong: Mapping[str, str] | None = None,
    removed: bool = False,
    saved: bool = False,
) -> Response[str]:
    colour = brand.colour if COLOUR.fullmatch(brand.colour) else DEFAULT_COLOUR
    line = UNBRANDED if colour == DEFAULT_COLOUR else colour
    looks = {when: _look(colour, ground) for when, ground in GROUNDS.items()}
    return render(
        request,
        "web/desk.html",
        status=422 if wrong else 200,
        actor=actor,
        brand=brand,
        wrong=wrong or {},
        removed=removed,
        saved=saved,
        line=line,
        unbranded=UNBRANDED,
        looks=looks,
        checks=[Check("header", line, contrast(line, NIGHT), LEAST), *_checks(looks)],
    )


def _look(colour: str, ground: str) -> Look:
    made = tint(colour, ground)
    return Look(ground, made.ground, made.text, made.link)


def _checks(looks: Mapping[str, Look]) -> list[Check]:
    day = looks["day"]
    return [
        Check("bubble", day.tint, contrast(day.tint, day.on), ENOUGH),
        *(Check(when, look.link, contrast(look.link, look.ground), ENOUGH) for when, look in looks.items()),
    ]


def _must_administer(actor: Actor) -> None:
    if not may_administer(actor):
        raise NotFound


routes = [show_desk, change_desk]
