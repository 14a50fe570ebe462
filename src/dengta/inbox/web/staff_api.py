"""The staff's API: what they read. `actor` is a session's or a token's person; everything is loaded through them."""

from datetime import timedelta
from typing import Annotated, Any

from litestar import Response, get
from litestar.params import Parameter, QueryParameter

from dengta.accounts.public import Actor, Standing
from dengta.inbox.follow import follow
from dengta.inbox.list_conversations import list_conversations
from dengta.inbox.model import Lane, Status
from dengta.inbox.open_page import Moment, open_conversation_page
from dengta.inbox.search import search
from dengta.inbox.tally import counters
from dengta.inbox.views import Cursor, Filter, Sort, View
from dengta.inbox.web import staff_deeds_api, staff_tools_api
from dengta.inbox.web.customer_api import LONGEST_WAIT, Reference
from dengta.inbox.web.staff_live import FollowSource
from dengta.inbox.web.staff_shapes import ConversationShape, MomentsShape, ResultsShape, RowsShape
from dengta.inbox.web.staff_showing import conversation_shape, moment_shape, results_shape, rows_shape
from dengta.kernel.clock import Clock
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.db import Database
from dengta.platform.hub import Hub
from dengta.platform.sse import Stream, long_poll
from dengta.platform.web import AnyRequest, Live

BASE = "/api/v1/desk"
Words = Annotated[str | None, Parameter(max_length=120)]


@get(f"{BASE}/conversations", summary="List conversations", tags=["staff"])
async def list_rows(
    actor: Actor,
    db: Database,
    clock: Clock,
    view: View = View.ALL,
    lane: Lane | None = None,
    status: Status | None = None,
    topic: Words = None,
    group: int | None = None,
    assignee: int | None = None,
    spoken: Annotated[str | None, QueryParameter(name="language", max_length=20)] = None,
    channel: Words = None,
    sort: Sort = Sort.DUE,
    cursor: Annotated[str | None, Parameter(max_length=200)] = None,
    limit: Annotated[int, Parameter(ge=1, le=100)] = 40,
) -> RowsShape:
    """One page of a view, narrowed by a filter; `sort=newest` begins with the latest activity, not the most urgent."""
    narrowed = Filter(
        lane=lane,
        status=status,
        topic=topic,
        group=GroupId(group) if group is not None else None,
        assignee=StaffId(assignee) if assignee is not None else None,
        language=spoken,
        channel=channel,
    )
    before = Cursor.parse(cursor) if cursor else None
    page = await list_conversations(
        view, actor=actor, db=db, clock=clock, narrowed=narrowed, sort=sort, before=before, limit=limit
    )
    return rows_shape(page)


@get(f"{BASE}/counters", summary="Count conversations by view", tags=["staff"])
async def count(actor: Actor, db: Database, clock: Clock) -> dict[str, int]:
    """How many conversations each view holds; `overdue` is counted up to 100."""
    return {view.value: number for view, number in (await counters(actor=actor, db=db, clock=clock)).items()}


@get(f"{BASE}/search", summary="Search", tags=["staff"])
async def find(
    actor: Actor,
    db: Database,
    clock: Clock,
    q: Annotated[str, Parameter(max_length=200)],
    before: Annotated[int | None, Parameter(ge=1, le=2**62)] = None,
) -> ResultsShape:
    """Conversations with this reference, or with all these words in one message or note; the latest first."""
    return results_shape(await search(q, actor=actor, db=db, clock=clock, before=before))


@get(f"{BASE}/conversations/{{reference:str}}", summary="Open a conversation", tags=["staff"])
async def open_one(reference: Reference, actor: Actor, db: Database, clock: Clock) -> ConversationShape:
    """A conversation with its timeline, its customer masked. The look is counted and audited."""
    return conversation_shape(await open_conversation_page(reference, actor=actor, db=db, clock=clock))


@get(f"{BASE}/conversations/{{reference:str}}/events", summary="What is new in a conversation, live", tags=["staff"])
async def events(
    request: AnyRequest,
    reference: Reference,
    actor: Actor,
    db: Database,
    clock: Clock,
    hub: Hub,
    after: Annotated[int, Parameter(ge=0, le=2**62)] = 0,
    wait: Annotated[float, Parameter(ge=0, le=LONGEST_WAIT)] = 0,
) -> Response[Any]:
    """An event stream for `Accept: text/event-stream`, resumed by `Last-Event-ID`; else a long-poll of `wait` s.

    Notes are in it. It ends when the conversation is no longer the reader's to see.
    """
    last = request.headers.get("last-event-id", "")
    cursor = int(last) if last.isdecimal() and len(last) < 18 else after
    conversation, moments = await follow(reference, cursor, actor=actor, db=db)
    keys = (f"conversation:{conversation.id}", f"staff:conversation:{conversation.id}", f"staff:{actor.staff_id}")
    if "text/event-stream" in request.headers.get("accept", ""):
        return Live(Stream(hub, keys, FollowSource(reference, cursor, actor=actor, db=db, clock=clock), []))
    standing = Standing(actor, every=timedelta(), db=db, clock=clock)

    async def again() -> tuple[Moment, ...]:
        return (await follow(reference, cursor, actor=await standing.actor(), db=db))[1]

    if not moments and wait > 0:
        moments = await long_poll(hub, keys, wait, again, bool)
    shown = [moment_shape(moment) for moment in moments]
    return Response(MomentsShape(shown, shown[-1].number if shown else cursor))


routes = [list_rows, count, find, open_one, events, *staff_deeds_api.routes, *staff_tools_api.routes]
