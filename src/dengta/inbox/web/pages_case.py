"""A case's own page: reference and link, no account. Whoever does not hold the link sees what anybody sees (I28)."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import Parameter
from litestar.response import Redirect

from dengta.inbox.attach import fetch
from dengta.inbox.case import Key, find_case, look
from dengta.inbox.case_secret import case_secret
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.finish import finish
from dengta.inbox.model import Conversation, Inbound
from dengta.inbox.page_texts import refusal
from dengta.inbox.protocols import Desk, Hours, Labels
from dengta.inbox.receive import receive
from dengta.inbox.reference import parse_reference
from dengta.inbox.seen import note_seen
from dengta.inbox.store import attachments as stored
from dengta.inbox.web.attachment_api import as_download
from dengta.inbox.web.caller import case_sender
from dengta.inbox.web.case_cookie import case_path, held_key, remember
from dengta.inbox.web.case_view import case_view
from dengta.inbox.web.customer_api import tracking_url
from dengta.inbox.web.form_reading import Typed, Wrong, blank, problems, read_form, shown, take_files
from dengta.inbox.web.pages_form import advised, too_soon
from dengta.inbox.web.pages_home import times
from dengta.inbox.web.pages_track import not_opened
from dengta.kernel.clock import Clock
from dengta.kernel.errors import Refused
from dengta.platform.db import Database
from dengta.platform.files import Files
from dengta.platform.hub import Hub
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from dengta.platform.sse import wait_for
from dengta.platform.web import STATUS, TELLS_ITSELF, AnyRequest, held_back, language, render

LONGEST_WAIT = 25.0
Reference = Annotated[str, Parameter(max_length=40)]


@get("/t/{reference:str}", include_in_schema=False)
async def case(
    request: AnyRequest,
    reference: Reference,
    db: Database,
    keys: Keys,
    labels: Labels,
    hours: Hours,
    clock: Clock,
    settings: Settings,
) -> Response[str]:
    """The page. A secret in the address moves into a cookie at once, so that no history or screenshot keeps it."""
    known = parse_reference(reference) or reference
    offered = request.query_params.get("k")
    try:
        if offered is not None:
            await find_case(known, Key(secret=offered[:100]), db=db, keys=keys)
            answer = Redirect(case_path(known), status_code=303)
            remember(answer, known, offered, settings)
            return answer
        conversation = await find_case(known, held_key(request, known), db=db, keys=keys)
    except NoSuchConversation:
        return not_opened(request)
    if known != reference:
        return Redirect(case_path(known), status_code=303)
    return await page(request, known, conversation, blank(), db=db, keys=keys, labels=labels, hours=hours, clock=clock)


@get("/t/{reference:str}/now", include_in_schema=False)
async def now(
    request: AnyRequest,
    reference: Reference,
    db: Database,
    keys: Keys,
    labels: Labels,
    hours: Hours,
    clock: Clock,
    hub: Hub,
    after: Annotated[int, Parameter(ge=0)] = 0,
) -> Response[str]:
    """What the page shows of the case, as soon as anything is newer than event `after`; 204 when nothing came."""
    conversation = await find_case(reference, held_key(request, reference), db=db, keys=keys)
    seen = await look(conversation, db=db)
    if seen.conversation.last_event <= after:
        await wait_for(hub, (f"conversation:{conversation.id}",), LONGEST_WAIT)
        seen = await look(conversation, db=db)
    if seen.conversation.last_event <= after:
        return Response("", status_code=204, headers={"Cache-Control": "no-store"})
    told = times(request, hours, clock.now())
    view = case_view(seen, labels, told)
    return render(request, "inbox/case_now.html", view=view, case=view.shape, times=told, base=case_path(reference))


@post("/t/{reference:str}/messages", include_in_schema=False, opt=TELLS_ITSELF)
async def add(
    request: AnyRequest,
    reference: Reference,
    db: Database,
    keys: Keys,
    labels: Labels,
    hours: Hours,
    clock: Clock,
    desk: Desk,
    files: Files,
) -> Response[str]:
    """Store a further message once and come back to the page; or say what to put right."""
    key, lang = held_key(request, reference), language(request)
    typed = await read_form(request)
    try:
        conversation = await find_case(reference, key, db=db, keys=keys)
    except NoSuchConversation:
        return not_opened(request, unsent=shown(typed, lang)[0].text)
    held = held_back(request)
    if held is not None:
        wrong, status = too_soon(held, lang), 429
    else:
        typed, wrong = await take_files(typed, lang, db=db, files=files, clock=clock)
        wrong, status = problems(typed, lang, may_be_empty=True) | wrong, 422
    if not wrong:
        wrong, status = await _receive(request, conversation, key.secret or "", typed, db=db, desk=desk, clock=clock)
    if not wrong:
        return Redirect(f"{case_path(reference)}#latest", status_code=303)
    answer = await page(
        request, reference, conversation, typed, wrong, db=db, keys=keys, labels=labels, hours=hours, clock=clock
    )
    answer.status_code = status
    return answer


async def _receive(
    request: AnyRequest,
    conversation: Conversation,
    secret: str,
    typed: Typed,
    *,
    db: Database,
    desk: Desk,
    clock: Clock,
) -> tuple[Wrong, int]:
    inbound = Inbound(typed.client_id, case_sender(secret), typed.text, conversation.language, typed.attachments)
    try:
        await receive(inbound, conversation.id, db=db, desk=desk, clock=clock)
    except Refused as refused:
        return {"text": refusal(language(request), refused.code)}, STATUS[refused.kind]
    request.app.state.nudge()
    return {}, 303


@post("/t/{reference:str}/resolve", include_in_schema=False)
async def solved(request: AnyRequest, reference: Reference, db: Database, keys: Keys, clock: Clock) -> Response[str]:
    """The customer says that it is solved."""
    conversation = await find_case(reference, held_key(request, reference), db=db, keys=keys)
    await finish(conversation.id, db=db, clock=clock)
    request.app.state.nudge()
    return Redirect(case_path(reference), status_code=303)


@post("/t/{reference:str}/seen", include_in_schema=False, status_code=204)
async def seen_on_page(
    request: AnyRequest,
    reference: Reference,
    db: Database,
    keys: Keys,
    clock: Clock,
    number: Annotated[int, Parameter(ge=0)],
) -> None:
    """The page was in front of somebody up to this event."""
    conversation = await find_case(reference, held_key(request, reference), db=db, keys=keys)
    await note_seen(conversation.id, delivered=number, read=number, db=db, clock=clock)
    request.app.state.nudge()


@get("/t/{reference:str}/files/{uid:uuid}", include_in_schema=False, media_type="application/octet-stream")
async def file(
    request: AnyRequest, reference: Reference, uid: UUID, db: Database, keys: Keys, files: Files
) -> Response[bytes]:
    """A file of one of the case's messages, as a download."""
    conversation = await find_case(reference, held_key(request, reference), db=db, keys=keys)
    async with db.transaction() as tx:
        home = await stored.find_conversation(tx, uid)
    found = await fetch(uid, conversation.id, db=db, files=files) if home and home[1] == "message" else None
    if found is None:
        raise NoSuchConversation
    return as_download(*found)


async def page(
    request: AnyRequest,
    reference: str,
    conversation: Conversation,
    typed: Typed,
    wrong: Wrong | None = None,
    *,
    db: Database,
    keys: Keys,
    labels: Labels,
    hours: Hours,
    clock: Clock,
) -> Response[str]:
    """The whole page of a case."""
    lang = language(request)
    told = times(request, hours, clock.now())
    view = case_view(await look(conversation, db=db), labels, told)
    safe, removed = shown(typed, lang)
    secret = case_secret(keys, conversation.uid, conversation.secret_version)
    settings: Settings = request.app.state.parts.settings
    return render(
        request,
        "inbox/case.html",
        status=422 if wrong else 200,
        view=view,
        case=view.shape,
        times=told,
        base=case_path(reference),
        link=tracking_url(settings, conversation.reference, secret),
        typed=safe,
        wrong=wrong or {},
        removed=[advised(kind, lang) for kind in removed],
    )


routes = [case, now, add, solved, seen_on_page, file]
