"""A case's own page: reference and link, no account. Whoever does not hold the link sees what anybody sees (I28)."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get, post
from litestar.di import Provide
from litestar.params import Parameter
from litestar.response import Redirect

from dengta.inbox.attach import fetch
from dengta.inbox.case import Key, find_case, look, must_count_in
from dengta.inbox.case_secret import case_secret
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.finish import finish
from dengta.inbox.model import Conversation, Inbound
from dengta.inbox.page_texts import refusal
from dengta.inbox.protocols import Desk, Hours, Labels
from dengta.inbox.receipt_log import entry_of
from dengta.inbox.receive import receive
from dengta.inbox.reference import parse_reference
from dengta.inbox.seen import note_seen
from dengta.inbox.store import attachments as stored
from dengta.inbox.web.attachment_api import as_download
from dengta.inbox.web.caller import case_sender
from dengta.inbox.web.case_cookie import case_path, held_key, remember
from dengta.inbox.web.case_view import case_view
from dengta.inbox.web.customer_api import Of, tracking_url
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
from dengta.platform.sse import long_poll
from dengta.platform.web import STATUS, TELLS_ITSELF, AnyRequest, held_back, language, render

LONGEST_WAIT = 25.0
Reference = Annotated[str, Parameter(max_length=40)]


@dataclass(frozen=True, slots=True)
class Visit:
    """A request at one case's page, with what is needed to find the case and to tell its times."""

    request: AnyRequest
    reference: str
    db: Database
    keys: Keys
    labels: Labels
    hours: Hours
    clock: Clock

    @property
    def key(self) -> Key:
        """What the visitor holds."""
        return held_key(self.request, self.reference)

    async def find(self, key: Key | None = None) -> Conversation:
        """The case, for whoever holds its key; raises `NoSuchConversation`."""
        return await find_case(self.reference, key or self.key, db=self.db, keys=self.keys)


def provide_visit(
    request: AnyRequest, reference: Reference, db: Database, keys: Keys, labels: Labels, hours: Hours, clock: Clock
) -> Visit:
    return Visit(request, parse_reference(reference) or reference, db, keys, labels, hours, clock)


@get("/t/{reference:str}")
async def case(visit: Visit, settings: Settings) -> Response[str]:
    """The page. A secret in the address moves into a cookie at once, so that no history or screenshot keeps it."""
    offered = visit.request.query_params.get("k")
    try:
        if offered is not None:
            await visit.find(Key(secret=offered[:100]))
            answer = Redirect(case_path(visit.reference), status_code=303)
            remember(answer, visit.reference, offered, settings)
            return answer
        conversation = await visit.find()
    except NoSuchConversation:
        return not_opened(visit.request)
    if visit.request.path_params["reference"] != visit.reference:
        return Redirect(case_path(visit.reference), status_code=303)
    return await page(visit, conversation, blank())


@get("/t/{reference:str}/now")
async def now(visit: Visit, hub: Hub, after: Annotated[int, Parameter(ge=0)] = 0, of: Of = None) -> Response[str]:
    """What the page shows of the case, as soon as anything is newer than event `after`; 204 when nothing came.

    A page that shows another conversation than `of`, since merged or parted, is given the one it goes on in at once.
    """
    conversation = await visit.find()
    if parse_reference(of or visit.reference) != conversation.reference:
        after = 0
    seen = await long_poll(
        hub,
        (f"conversation:{conversation.id}",),
        LONGEST_WAIT,
        partial(look, conversation, visit.key, db=visit.db),
        lambda case: case.cursor > after,  # what only staff see ends no wait
    )
    if seen.cursor <= after:
        return Response("", status_code=204, headers={"Cache-Control": "no-store"})
    told = times(visit.request, visit.hours, visit.clock.now())
    view = case_view(seen, visit.labels, told)
    base = case_path(visit.reference)
    return render(visit.request, "inbox/case_now.html", view=view, case=view.shape, times=told, base=base)


