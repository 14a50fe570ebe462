"""What programs and the widget read and write, as JSON."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct, field

ClientId = Annotated[str, Meta(min_length=8, max_length=64, pattern="^[A-Za-z0-9_.:-]+$")]
Text = Annotated[str, Meta(max_length=20_000)]
Detail = Annotated[str, Meta(max_length=300)]


class Details(Struct, frozen=True, forbid_unknown_fields=True):
    """What the structured intake may carry; never a secret."""

    wallet_version: Detail = ""
    device: Detail = ""
    network: Detail = ""
    tx_hash: Detail = ""
    address: Detail = ""
    error_text: Detail = ""
    app_language: Detail = ""


class NewConversation(Struct, frozen=True, forbid_unknown_fields=True):
    """A first message. `client_id` makes a repeat harmless; the `Idempotency-Key` header may stand in for it."""

    text: Text
    client_id: ClientId | None = None
    topic: Annotated[str, Meta(max_length=60)] | None = None
    details: Details = Details()
    language: Annotated[str, Meta(max_length=20)] | None = None
    attachments: Annotated[list[UUID], Meta(max_length=10)] = []


class NewMessage(Struct, frozen=True, forbid_unknown_fields=True):
    """A further message."""

    text: Text = ""
    client_id: ClientId | None = None
    attachments: Annotated[list[UUID], Meta(max_length=10)] = []


class Seen(Struct, frozen=True, forbid_unknown_fields=True):
    """How far the device has received and shown messages, by number in the conversation `of`, or in the address."""

    delivered: Annotated[int, Meta(ge=0)]
    read: Annotated[int, Meta(ge=0)] = 0
    of: Annotated[str, Meta(max_length=20)] | None = None


class RedactedShape(Struct, frozen=True):
    """A kind of secret that was removed, and what to do now."""

    kind: str
    advice: str


class ExpectedShape(Struct, frozen=True):
    """When an answer may be expected; `usual_low` and `usual_high` are minutes."""

    measured: bool
    usual_low: int
    usual_high: int
    sentence: str


class AttachmentShape(Struct, frozen=True):
    """A file of a message."""

    id: UUID
    name: str
    content_type: str
    size: int
    url: str
    state: str


class MessageShape(Struct, frozen=True):
    """A message as the customer sees it."""

    id: UUID
    number: int
    client_id: str | None
    sender: Annotated[str, Meta(description="you, staff or desk")] = field(name="from")
    name: str | None
    text: str
    redactions: list[str]
    attachments: list[AttachmentShape]
    sent_at: datetime
    state: str | None


class EventShape(Struct, frozen=True, omit_defaults=True):
    """Something that happened in the conversation."""

    number: int
    at: datetime
    kind: str
    message: MessageShape | None = None
    title: str | None = None
    status: str | None = None


class StepShape(Struct, frozen=True):
    """A step in plain words."""

    at: datetime
    title: str
    detail: str


class ReceiptShape(Struct, frozen=True):
    """The honest first answer."""

    reference: str
    tracking_url: str
    secret: str
    lane: str
    topic: str
    understood_as: str
    received_at: datetime
    expected_reply_by: datetime
    expected: ExpectedShape
    redactions: list[RedactedShape]
    message: MessageShape
    cursor: int
    how_to_add: str
    do_now: list[str]


class AddedShape(Struct, frozen=True):
    """The answer to a further message. `reference` is the conversation it is in, whose number it has."""

    reference: str
    message: MessageShape
    redactions: list[RedactedShape]
    cursor: int
    expected_reply_by: datetime


class RatedShape(Struct, frozen=True):
    """What the customer said of how it was resolved: marks from 1 to 5; yes, partly or no."""

    speed: int
    professionalism: int
    resolution: str
    words: str


class CaseShape(Struct, frozen=True):
    """A conversation as the customer sees it."""

    reference: str
    subject: str
    status: str
    waiting_for: str
    topic: str
    understood_as: str
    lane: str
    group_name: str | None
    agent_name: str | None
    created_at: datetime
    next_update_due: datetime | None
    expected: ExpectedShape
    steps: list[StepShape]
    messages: list[MessageShape]
    read_by_staff: int
    cursor: int
    can_rate: bool
    do_now: list[str]
    rating: RatedShape | None = None


class EventsShape(Struct, frozen=True):
    """The long-poll's answer."""

    events: list[EventShape]
    cursor: int


class LineShape(Struct, frozen=True):
    """A conversation in the customer's list."""

    reference: str
    subject: str
    status: str
    lane: str
    last_excerpt: str
    last_activity_at: datetime
    unread: int
    assignee_name: str | None


class LinesShape(Struct, frozen=True):
    """A page of a customer's conversations."""

    items: list[LineShape]
    next_cursor: str | None


class TakenShape(Struct, frozen=True):
    """A file that was taken and waits for the message that names it."""

    id: UUID
    name: str
    content_type: str
    size: int
    redactions: list[str]
