"""The API a customer's widget, form, app or integration speaks."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated

from litestar import Response, get, post
from litestar.params import HeaderParameter, Parameter

from dengta.inbox.case import find_case, list_cases, look, must_count_in, news
from dengta.inbox.errors import NotProven
from dengta.inbox.intake import Intake
from dengta.inbox.model import DETAILS, ChannelKind, Inbound, Opening, Receipt
from dengta.inbox.page_texts import do_now
from dengta.inbox.protocols import Desk, Labels, Ratings
from dengta.inbox.receive import receive
from dengta.inbox.seen import note_seen
from dengta.inbox.texts import HOW_TO_ADD, expectation
from dengta.inbox.web.caller import Caller, case_sender, provide_caller
from dengta.inbox.web.live import CaseSource
from dengta.inbox.web.shapes import (
    AddedShape,
    CaseShape,
    EventsShape,
    ExpectedShape,
    LineShape,
    LinesShape,
    MessageShape,
    NewConversation,
    NewMessage,
    ReceiptShape,
    Seen,
)
from dengta.inbox.web.showing import case_shape, event_shape, message_shape, redacted
from dengta.kernel.clock import Clock
from dengta.kernel.ids import uuid7
from dengta.platform.db import Database
from dengta.platform.hub import Hub
from dengta.platform.i18n import Language, language_of, translate
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from dengta.platform.sse import Stream, long_poll
from dengta.platform.web import AnyRequest, Live, language

LONGEST_WAIT = 25.0
IdempotencyKey = Annotated[str | None, HeaderParameter(name="Idempotency-Key", min_length=8, max_length=64)]
Reference = Annotated[str, Parameter(max_length=20)]
Of = Annotated[str | None, Parameter(max_length=20, description="The conversation that `after` counts in, if another.")]


@dataclass(frozen=True, slots=True)
class Door:
    """What a first message needs, under one name, because the framework resolves every name at a cost."""

    db: Database
    clock: Clock
    settings: Settings
    labels: Labels
    intake: Intake


@post("/api/v1/conversations", status_code=202, summary="Ask for help", tags=["customer"])
async def open_conversation(
    request: AnyRequest,
    data: NewConversation,
    door: Door,
    idempotency_key: IdempotencyKey = None,
) -> ReceiptShape:
    """Store a first message and answer with an honest receipt.

    The message is durable before the answer is sent. The same client id (or `Idempotency-Key`) from the same sender is
    given the same answer again; with other words it is refused.
    """
    caller = await provide_caller(request, door.db, door.clock, door.settings)
    lang = language_of(data.language) or language(request)
    opening = Opening(
        client_id=data.client_id or idempotency_key or str(uuid7()),
        sender=caller.sender,
        text=data.text,
        language=lang,
        attachments=tuple(data.attachments),
        channel=ChannelKind.API if caller.via in {"nobody", "token"} else ChannelKind.WIDGET,
        topic=data.topic,
        details={name: getattr(data.details, name) for name in DETAILS},
    )
    receipt = await door.intake.open(opening)
    return receipt_shape(receipt, opening, door.labels, door.settings, lang)


def receipt_shape(
    receipt: Receipt, opening: Opening, labels: Labels, settings: Settings, lang: Language
) -> ReceiptShape:
    """The receipt in the customer's language."""
    message = MessageShape(
        id=receipt.message_uid,
        number=receipt.number,
        client_id=opening.client_id,
        sender="you",
        name=None,
        text=receipt.text,
        redactions=list(receipt.redactions),
        attachments=[],
        sent_at=receipt.received_at,
        state="delivered",
    )
    expected = ExpectedShape(
        measured=receipt.measured,
        usual_low=receipt.usual_low,
        usual_high=receipt.usual_high,
        sentence=expectation(lang, measured=receipt.measured, high=receipt.usual_high, due=receipt.expected_reply_by),
    )
    return ReceiptShape(
        reference=receipt.reference,
        tracking_url=tracking_url(settings, receipt.reference, receipt.secret),
        secret=receipt.secret,
        lane=receipt.lane,
        topic=receipt.topic,
        understood_as=labels.topic(receipt.topic, lang, reasons=receipt.reasons),
        received_at=receipt.received_at,
        expected_reply_by=receipt.expected_reply_by,
        expected=expected,
        redactions=redacted(receipt.redactions, lang),
        message=message,
        cursor=receipt.cursor,
        how_to_add=translate(lang, HOW_TO_ADD),
        do_now=do_now(receipt.topic, lang),
    )


def tracking_url(settings: Settings, reference: str, secret: str) -> str:
    """The link that opens a case without an account. The page moves the secret out of the address at once."""
    return f"{settings.base_url}/t/{reference}?k={secret}"


@get("/api/v1/conversations", summary="My conversations", tags=["customer"])
async def my_conversations(
    request: AnyRequest, caller: Caller, db: Database, cursor: datetime | None = None
) -> LinesShape:
    """The conversations of whoever the device secret or the signed identity proves, the latest first."""
    if caller.key.customer is None:
        if caller.via in {"device", "host"}:
            return LinesShape([], None)
        raise NotProven("a list needs a device secret or a signed identity")
    lines = await list_cases(caller.key.customer, db=db, before=cursor)
    items = [
        LineShape(
            line.reference,
            line.subject,
            line.status,
            line.lane,
            line.excerpt,
            line.last_shown_at,
            line.unread,
            line.assignee_name,
        )
        for line in lines
    ]
    return LinesShape(items, lines[-1].last_shown_at.isoformat() if len(lines) == 20 else None)


