"""The staff's API: canned replies, saved views, bulk changes, and a person's data."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Response, delete, get, post, put
from litestar.params import Parameter
from msgspec import convert, to_builtins

from dengta.accounts.public import Actor
from dengta.inbox.attach import attach, fetch
from dengta.inbox.bulk import (
    Action,
    AssignTo,
    HandOverTo,
    MoveTo,
    Reopen,
    Resolve,
    SnoozeUntil,
    Wait,
    bulk,
)
from dengta.inbox.canned import CannedText, delete_canned, list_canned, render_canned, save_canned
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.customer_data import erase_customer, export_customer
from dengta.inbox.errors import BadMoment, BadTopic
from dengta.inbox.load import find_for
from dengta.inbox.policy import must_write
from dengta.inbox.protocols import Desk, Ratings
from dengta.inbox.saved_views import ViewText, delete_view, list_saved_views, save_view, share_view
from dengta.inbox.views import Filter
from dengta.inbox.web.attachment_api import as_download
from dengta.inbox.web.customer_api import Reference
from dengta.inbox.web.shapes import TakenShape
from dengta.inbox.web.staff_requests import BulkBody, CannedBody, SavedViewBody
from dengta.inbox.web.staff_shapes import CannedShape, DoneShape, MadeShape, RenderedShape, SavedViewShape
from dengta.kernel.clock import Clock
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.db import Database
from dengta.platform.files import Files
from dengta.platform.web import AnyRequest
from dengta.safety.public import Knowledge

BASE = "/api/v1/desk"


@get(f"{BASE}/canned", summary="Canned replies", tags=["staff"])
async def get_canned(actor: Actor, db: Database) -> list[CannedShape]:
    """Every canned reply in both languages."""
    return [convert(one, CannedShape, from_attributes=True) for one in await list_canned(actor=actor, db=db)]


@post(f"{BASE}/canned", summary="Add a canned reply", tags=["staff"])
async def post_canned(data: CannedBody, actor: Actor, db: Database, clock: Clock, knowledge: Knowledge) -> MadeShape:
    """Leads and administrators only."""
    return MadeShape(await save_canned(_text(data), actor=actor, db=db, clock=clock, knowledge=knowledge))


@put(f"{BASE}/canned/{{number:int}}", summary="Change a canned reply", tags=["staff"])
async def put_canned(
    number: int, data: CannedBody, actor: Actor, db: Database, clock: Clock, knowledge: Knowledge
) -> MadeShape:
    """Leads and administrators only."""
    return MadeShape(
        await save_canned(_text(data), replaces=number, actor=actor, db=db, clock=clock, knowledge=knowledge)
    )


@delete(f"{BASE}/canned/{{number:int}}", summary="Forget a canned reply", tags=["staff"])
async def remove_canned(number: int, actor: Actor, db: Database) -> None:
    """Leads and administrators only."""
    await delete_canned(number, actor=actor, db=db)


@get(f"{BASE}/conversations/{{reference:str}}/canned/{{number:int}}", summary="Fill in a canned reply", tags=["staff"])
async def get_rendered(reference: Reference, number: int, actor: Actor, db: Database) -> RenderedShape:
    """A canned reply in the customer's language, filled in but for their name."""
    return RenderedShape(await render_canned(number, reference, actor=actor, db=db))


@get(f"{BASE}/views", summary="Saved views", tags=["staff"])
async def get_views(actor: Actor, db: Database) -> list[SavedViewShape]:
    """The caller's own and those for everyone."""
    return [convert(one, SavedViewShape, from_attributes=True) for one in await list_saved_views(actor=actor, db=db)]


@post(f"{BASE}/views", summary="Save a view", tags=["staff"])
async def post_view(data: SavedViewBody, actor: Actor, db: Database) -> MadeShape:
    """For oneself, or by a lead for everyone."""
    text = ViewText(data.name, data.view, Filter(**to_kwargs(data)))
    keep = share_view if data.shared else save_view
    return MadeShape(await keep(text, actor=actor, db=db))


@delete(f"{BASE}/views/{{number:int}}", summary="Forget a saved view", tags=["staff"])
async def remove_view(number: int, actor: Actor, db: Database) -> None:
    """One's own, or by a lead one for everyone."""
    await delete_view(number, actor=actor, db=db)


