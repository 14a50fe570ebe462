"""What programs of the desk's own people are answered, as JSON."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from dengta.inbox.model import Lane, Status
from dengta.inbox.views import View
from dengta.inbox.web.staff_requests import FilterBody


class RowShape(Struct, frozen=True):
    """A conversation as lists show it. `customer` is masked; `assignee_id` and `group_id` are the desk's numbers."""

    reference: str
    subject: str
    excerpt: str
    status: Status
    lane: Lane
    topic: str
    language: str
    channel: str
    group_id: int | None
    assignee_id: int | None
    assignee: str | None
    customer: str
    confidential: bool
    created_at: datetime
    last_activity_at: datetime
    next_update_due: datetime | None
    snoozed_until: datetime | None
    overdue: bool
    unread: bool
    has_draft: bool


class RowsShape(Struct, frozen=True):
    """A page of conversations; `next_cursor` asks for the next one."""

    items: list[RowShape]
    next_cursor: str | None


class FoundShape(Struct, frozen=True):
    """A conversation that was searched for; `marks` are places in `excerpt`, start and end."""

    row: RowShape
    excerpt: str
    marks: list[tuple[int, int]]
    number: int | None


class ResultsShape(Struct, frozen=True):
    """What was found; `next_before` goes on where these end."""

    items: list[FoundShape]
    next_before: int | None


class CustomerShape(Struct, frozen=True):
    """A customer, masked."""

    name: str
    email: str | None
    email_proven: bool
    language: str
    created_at: datetime
    erased: bool
    proofs: list[str]


class FileShape(Struct, frozen=True):
    """A file of a message or note."""

    uid: UUID
    name: str
    content_type: str
    size: int
    state: str


class SendingShape(Struct, frozen=True):
    """How far a message to the customer has come."""

    state: str
    attempts: int
    failure: str | None
    changed_at: datetime


class MomentShape(Struct, frozen=True):
    """One line of the timeline: an event, with its words when it has any."""

    number: int
    kind: str
    audience: str
    at: datetime
    by: str | None
    body: dict[str, object]
    author: str | None
    text: str | None
    redactions: list[str]
    attachments: list[FileShape]
    sending: SendingShape | None


class NeighbourShape(Struct, frozen=True):
    """Another conversation that belongs with this one."""

    reference: str
    subject: str
    status: Status
    last_activity_at: datetime


class ConversationShape(Struct, frozen=True):
    """A conversation as staff see it."""

    reference: str
    subject: str
    status: Status
    lane: Lane
    topic: str
    language: str
    channel: str
    confidential: bool
    group_id: int | None
    assignee_id: int | None
    created_at: datetime
    first_reply_at: datetime | None
    promised_at: datetime
    next_update_due: datetime | None
    snoozed_until: datetime | None
    resolved_at: datetime | None
    customer_delivered: int
    customer_read: int
    cursor: int
    customer: CustomerShape
    details: dict[str, str]
    understood: dict[str, object]
    timeline: list[MomentShape]
    earlier: bool
    others: list[NeighbourShape]
    merged: list[NeighbourShape]
    kept: NeighbourShape | None


class StandingShape(Struct, frozen=True):
    """How a conversation stands after a change."""

    reference: str
    status: Status
    lane: Lane
    topic: str
    confidential: bool
    group_id: int | None
    assignee_id: int | None
    next_update_due: datetime | None
    snoozed_until: datetime | None


class MomentsShape(Struct, frozen=True):
    """What is new in a conversation."""

    events: list[MomentShape]
    cursor: int


class SaidShape(Struct, frozen=True):
    """Where the words stand. `unreached` are mentions that told nobody."""

    reference: str
    number: int
    redactions: list[str]
    repeated: bool
    unreached: list[str] = []


class DraftShape(Struct, frozen=True):
    """The caller's unfinished words; both null when there are none."""

    text: str | None
    kind: str | None


class RevealedShape(Struct, frozen=True):
    """What was unmasked; null when the desk does not know it."""

    value: str | None


class CannedShape(Struct, frozen=True):
    """A canned reply."""

    id: int
    shortcut: str
    title_zh: str
    title_en: str
    body_zh: str
    body_en: str
    group_id: int | None


class RenderedShape(Struct, frozen=True):
    """A canned reply for one conversation; the customer's name is filled in when it is sent."""

    text: str


class SavedViewShape(Struct, frozen=True):
    """A view under a name."""

    id: int
    name: str
    shared: bool
    view: View
    narrowed: FilterBody


class MadeShape(Struct, frozen=True):
    """The number of what was kept."""

    id: int


class DoneShape(Struct, frozen=True):
    """What became of one of them; `refused` is a code, null when it was done."""

    reference: str
    refused: str | None
