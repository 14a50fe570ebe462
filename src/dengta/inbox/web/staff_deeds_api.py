"""The staff's API: what they do to a conversation. Every write takes an `Idempotency-Key` or is the same done twice."""

from typing import assert_never

from litestar import delete, get, post, put

from dengta.accounts.public import Actor
from dengta.inbox.assign import assign
from dengta.inbox.classify import classify
from dengta.inbox.confide import confide, unconfide
from dengta.inbox.draft import load_draft, save_draft
from dengta.inbox.errors import BadMoment
from dengta.inbox.hand_over import hand_over
from dengta.inbox.merge import merge, unmerge
from dengta.inbox.model import Conversation, Status
from dengta.inbox.note import note
from dengta.inbox.protocols import Desk
from dengta.inbox.reply import reply
from dengta.inbox.resend import resend
from dengta.inbox.reveal import reveal
from dengta.inbox.say import Said
from dengta.inbox.snooze import snooze
from dengta.inbox.turn import reopen, resolve, set_waiting
from dengta.inbox.web.customer_api import IdempotencyKey, Reference
from dengta.inbox.web.staff_requests import (
    Assignee,
    Classification,
    Confidence,
    DraftText,
    Handing,
    Merging,
    NewNote,
    NewReply,
    Revealing,
    Standing,
)
from dengta.inbox.web.staff_shapes import DraftShape, RevealedShape, SaidShape, StandingShape
from dengta.inbox.web.staff_showing import standing_shape
from dengta.kernel.clock import Clock
from dengta.kernel.ids import GroupId, StaffId, uuid7
from dengta.platform.db import Database
from dengta.platform.web import AnyRequest
from dengta.safety.public import Knowledge

ONE = "/api/v1/desk/conversations/{reference:str}"


@post(f"{ONE}/messages", status_code=202, summary="Answer the customer", tags=["staff"])
async def send_reply(
    request: AnyRequest,
    reference: Reference,
    data: NewReply,
    actor: Actor,
    db: Database,
    desk: Desk,
    clock: Clock,
    knowledge: Knowledge,
    idempotency_key: IdempotencyKey = None,
) -> SaidShape:
    """Store an answer exactly once, and whose turn it is then: `wait`, `keep` or `resolve`."""
    said = await reply(
        reference,
        data.text,
        client_id=data.client_id or idempotency_key or str(uuid7()),
        then=data.then,
        attachments=tuple(data.attachments),
        actor=actor,
        db=db,
        desk=desk,
        clock=clock,
        knowledge=knowledge,
    )
    request.app.state.nudge()
    return _said(said)


@post(f"{ONE}/notes", status_code=202, summary="Write a note", tags=["staff"])
async def write_note(
    request: AnyRequest,
    reference: Reference,
    data: NewNote,
    actor: Actor,
    db: Database,
    clock: Clock,
    idempotency_key: IdempotencyKey = None,
) -> SaidShape:
    """Store a note exactly once and call those it mentions; customers never see it."""
    client_id = data.client_id or idempotency_key or str(uuid7())
    noted = await note(reference, data.text, client_id=client_id, actor=actor, db=db, clock=clock)
    request.app.state.nudge()
    return _said(noted.said, unreached=noted.unreached)


@put(f"{ONE}/assignee", summary="Assign", tags=["staff"])
async def put_assignee(
    request: AnyRequest, reference: Reference, data: Assignee, actor: Actor, db: Database, clock: Clock
) -> StandingShape:
    """Give it to a colleague, or to nobody."""
    to = StaffId(data.staff) if data.staff is not None else None
    return _stands(request, await assign(reference, to, actor=actor, db=db, clock=clock))


@put(f"{ONE}/group", summary="Hand over to a group", tags=["staff"])
async def put_group(
    request: AnyRequest, reference: Reference, data: Handing, actor: Actor, db: Database, clock: Clock
) -> StandingShape:
    """Give it to a group with a note; the one who had it has it no longer."""
    to = GroupId(data.group) if data.group is not None else None
    after = await hand_over(reference, to, words=data.note, client_id=data.client_id, actor=actor, db=db, clock=clock)
    return _stands(request, after)


@put(f"{ONE}/status", summary="Wait, snooze, resolve or reopen", tags=["staff"])
async def put_status(
    request: AnyRequest, reference: Reference, data: Standing, actor: Actor, db: Database, desk: Desk, clock: Clock
) -> StandingShape:
    """Say whose turn it is. `snoozed` needs `until`."""
    return _stands(request, await _set(reference, data, actor=actor, db=db, desk=desk, clock=clock))