@post("/t/{reference:str}/messages", opt=TELLS_ITSELF)
async def add(visit: Visit, desk: Desk, files: Files) -> Response[str]:
    """Store a further message once and come back to the page; or say what to put right."""
    lang = language(visit.request)
    typed = await read_form(visit.request)
    try:
        conversation = await visit.find()
    except NoSuchConversation:
        return not_opened(visit.request, unsent=shown(typed, lang)[0].text)
    held = held_back(visit.request)
    if held is not None:
        wrong, status = too_soon(held, lang), 429
    else:
        typed, wrong = await take_files(typed, lang, db=visit.db, files=files, clock=visit.clock)
        wrong, status = problems(typed, lang, may_be_empty=True) | wrong, 422
    if not wrong:
        wrong, status = await _receive(visit, conversation, typed, desk)
    if not wrong:
        return Redirect(f"{case_path(visit.reference)}#latest", status_code=303)
    answer = await page(visit, conversation, typed, wrong)
    answer.status_code = status
    return answer


async def _receive(visit: Visit, conversation: Conversation, typed: Typed, desk: Desk) -> tuple[Wrong, int]:
    sender = case_sender(visit.key.secret or "")
    inbound = Inbound(typed.client_id, sender, typed.text, conversation.language, typed.attachments)
    try:
        await receive(inbound, conversation.id, db=visit.db, desk=desk, clock=visit.clock)
    except Refused as refused:
        return {"text": refusal(language(visit.request), refused.code)}, STATUS[refused.kind]
    visit.request.app.state.nudge()
    return {}, 303


@post("/t/{reference:str}/resolve")
async def solved(visit: Visit) -> Response[str]:
    """The customer says that it is solved."""
    conversation = await visit.find()
    await finish(conversation.id, db=visit.db, clock=visit.clock)
    visit.request.app.state.nudge()
    return Redirect(case_path(visit.reference), status_code=303)


@post("/t/{reference:str}/seen", status_code=204)
async def seen_on_page(visit: Visit, number: Annotated[int, Parameter(ge=0)], of: Of = None) -> None:
    """The page was in front of somebody up to this event of the conversation `of`."""
    conversation = await visit.find()
    must_count_in(conversation, of or visit.reference)
    await note_seen(conversation.id, delivered=number, read=number, db=visit.db, clock=visit.clock)
    visit.request.app.state.nudge()


@get("/t/{reference:str}/files/{uid:uuid}", media_type="application/octet-stream")
async def file(visit: Visit, uid: UUID, files: Files) -> Response[bytes]:
    """A file of one of the case's messages, as a download."""
    conversation = await visit.find()
    async with visit.db.transaction() as tx:
        home = await stored.find_conversation(tx, uid)
    found = await fetch(uid, conversation.id, db=visit.db, files=files) if home and home[1] == "message" else None
    if found is None:
        raise NoSuchConversation
    return as_download(*found)


async def page(visit: Visit, conversation: Conversation, typed: Typed, wrong: Wrong | None = None) -> Response[str]:
    """The whole page of a case."""
    request, lang = visit.request, language(visit.request)
    told = times(request, visit.hours, visit.clock.now())
    view = case_view(await look(conversation, visit.key, db=visit.db), visit.labels, told)
    safe, removed = shown(typed, lang)
    secret = case_secret(visit.keys, conversation.uid, conversation.secret_version)
    settings: Settings = request.app.state.parts.settings
    return render(
        request,
        "inbox/case.html",
        status=422 if wrong else 200,
        view=view,
        case=view.shape,
        entry=await entry_of(conversation.id, db=visit.db),
        times=told,
        base=case_path(visit.reference),
        link=tracking_url(settings, conversation.reference, secret),
        typed=safe,
        wrong=wrong or {},
        removed=[advised(kind, lang) for kind in removed],
    )


routes = [
    Router(
        "/",
        route_handlers=[case, now, add, solved, seen_on_page, file],
        dependencies={"visit": Provide(provide_visit, sync_to_thread=False)},
        include_in_schema=False,
    )
]