@get("/api/v1/conversations/{reference:str}", summary="One conversation", tags=["customer"])
async def one_conversation(
    request: AnyRequest,
    reference: Reference,
    caller: Caller,
    db: Database,
    keys: Keys,
    labels: Labels,
    ratings: Ratings,
    after: Annotated[int, Parameter(ge=0)] = 0,
    of: Of = None,
) -> CaseShape:
    """Every step in plain words with times, what happens next and by when."""
    conversation = await find_case(reference, caller.key, db=db, keys=keys)
    if after:
        must_count_in(conversation, of or reference)
    said = await ratings.last(conversation, db=db) if conversation.resolved_at else None
    return case_shape(await look(conversation, caller.key, db=db, after=after), labels, language(request), said)


@post("/api/v1/conversations/{reference:str}/messages", status_code=202, summary="Add a message", tags=["customer"])
async def add_message(
    request: AnyRequest,
    reference: Reference,
    data: NewMessage,
    caller: Caller,
    db: Database,
    keys: Keys,
    desk: Desk,
    clock: Clock,
    idempotency_key: IdempotencyKey = None,
) -> AddedShape:
    """Store a further message exactly once; it reopens a conversation that was resolved or waiting."""
    conversation = await find_case(reference, caller.key, db=db, keys=keys)
    sender = case_sender(caller.case) if caller.case else caller.sender
    inbound = Inbound(
        client_id=data.client_id or idempotency_key or str(uuid7()),
        sender=sender,
        text=data.text,
        language=conversation.language,
        attachments=tuple(data.attachments),
    )
    added = await receive(inbound, conversation.id, db=db, desk=desk, clock=clock)
    request.app.state.nudge()
    lang = language(request)
    case = await news(conversation, caller.key, db=db, after=added.number - 1)
    return AddedShape(
        reference=conversation.reference,
        message=message_shape(case, case.messages[added.number], lang),
        redactions=redacted(added.redactions, lang),
        cursor=case.events[-1].number,
        expected_reply_by=added.expected_reply_by,
    )


@get("/api/v1/conversations/{reference:str}/events", summary="What is new, live", tags=["customer"])
async def events(
    request: AnyRequest,
    reference: Reference,
    caller: Caller,
    db: Database,
    keys: Keys,
    labels: Labels,
    hub: Hub,
    clock: Clock,
    settings: Settings,
    after: Annotated[int | None, Parameter(ge=0)] = None,
    wait: Annotated[float, Parameter(ge=0, le=LONGEST_WAIT)] = 0,
    of: Of = None,
) -> Response[EventsShape]:
    """An event stream for `Accept: text/event-stream`, resumed by `Last-Event-ID`; else a long-poll of `wait` s."""
    conversation = await find_case(reference, caller.key, db=db, keys=keys)
    cursor = _cursor(request, after)
    if cursor:
        must_count_in(conversation, of or reference)
    lang = language(request)
    stream_key = (f"conversation:{conversation.id}",)
    if "text/event-stream" in request.headers.get("accept", ""):
        prove = partial(provide_caller, request, db, clock, settings) if caller.via == "token" else None
        source = CaseSource(conversation, caller.key, cursor, db=db, labels=labels, language=lang, prove=prove)
        return Live(Stream(hub, stream_key, source, []))
    look_again = partial(news, conversation, caller.key, db=db, after=cursor)
    case = await long_poll(hub, stream_key, wait, look_again, lambda case: case.events)  # what only staff see ends none
    shown = [event_shape(case, event, labels, lang) for event in case.events]
    return Response(EventsShape(shown, case.cursor))


@post("/api/v1/conversations/{reference:str}/seen", status_code=204, summary="Received and read", tags=["customer"])
async def seen(reference: Reference, data: Seen, caller: Caller, db: Database, keys: Keys, clock: Clock) -> None:
    """Say how far the device has received and shown messages."""
    conversation = await find_case(reference, caller.key, db=db, keys=keys)
    must_count_in(conversation, data.of or reference)
    await note_seen(conversation.id, delivered=data.delivered, read=data.read, db=db, clock=clock)


@post("/api/v1/conversations/{reference:str}/typing", status_code=204, summary="Typing", tags=["customer"])
async def typing(reference: Reference, caller: Caller, db: Database, keys: Keys, hub: Hub) -> None:
    """Tell staff for a few seconds that the customer is writing."""
    conversation = await find_case(reference, caller.key, db=db, keys=keys)
    sign = {"kind": "typing", "from": "customer", "reference": conversation.reference}
    hub.whisper(f"conversation:{conversation.id}", sign)
    hub.whisper(f"staff:conversation:{conversation.id}", sign)


def _cursor(request: AnyRequest, after: int | None) -> int:
    last = request.headers.get("last-event-id", "")
    if last.isdecimal() and len(last) < 18:
        return int(last)
    return after or 0


routes = [open_conversation, my_conversations, one_conversation, add_message, events, seen, typing]
