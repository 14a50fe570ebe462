"""A customer's case as the customer may see it: for the tracking page, the widget and the API alike.

Everything shown is read from the event list through one filter, so that no door shows more than another (I21, I23).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from dengta.accounts.public import staff_names
from dengta.inbox.case_secret import opens
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.customers import Known
from dengta.inbox.errors import GoesOnElsewhere
from dengta.inbox.model import Attachment, Audience, Author, Conversation, EventKind, Happened, Message
from dengta.inbox.reference import parse_reference
from dengta.inbox.store import cases as stored
from dengta.inbox.store import conversations
from dengta.kernel.ids import StaffId
from dengta.platform.db import Database, Tx
from dengta.platform.keys import Keys
from dengta.safety.public import stored as stored_text


@dataclass(frozen=True, slots=True)
class Key:
    """What a caller holds: a proven identity, a case's secret, or a token for every case that is not confidential."""

    customer: Known | None = None
    secret: str | None = field(default=None, repr=False)
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What one look at a case shows after event `after`: `events` and `messages` that everyone may see, in order."""

    conversation: Conversation
    events: Sequence[Happened]
    messages: Mapping[int, Message]
    attachments: Mapping[int, Sequence[Attachment]]
    deliveries: Mapping[int, str]
    own_ids: Mapping[int, str]
    names: Mapping[StaffId, str]
    understood: Mapping[str, object]
    after: int = 0

    @property
    def cursor(self) -> int:
        """Where to go on from: the last event that is shown, never one that only staff see."""
        return self.events[-1].number if self.events else self.after


async def find_case(reference: str, key: Key, *, db: Database, keys: Keys) -> Conversation:
    """The conversation behind a reference that this key opens; refuses with `NoSuchConversation` otherwise.

    A merged conversation's key leads to the one that was kept.
    """
    async with db.autocommit() as tx:
        return await find_in(tx, reference, key, keys=keys)


async def find_in(tx: Tx, reference: str, key: Key, *, keys: Keys) -> Conversation:
    """As `find_case`, in the caller's transaction."""
    known = parse_reference(reference)
    found = await conversations.find_by_reference(tx, known) if known else None
    if found is None or not may_open(found, key, keys):
        raise NoSuchConversation
    if found.merged_into is not None:
        kept = await conversations.find(tx, found.merged_into)
        if kept is not None and kept.customer_id == found.customer_id and not (key.everything and kept.confidential):
            return kept
    return found


def must_count_in(conversation: Conversation, reference: str) -> None:
    """A cursor or a read mark is good in its own conversation only.

    Raises `GoesOnElsewhere` when `conversation`, to which a key led, is not the one called `reference`.
    """
    if parse_reference(reference) != conversation.reference:
        raise GoesOnElsewhere(conversation.reference)


def may_open(conversation: Conversation, key: Key, keys: Keys) -> bool:
    """Whether this key opens this conversation: its customer, its secret, or a token where nothing is confidential."""
    if key.everything and not conversation.confidential:
        return True
    if key.customer is not None and key.customer.id == conversation.customer_id:
        return True
    return key.secret is not None and opens(keys, conversation.uid, conversation.secret_version, key.secret)


async def look(conversation: Conversation, key: Key, *, db: Database, after: int = 0) -> Case:
    """Everything after an event number that the customer may see, and how the conversation stands, at one moment.

    Raises `NoSuchConversation` when the key, which opened the conversation then, opens it no more.
    """
    async with db.snapshot() as tx:
        fresh = await conversations.find(tx, conversation.id)
        if fresh is None or _closed(fresh.secret_version, fresh.confidential, conversation, key):
            raise NoSuchConversation
        found = await stored.news(tx, conversation.id, after)
        understood = await stored.understood(tx, conversation.id)
        return _case(fresh, found, await _names(tx, fresh, found), understood, after)


async def news(conversation: Conversation, key: Key, *, db: Database, after: int) -> Case:
    """What `look` gives of the events, with the conversation as the caller knows it: a stream's quick glance.

    Raises `NoSuchConversation` when there is news that the key, which opened the conversation then, opens no more.
    """
    async with db.autocommit() as tx:
        found = await stored.news(tx, conversation.id, after)
        if any(_closed(row["secret_version"], row["confidential"], conversation, key) for row in found):
            raise NoSuchConversation
        return _case(conversation, found, await _names(tx, conversation, found) if found else {}, {}, after)


def _closed(secret_version: int, confidential: bool, conversation: Conversation, key: Key) -> bool:
    """Whether links were made useless since, or the conversation was hidden from programs."""
    return secret_version != conversation.secret_version or (key.everything and confidential)


async def _names(tx: Tx, conversation: Conversation, found: Sequence[Mapping[str, Any]]) -> Mapping[StaffId, str]:
    ids = {row["author_id"] for row in found} | {row["body"].get("to") for row in found if row["kind"] == "assigned"}
    known = sorted(StaffId(one) for one in ids | {conversation.assignee_id} if isinstance(one, int))
    return await staff_names(tx, known) if known else {}


def _case(
    conversation: Conversation,
    found: Sequence[Mapping[str, Any]],
    names: Mapping[StaffId, str],
    understood: Mapping[str, object],
    after: int,
) -> Case:
    said = [row for row in found if row["message_id"] is not None]
    return Case(
        conversation=conversation,
        events=[_happened(conversation, row) for row in found],
        messages={row["number"]: _message(row) for row in said},
        attachments={row["number"]: [_file(row["number"], file) for file in row["files"] or ()] for row in said},
        deliveries={row["number"]: row["state"] for row in said if row["state"]},
        own_ids={row["number"]: row["client_id"] for row in said if row["client_id"] and row["author"] == "customer"},
        names=names,
        understood=understood,
        after=after,
    )


def _happened(conversation: Conversation, row: Mapping[str, Any]) -> Happened:
    return Happened(
        conversation_id=conversation.id,
        number=row["number"],
        kind=EventKind(row["kind"]),
        audience=Audience(row["audience"]),
        staff_id=row["staff_id"],
        message_id=row["message_id"],
        body=row["body"],
        at=row["at"],
    )


def _message(row: Mapping[str, Any]) -> Message:
    return Message(
        id=row["message_id"],
        uid=row["uid"],
        number=row["number"],
        kind="message",
        author=Author(row["author"]),
        staff_id=row["author_id"],
        body=stored_text(row["words"]),
        redactions=tuple(row["redactions"]),
        sent_at=row["sent_at"],
    )


def _file(number: int, file: Mapping[str, Any]) -> Attachment:
    return Attachment(UUID(file["uid"]), number, file["name"], file["content_type"], file["size"], file["state"])


@dataclass(frozen=True, slots=True)
class Line:
    """One of a customer's conversations in their list."""

    reference: str
    uid: UUID
    subject: str = field(repr=False)
    status: str
    lane: str
    excerpt: str = field(repr=False)
    last_shown_at: datetime
    unread: int
    assignee_name: str | None


async def list_cases(customer: Known, *, db: Database, before: datetime | None, limit: int = 20) -> list[Line]:
    """A customer's conversations, the latest first, those before a time."""
    async with db.transaction() as tx:
        rows = await stored.lines(tx, customer.id, before, limit)
        names = await staff_names(tx, [row["assignee_id"] for row in rows if row["assignee_id"] is not None])
    return [Line(assignee_name=names.get(row.pop("assignee_id")), **row) for row in rows]
