"""The staff console's pages: the inbox, one conversation, search. HTMX gets parts of them by the same addresses."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from dengta.accounts.public import Actor
from dengta.inbox.attach import fetch
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.load import find_for
from dengta.inbox.protocols import Labels
from dengta.inbox.web import console_texts as texts
from dengta.inbox.web.attachment_api import as_download
from dengta.inbox.web.console_conversation import Window, conversation_part, read_window
from dengta.inbox.web.console_room import Room, enter, list_part, shared, views_part
from dengta.inbox.web.console_where import Where, read_where
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.files import Files
from dengta.platform.web import AnyRequest, render


@get(["/console", "/console/search"])
async def inbox_page(request: AnyRequest, actor: Actor, db: Database, clock: Clock, labels: Labels) -> Response[str]:
    """The inbox, or what a search found, with no conversation open; `part=rows` is the next page of the list alone."""
    room = await enter(request, actor, db, clock, labels, read_where(request.query_params))
    before = request.query_params.get("before")
    if room.wants_part and request.query_params.get("part") == "rows":
        return render(request, "inbox/console/rows.html", **shared(room), **await list_part(room, before))
    return await whole_page(room, before=before, said=said_in(room))


@get("/console/list")
async def list_fragment(request: AnyRequest, actor: Actor, db: Database, clock: Clock, labels: Labels) -> Response[str]:
    """The middle pane as it is now, with the left one's counters beside it."""
    room = await enter(request, actor, db, clock, labels, read_where(request.query_params))
    context = shared(room) | await views_part(room) | await list_part(room, None) | {"with_views": True}
    return render(request, "inbox/console/list.html", **context)


@get("/console/c/{reference:str}")
async def conversation_page(
    request: AnyRequest, reference: FromPath[str], actor: Actor, db: Database, clock: Clock, labels: Labels
) -> Response[str]:
    """A conversation beside the list, or alone when HTMX asks for it."""
    room = await enter(request, actor, db, clock, labels, read_where(request.query_params))
    part = await conversation_part(room, reference, window=read_window(request.query_params))
    if room.wants_part:
        return render(request, "inbox/console/conversation.html", **shared(room) | part)
    return await whole_page(room, part=part, said=said_in(room))


@get("/console/c/{reference:str}/print")
async def print_page(
    request: AnyRequest, reference: FromPath[str], actor: Actor, db: Database, clock: Clock, labels: Labels
) -> Response[str]:
    """A conversation on paper: what was said and what happened, nothing to press."""
    room = await enter(request, actor, db, clock, labels, Where())
    context = shared(room) | await conversation_part(room, reference, window=Window(start=1))
    return render(request, "inbox/console/print.html", **context)


@get("/console/c/{reference:str}/files/{uid:uuid}")
async def file_download(
    reference: FromPath[str], uid: FromPath[UUID], actor: Actor, db: Database, files: Files
) -> Response[bytes]:
    """A file of a conversation one may see, never shown in the page's own origin (I27)."""
    async with db.snapshot() as tx:
        conversation = await find_for(tx, reference, actor)
    found = await fetch(uid, conversation.id, db=db, files=files)
    if found is None:
        raise NoSuchConversation
    return as_download(*found)


async def whole_page(
    room: Room,
    *,
    before: str | None = None,
    part: Mapping[str, Any] | None = None,
    said: str | None = None,
    refused: str | None = None,
    status: int = 200,
) -> Response[str]:
    """All panes: views, list and, when there is one, the conversation."""
    context = shared(room) | await views_part(room) | await list_part(room, before) | dict(part or {})
    context |= {"said": said, "refused": refused}
    return render(room.request, "inbox/console/inbox.html", status=status, **context)


def said_in(room: Room) -> str | None:
    """What the address says was just done; only codes that we know, numbers beside them."""
    code = room.request.query_params.get("said", "")
    numbers = {name: room.request.query_params.get(name, "0") for name in ("done", "failed")}
    if code not in texts.SAID or not all(value.isdecimal() for value in numbers.values()):
        return None
    return room.speak(texts.SAID[code], names="", **numbers)


routes = [inbox_page, list_fragment, conversation_page, print_page, file_download]
