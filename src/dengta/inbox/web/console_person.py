"""A customer's rights over what the desk holds about them: everything handed out, or replaced for ever (E8)."""

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from msgspec import json

from dengta.accounts.public import Actor, may_administer, may_export
from dengta.inbox.customer_data import erase_customer, export_customer
from dengta.inbox.errors import NotAllowed, UnderHold
from dengta.inbox.load import canonical
from dengta.inbox.open_page import open_conversation_page
from dengta.inbox.protocols import Ratings
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.files import Files
from dengta.platform.i18n import N_
from dengta.platform.web import AnyRequest, render, say

ERASED = N_("Everything this customer wrote has been erased. The conversations remain, without their words.")
HELD = N_("Nothing was erased: a legal hold keeps a conversation of this customer. Whoever runs the desk can end it.")
MISTYPED = N_("Nothing was erased: the reference you typed is not this conversation's. Type it as it stands above.")


@get("/console/c/{reference:str}/person")
async def person_page(
    request: AnyRequest, reference: FromPath[str], actor: Actor, db: Database, clock: Clock
) -> Response[str]:
    """What can be done with this customer's data, for those who may do any of it."""
    return await page(request, reference, actor, db, clock)


@post("/console/c/{reference:str}/person/export", status_code=200)
async def export_form(
    reference: FromPath[str], actor: Actor, db: Database, ratings: Ratings, clock: Clock
) -> Response[bytes]:
    """Everything about them as one JSON file."""
    exported = await export_customer(reference, actor=actor, db=db, ratings=ratings, clock=clock)
    name = f"customer-{canonical(reference)}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(json.format(json.encode(exported)), media_type="application/json", headers=headers)


@post("/console/c/{reference:str}/person/erase", status_code=200)
async def erase_form(
    request: AnyRequest, reference: FromPath[str], actor: Actor, db: Database, clock: Clock, files: Files
) -> Response[str]:
    """Erase them, once the reference has been typed again."""
    typed = str((await request.form()).get("typed", ""))
    if canonical(typed) != canonical(reference):
        return await page(request, reference, actor, db, clock, refused=MISTYPED, status=400)
    try:
        await erase_customer(reference, actor=actor, db=db, files=files, clock=clock)
    except UnderHold:
        return await page(request, reference, actor, db, clock, refused=HELD, status=409)
    return await page(request, reference, actor, db, clock, said=ERASED)


async def page(
    request: AnyRequest,
    reference: str,
    actor: Actor,
    db: Database,
    clock: Clock,
    *,
    said: str | None = None,
    refused: str | None = None,
    status: int = 200,
) -> Response[str]:
    """The page; raises `NotAllowed` for those who could do nothing on it."""
    opened = await open_conversation_page(reference, actor=actor, db=db, clock=clock, span=1)
    if not (may_export(actor) or may_administer(actor)):
        raise NotAllowed
    context: dict[str, Any] = {
        "actor": actor,
        "reference": opened.conversation.reference,
        "customer": opened.customer,
        "others": len(opened.others) + len(opened.merged),
        "may_export": may_export(actor),
        "may_erase": may_administer(actor),
        "said": say(request, said) if said else None,
        "refused": say(request, refused) if refused else None,
        "undo_url": None,
    }
    return render(request, "inbox/console/person.html", status=status, **context)


routes = [person_page, export_form, erase_form]
