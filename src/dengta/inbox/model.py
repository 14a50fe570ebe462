"""The words of the inbox: lanes, statuses, what a person said and what the desk answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from dengta.kernel.ids import ChannelId, ConversationId, CustomerId, GroupId, MessageId, StaffId
from dengta.kernel.text import SafeText
from dengta.platform.i18n import Language


class Lane(StrEnum):
    """How soon a conversation must be seen."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    STANDARD = "standard"
    FEEDBACK = "feedback"


class Status(StrEnum):
    """Whose turn it is. `waiting` is the customer's; `snoozed` comes back by itself; a reply reopens any."""

    OPEN = "open"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


class ChannelKind(StrEnum):
    """The doors of this release."""

    WIDGET = "widget"
    FORM = "form"
    API = "api"


class Author(StrEnum):
    """Who speaks in a message."""

    CUSTOMER = "customer"
    STAFF = "staff"
    DESK = "desk"


class EventKind(StrEnum):
    """What can happen in a conversation."""

    MESSAGE = "message"
    NOTE = "note"
    UNDERSTOOD = "understood"
    REDACTED = "redacted"
    ASSIGNED = "assigned"
    GROUP = "group"
    STATUS = "status"
    LANE = "lane"
    TOPIC = "topic"
    CONFIDENTIAL = "confidential"
    MERGED = "merged"
    UNMERGED = "unmerged"
    WARNED = "warned"
    ESCALATED = "escalated"
    REMINDED = "reminded"
    DELIVERY = "delivery"
    RATED = "rated"


class Audience(StrEnum):
    """Who may see an event. Streams, pages, webhooks and exports all read this one column."""

    EVERYONE = "everyone"
    STAFF = "staff"


class Delivery(StrEnum):
    """How far a message to a customer has come. Only `MAY_FOLLOW` decides what follows what."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


MAY_FOLLOW: Mapping[Delivery, frozenset[Delivery]] = {
    Delivery.QUEUED: frozenset({Delivery.SENT, Delivery.DELIVERED, Delivery.READ, Delivery.FAILED}),
    Delivery.SENT: frozenset({Delivery.DELIVERED, Delivery.READ, Delivery.FAILED}),
    Delivery.DELIVERED: frozenset({Delivery.READ}),
    Delivery.READ: frozenset(),
    Delivery.FAILED: frozenset({Delivery.QUEUED}),
}

DETAILS = ("wallet_version", "device", "network", "tx_hash", "address", "error_text", "app_language")
"""What the structured intake may hold, each a short safe text."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes, proven: a device's secret, a host app's signature, or an integration's token.

    `key` scopes client ids, so that one sender cannot claim another's.
    """

    key: str
    kind: str
    subject: str = field(repr=False)
    name: SafeText | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message as a channel gave it: untrusted, unredacted, never logged."""

    client_id: str
    sender: Sender
    text: str = field(repr=False)
    language: Language
    attachments: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening(Inbound):
    """A first message, which opens a conversation."""

    channel: ChannelKind = ChannelKind.WIDGET
    topic: str | None = None
    details: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The honest first answer. The same words again for a repeat of the same message.

    `secret` opens the tracking page; it is derived, never stored. `number` is the message's place in the
    conversation; `redactions` are codes of what was removed.
    """

    conversation_id: ConversationId
    reference: str
    secret: str = field(repr=False)
    text: SafeText = field(repr=False)
    lane: Lane
    topic: str
    reasons: tuple[str, ...]
    received_at: datetime
    expected_reply_by: datetime
    measured: bool
    usual_low: int
    usual_high: int
    number: int
    message_uid: UUID
    redactions: tuple[str, ...]
    repeated: bool = False

    @property
    def cursor(self) -> int:
        """The last event of a conversation that has just been opened."""
        return 3 if self.redactions else 2


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a conversation stands in the counters; None becomes 0 in the table."""

    group_id: GroupId | None
    assignee_id: StaffId | None
    status: Status
    lane: Lane
    confidential: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation's state, without its words."""

    id: ConversationId
    uid: UUID
    reference: str
    channel_id: ChannelId
    customer_id: CustomerId
    subject: SafeText = field(repr=False)
    topic: str
    lane: Lane
    status: Status
    language: Language
    group_id: GroupId | None
    assignee_id: StaffId | None
    confidential: bool
    created_at: datetime
    last_activity_at: datetime
    last_customer_at: datetime
    last_staff_at: datetime | None
    first_reply_at: datetime | None
    promised_at: datetime
    next_update_due: datetime | None
    warn_at: datetime | None
    warned_at: datetime | None
    escalated_at: datetime | None
    reminders: int
    snoozed_until: datetime | None
    resolved_at: datetime | None
    merged_into: ConversationId | None
    last_event: int
    last_shown: int
    last_shown_at: datetime
    customer_delivered: int
    customer_read: int
    staff_read: int
    secret_version: int

    @property
    def cell(self) -> Cell:
        return Cell(self.group_id, self.assignee_id, self.status, self.lane, self.confidential)

    @property
    def read_by_staff(self) -> int:
        """How far staff have read, for the customer: never a number that only staff see (I21)."""
        return min(self.staff_read, self.last_shown)


@dataclass(frozen=True, slots=True)
class Words:
    """A message or note about to be stored: safe already."""

    author: Author
    body: SafeText = field(repr=False)
    redactions: tuple[str, ...] = ()
    attachments: tuple[UUID, ...] = ()
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened, about to be written. `body` holds ids, codes and times, never words."""

    kind: EventKind
    audience: Audience
    staff_id: StaffId | None = None
    words: Words | None = None
    body: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a conversation as it is kept; `number` is dense from 1."""

    conversation_id: ConversationId
    number: int
    kind: EventKind
    audience: Audience
    staff_id: StaffId | None
    message_id: MessageId | None
    body: Mapping[str, object]
    at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One message or note, already safe."""

    id: MessageId
    uid: UUID
    number: int
    kind: str
    author: Author
    staff_id: StaffId | None
    body: SafeText = field(repr=False)
    redactions: tuple[str, ...]
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to the message with this number. `name` is what the sender called it, made safe to show."""

    uid: UUID
    number: int
    name: str
    content_type: str
    size: int
    state: str


@dataclass(frozen=True, slots=True)
class HostKey:
    """A key the wallet's makers sign identities with: an HMAC secret or an Ed25519 public key in PEM."""

    id: int
    name: str
    algorithm: Literal["HS256", "EdDSA"]
    key: str = field(repr=False)