@post(f"{BASE}/bulk", status_code=200, summary="Change many conversations", tags=["staff"])
async def post_bulk(
    request: AnyRequest, data: BulkBody, actor: Actor, db: Database, desk: Desk, clock: Clock
) -> list[DoneShape]:
    """Each for itself, with a report of which were refused and why."""
    done = await bulk(action_of(data), data.references, actor=actor, db=db, desk=desk, clock=clock)
    request.app.state.nudge()
    return [DoneShape(one.reference, one.refused) for one in done]


@get(f"{BASE}/conversations/{{reference:str}}/customer-data", summary="Export a person's data", tags=["staff"])
async def get_customer_data(
    reference: Reference, actor: Actor, db: Database, ratings: Ratings, clock: Clock
) -> Response[dict[str, Any]]:
    """Everything about the customer of this conversation. Leads, administrators, security officers; counted."""
    exported = await export_customer(reference, actor=actor, db=db, ratings=ratings, clock=clock)
    return Response(to_builtins(exported, builtin_types=()), headers={"Content-Disposition": "attachment"})


@delete(f"{BASE}/conversations/{{reference:str}}/customer-data", summary="Erase a person's data", tags=["staff"])
async def delete_customer_data(reference: Reference, actor: Actor, db: Database, files: Files, clock: Clock) -> None:
    """Replace everything they wrote, for ever. Signed-in administrators only."""
    await erase_customer(reference, actor=actor, db=db, files=files, clock=clock)


@post(f"{BASE}/attachments", status_code=201, summary="Send a file", tags=["staff"])
async def post_attachment(
    request: AnyRequest,
    actor: Actor,
    db: Database,
    files: Files,
    clock: Clock,
    name: Annotated[str, Parameter(max_length=300)] = "file",
) -> TakenShape:
    """The body is the file itself; it waits a day for the answer or note that names it."""
    must_write(actor)
    taken = await attach(await request.body(), name, db=db, files=files, clock=clock, staff=actor.staff_id)
    return TakenShape(taken.uid, taken.name, taken.content_type, taken.size, list(taken.redactions))


@get(
    f"{BASE}/conversations/{{reference:str}}/attachments/{{uid:uuid}}",
    summary="Fetch a file",
    tags=["staff"],
    media_type="application/octet-stream",
)
async def get_attachment(reference: Reference, uid: UUID, actor: Actor, db: Database, files: Files) -> Response[bytes]:
    """A file of a conversation that the caller may see; always as a download."""
    async with db.transaction() as tx:
        conversation = await find_for(tx, reference, actor)
    found = await fetch(uid, conversation.id, db=db, files=files)
    if found is None:
        raise NoSuchConversation
    return as_download(*found)


def action_of(data: BulkBody) -> Action:
    """The deed that is asked for; raises a refusal when what it needs is missing."""
    match data.deed:
        case "assign":
            return AssignTo(StaffId(data.staff) if data.staff is not None else None)
        case "hand_over":
            return HandOverTo(GroupId(data.group) if data.group is not None else None)
        case "move":
            if data.lane is None:
                raise BadTopic("move needs lane")
            return MoveTo(data.lane)
        case "snooze":
            if data.until is None:
                raise BadMoment("snooze needs until")
            return SnoozeUntil(data.until)
        case "wait":
            return Wait()
        case "resolve":
            return Resolve()
        case "reopen":
            return Reopen()


def to_kwargs(data: SavedViewBody) -> dict[str, Any]:
    """The filter's fields by name."""
    return {name: getattr(data.narrowed, name) for name in data.narrowed.__struct_fields__}


def _text(data: CannedBody) -> CannedText:
    group = GroupId(data.group_id) if data.group_id is not None else None
    return CannedText(data.shortcut, data.title_zh, data.title_en, data.body_zh, data.body_en, group)


routes = [
    get_canned,
    post_canned,
    put_canned,
    remove_canned,
    get_rendered,
    get_views,
    post_view,
    remove_view,
    post_bulk,
    get_customer_data,
    delete_customer_data,
    post_attachment,
    get_attachment,
]
