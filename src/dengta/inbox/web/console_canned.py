"""The canned replies: everyone reads them, leads write them."""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from dengta.accounts.public import Actor, may_lead
from dengta.inbox.canned import VARIABLES, CannedText, delete_canned, list_canned, save_canned
from dengta.inbox.web import console_texts as texts
from dengta.inbox.web.console_refusals import Reason, reasons_said, refusal_said
from dengta.kernel.clock import Clock
from dengta.kernel.errors import Refused
from dengta.platform.db import Database
from dengta.platform.web import STATUS, AnyRequest, language, render, say
from dengta.safety.public import Knowledge

FIELDS = ("shortcut", "title_en", "title_zh", "body_en", "body_zh")


@get("/console/canned")
async def canned_page(request: AnyRequest, actor: Actor, db: Database) -> Response[str]:
    """Every canned reply in both languages; `edit` opens one of them in the form."""
    return await page(request, actor, db, edit=request.query_params.get("edit"))


@post("/console/canned")
async def save_canned_form(
    request: AnyRequest, actor: Actor, db: Database, clock: Clock, knowledge: Knowledge
) -> Response[Any]:
    """Keep a canned reply, new or in the place of one."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    written = {name: form.get(name, "").strip() for name in FIELDS}
    number = form.get("id", "")
    replaces = int(number) if number.isdecimal() and len(number) < 18 else None
    try:
        await save_canned(as_text(written), replaces=replaces, actor=actor, db=db, clock=clock, knowledge=knowledge)
    except Refused as refused:
        lang = language(request)
        return await page(
            request,
            actor,
            db,
            written=written | {"id": number},
            refused=refusal_said(refused, lang),
            reasons=reasons_said(refused, lang),
            status=STATUS[refused.kind],
        )
    return Redirect("/console/canned?said=canned_saved", status_code=303)


def as_text(written: Mapping[str, str]) -> CannedText:
    """The form as the use case takes it."""
    return CannedText(
        shortcut=written["shortcut"],
        title_zh=written["title_zh"],
        title_en=written["title_en"],
        body_zh=written["body_zh"],
        body_en=written["body_en"],
    )


@post("/console/canned/{canned:int}/remove")
async def remove_canned_form(canned: FromPath[int], actor: Actor, db: Database) -> Redirect:
    """Forget a canned reply."""
    await delete_canned(canned, actor=actor, db=db)
    return Redirect("/console/canned?said=canned_removed", status_code=303)


async def page(
    request: AnyRequest,
    actor: Actor,
    db: Database,
    *,
    edit: str | None = None,
    written: dict[str, str] | None = None,
    refused: str | None = None,
    reasons: Sequence[Reason] = (),
    status: int = 200,
) -> Response[str]:
    """The page, with what was being written still in the form."""
    every = await list_canned(actor=actor, db=db)
    if written is None:
        opened = next((one for one in every if str(one.id) == edit), None)
        written = {name: str(getattr(opened, name)) if opened else "" for name in FIELDS}
        written["id"] = str(opened.id) if opened else ""
    code = request.query_params.get("said", "")
    context = {
        "actor": actor,
        "may_lead": may_lead(actor),
        "every": every,
        "written": written,
        "variables": VARIABLES,
        "said": say(request, texts.SAID[code]) if code in ("canned_saved", "canned_removed") else None,
        "refused": refused,
        "refused_for": reasons,
        "undo_url": None,
    }
    return render(request, "inbox/console/canned.html", status=status, **context)


routes = [canned_page, save_canned_form, remove_canned_form]
