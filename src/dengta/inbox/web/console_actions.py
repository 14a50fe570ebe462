"""What can be done with a conversation in the console.

Every action is a form's POST, so that it works without JavaScript: then the answer is a redirect to the conversation.
HTMX gets the conversation anew and a line that says what was done. A refusal changes nothing and loses no words.
"""

from typing import Any

from litestar import Response, post
from litestar.datastructures import Cookie, FormMultiDict
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from dengta.accounts.public import Actor
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.protocols import Desk, Labels
from dengta.inbox.reply import Then
from dengta.inbox.web import console_texts as texts
from dengta.inbox.web.console import whole_page
from dengta.inbox.web.console_conversation import conversation_part
from dengta.inbox.web.console_deeds import DEEDS, Doing, Done
from dengta.inbox.web.console_refusals import reasons_said, refusal_said
from dengta.inbox.web.console_room import THEN, Room, enter, shared
from dengta.inbox.web.console_where import read_where
from dengta.kernel.clock import Clock
from dengta.kernel.errors import Refused
from dengta.platform.db import Database
from dengta.platform.files import Files
from dengta.platform.web import STATUS, YEAR, AnyRequest, render
from dengta.safety.public import Knowledge


@post("/console/c/{reference:str}/{verb:str}", status_code=200)
async def act(
    request: AnyRequest,
    reference: FromPath[str],
    verb: FromPath[str],
    actor: Actor,
    db: Database,
    clock: Clock,
    labels: Labels,
    desk: Desk,
    files: Files,
    knowledge: Knowledge,
) -> Response[Any]:
    """Do one thing with one conversation."""
    deed = DEEDS.get(verb)
    if deed is None:
        raise NotFoundException
    room = await enter(request, actor, db, clock, labels, read_where(request.query_params))
    form = await request.form()
    try:
        done = await deed(Doing(room, reference, form, desk, files, knowledge))
    except Refused as refused:
        return await refuse(room, reference, refused, form)
    request.app.state.nudge()
    answer = await tell(room, done.reference or reference, done)
    if verb == "reply":
        remember(answer, form)
    return answer


async def tell(room: Room, reference: FromPath[str], done: Done) -> Response[Any]:
    """Show the conversation as it is after a deed, or the list when it is no longer theirs to see."""
    if not room.wants_part and done.code != "revealed":
        path = f"/console/c/{reference}"
        return Redirect(room.where.address(path, said=done.code), status_code=303)
    try:
        part = await conversation_part(room, reference)
    except NoSuchConversation:
        part = {}
    part |= {"revealed": done.revealed, "undo_url": done.undo(room)}
    said = room.speak(texts.SAID[done.code], **done.values)
    if not room.wants_part:
        return await whole_page(room, part=part, said=said)
    return render(room.request, "inbox/console/answer.html", **shared(room) | part | {"said": said})


async def refuse(room: Room, reference: FromPath[str], refused: Refused, form: FormMultiDict) -> Response[Any]:
    """Say what could not be done. Without HTMX the page comes back with the words still in the box."""
    said, reasons = refusal_said(refused, room.language), reasons_said(refused, room.language)
    status = STATUS[refused.kind]
    if room.wants_part:
        told = {"refused": said, "refused_for": reasons}
        return render(room.request, "inbox/console/flash.html", status=status, **shared(room) | told)
    part = await conversation_part(room, reference)
    words = form.get("text")
    if not isinstance(words, str):
        return await whole_page(room, part=part, refused=said, status=status)
    kind = "note" if room.request.url.path.endswith("/note") else "message"
    part |= {"draft": {"kind": kind, "body": words}, "not_sent": said, "not_sent_for": reasons}
    return await whole_page(room, part=part, status=status)


def remember(answer: Response[Any], form: FormMultiDict) -> None:
    """What they chose to follow a reply is offered first the next time."""
    chosen = form.get("then")
    if chosen in set(Then):
        answer.set_cookie(Cookie(key=THEN, value=str(chosen), max_age=YEAR, path="/console", samesite="lax"))


routes = [act]