async def _set(reference: str, data: Standing, *, actor: Actor, db: Database, desk: Desk, clock: Clock) -> Conversation:
    match data.status:
        case Status.OPEN:
            return await reopen(reference, actor=actor, db=db, desk=desk, clock=clock)
        case Status.WAITING:
            return await set_waiting(reference, actor=actor, db=db, desk=desk, clock=clock)
        case Status.RESOLVED:
            return await resolve(reference, actor=actor, db=db, clock=clock)
        case Status.SNOOZED:
            if data.until is None:
                raise BadMoment("snoozed needs until")
            return await snooze(reference, data.until, actor=actor, db=db, clock=clock)
        case _:
            assert_never(data.status)


@put(f"{ONE}/classification", summary="Correct lane and topic", tags=["staff"])
async def put_classification(
    request: AnyRequest,
    reference: Reference,
    data: Classification,
    actor: Actor,
    db: Database,
    desk: Desk,
    clock: Clock,
) -> StandingShape:
    """Change how soon it must be seen, what it is about, or both; a promise only ever comes nearer by it."""
    after = await classify(reference, lane=data.lane, topic=data.topic, actor=actor, db=db, desk=desk, clock=clock)
    return _stands(request, after)


@put(f"{ONE}/confidential", summary="Hide or show", tags=["staff"])
async def put_confidential(
    request: AnyRequest, reference: Reference, data: Confidence, actor: Actor, db: Database, clock: Clock
) -> StandingShape:
    """Security officers only."""
    change = confide if data.confidential else unconfide
    return _stands(request, await change(reference, actor=actor, db=db, clock=clock))


@post(f"{ONE}/merge", status_code=200, summary="Merge another conversation into this one", tags=["staff"])
async def post_merge(
    request: AnyRequest, reference: Reference, data: Merging, actor: Actor, db: Database, clock: Clock
) -> StandingShape:
    """Go on here; the other one is closed and its links lead here. Undone by DELETE on the other one."""
    done = await merge(reference, data.merged, actor=actor, db=db, clock=clock)
    return _stands(request, done.kept)


@delete(f"{ONE}/merge", status_code=200, summary="Part this conversation again", tags=["staff"])
async def delete_merge(
    request: AnyRequest, reference: Reference, actor: Actor, db: Database, desk: Desk, clock: Clock
) -> StandingShape:
    """Undo a merge of this conversation into another."""
    return _stands(request, await unmerge(reference, actor=actor, db=db, desk=desk, clock=clock))


@get(f"{ONE}/draft", summary="My draft", tags=["staff"])
async def get_draft(reference: Reference, actor: Actor, db: Database) -> DraftShape:
    """What the caller was in the middle of writing."""
    draft = await load_draft(reference, actor=actor, db=db)
    return DraftShape(draft.body, draft.kind) if draft else DraftShape(None, None)


@put(f"{ONE}/draft", status_code=204, summary="Keep my draft", tags=["staff"])
async def put_draft(reference: Reference, data: DraftText, actor: Actor, db: Database, clock: Clock) -> None:
    """Keep it in the place of the one before; blank words forget it."""
    await save_draft(reference, data.text, kind=data.kind, actor=actor, db=db, clock=clock)


@post(f"{ONE}/messages/{{number:int}}/resend", status_code=204, summary="Send again", tags=["staff"])
async def post_resend(
    request: AnyRequest, reference: Reference, number: int, actor: Actor, db: Database, clock: Clock
) -> None:
    """Put a failed message back into the queue; what arrived is never sent twice."""
    await resend(reference, number, actor=actor, db=db, clock=clock)
    request.app.state.nudge()


@post(f"{ONE}/reveal", status_code=200, summary="Unmask personal data", tags=["staff"])
async def post_reveal(
    request: AnyRequest, reference: Reference, data: Revealing, actor: Actor, db: Database, clock: Clock
) -> RevealedShape:
    """For signed-in people only, with a reason, counted against their limits. Never for a token."""
    value = await reveal(reference, data.what, data.reason, actor=actor, db=db, clock=clock)
    request.app.state.nudge()
    return RevealedShape(value)


def _stands(request: AnyRequest, after: Conversation) -> StandingShape:
    request.app.state.nudge()
    return standing_shape(after)


def _said(said: Said, *, unreached: tuple[str, ...] = ()) -> SaidShape:
    return SaidShape(said.reference, said.number, list(said.redactions), said.repeated, list(unreached))


routes = [
    send_reply,
    write_note,
    put_assignee,
    put_group,
    put_status,
    put_classification,
    put_confidential,
    post_merge,
    delete_merge,
    get_draft,
    put_draft,
    post_resend,
    post_reveal,
]
