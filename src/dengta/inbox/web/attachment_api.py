"""Files up and down, on the customer's side."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from litestar import Response, get, post
from litestar.params import Parameter

from dengta.inbox.attach import attach, fetch
from dengta.inbox.case import may_open
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.customers import known_customer
from dengta.inbox.store import attachments as stored
from dengta.inbox.store import conversations
from dengta.inbox.web.caller import Caller
from dengta.inbox.web.shapes import TakenShape
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.files import Files
from dengta.platform.keys import Keys
from dengta.platform.web import AnyRequest, language


@post("/api/v1/attachments", status_code=201, summary="Send a file", tags=["customer"])
async def upload(
    request: AnyRequest,
    caller: Caller,
    db: Database,
    files: Files,
    clock: Clock,
    name: Annotated[str, Parameter(max_length=300)] = "file",
) -> TakenShape:
    """The body is the file itself. Its type is told from its content, whatever the header says."""
    customer = await known_customer(caller.sender, db=db, clock=clock, language=language(request))
    owner = customer.id if customer else None
    taken = await attach(await request.body(), name, db=db, files=files, clock=clock, customer=owner)
    return TakenShape(taken.uid, taken.name, taken.content_type, taken.size, list(taken.redactions))


@get("/api/v1/attachments/{uid:uuid}", summary="Fetch a file", tags=["customer"], media_type="application/octet-stream")
async def download(uid: UUID, caller: Caller, db: Database, files: Files, keys: Keys) -> Response[bytes]:
    """A file of a message that this caller may see; always as a download."""
    async with db.transaction() as tx:
        home = await stored.find_conversation(tx, uid)
        conversation = await conversations.find(tx, home[0]) if home and home[1] == "message" else None
    if conversation is None or not may_open(conversation, caller.key, keys):
        raise NoSuchConversation
    found = await fetch(uid, conversation.id, db=db, files=files)
    if found is None:
        raise NoSuchConversation
    return as_download(*found)


def as_download(content: bytes, content_type: str, name: str) -> Response[bytes]:
    """A file that a browser may save and may not run (RFC 6266)."""
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    headers = {
        "Content-Disposition": disposition,
        "Cache-Control": "private, max-age=3600",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
    return Response(content, media_type=content_type, headers=headers)


routes = [upload, download]
