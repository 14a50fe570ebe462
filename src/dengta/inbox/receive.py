"""Receive a further message in a conversation that exists: the other door for a customer's words."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from dengta.inbox import chronicle
from dengta.inbox.client_ids import check_client_id
from dengta.inbox.errors import ClientIdReused, EmptyMessage
from dengta.inbox.model import Audience, Author, Conversation, Entry, EventKind, Inbound, Status, Words
from dengta.inbox.open_conversation import fingerprint
from dengta.inbox.protocols import Desk
from dengta.inbox.split_secret import LOOKED_BACK, SPLIT_WITHIN, take_out
from dengta.inbox.store import events as listed
from dengta.inbox.store import intake as stored
from dengta.kernel.clock import Clock
from dengta.kernel.ids import ConversationId
from dengta.platform.db import Database, Tx
from dengta.safety.public import redact_after


@dataclass(frozen=True, slots=True)
class Added:
    """Where a message stands; the same again for a repeat of it."""

    number: int
    message_uid: UUID
    redactions: tuple[str, ...]
    received_at: datetime
    expected_reply_by: datetime
    repeated: bool = False


async def receive(inbound: Inbound, conversation: ConversationId, *, db: Database, desk: Desk, clock: Clock) -> Added:
    """Store a customer's further message exactly once; a reply reopens whatever was waiting, snoozed or resolved.

    The caller has proven that the sender may write here. Raises `EmptyMessage`, `BadClientId`,
    `ClientIdReused`, and `DatabaseAway` when nothing was stored.
    """
    if not inbound.text.strip() and not inbound.attachments:
        raise EmptyMessage
    check_client_id(inbound.client_id)
    async with db.transaction() as tx:
        return await _receive(tx, inbound, conversation, desk=desk, clock=clock)


async def _receive(tx: Tx, inbound: Inbound, conversation: ConversationId, *, desk: Desk, clock: Clock) -> Added:
    before = await chronicle.take(tx, conversation)
    at = clock.now()
    who, which = inbound.sender.key, inbound.client_id
    earlier = await listed.said_before(tx, before.id, who, which, since=at - SPLIT_WITHIN, most=LOOKED_BACK)
    cleaned, parts = redact_after(inbound.text, [message.body for message in earlier])
    kinds = tuple(sorted({finding.kind.value for finding in cleaned.found}))
    mark = fingerprint(cleaned.text, {}, inbound.attachments)
    claim = {
        "sender": inbound.sender.key,
        "client_id": inbound.client_id,
        "fingerprint": mark,
        "conversation": before.id,
        "number": before.last_event + 1,
        "at": at,
    }
    if not await stored.claim(tx, claim):
        return await _again(tx, inbound, before, mark)
    after = _answered_later(before, desk, at)
    words = Words(Author.CUSTOMER, cleaned.text, kinds, inbound.attachments, inbound.client_id)
    entries = [Entry(EventKind.MESSAGE, Audience.EVERYONE, words=words)]
    if kinds:
        entries.append(Entry(EventKind.REDACTED, Audience.EVERYONE, body={"kinds": list(kinds)}))
    if before.status is not Status.OPEN:
        reopened = {"status": Status.OPEN.value, "was": before.status.value, "by": "customer"}
        entries.append(Entry(EventKind.STATUS, Audience.EVERYONE, body=reopened))
    written = await chronicle.write(tx, before, after, entries, at=at)
    await take_out(tx, before.id, earlier, parts)
    uid = written[0].message_uid
    return Added(written[0].number, uid or UUID(int=0), kinds, at, after.promised_at)


def _answered_later(before: Conversation, desk: Desk, at: datetime) -> Conversation:
    """The conversation after a customer wrote: open, theirs to wait and ours to answer by a promised time.

    A customer who adds to a message that is still unanswered does not push the promise back.
    """
    still_waiting = before.status is Status.OPEN and before.last_customer_at > (
        before.last_staff_at or before.created_at
    )
    first = before.first_reply_at is None and before.status is Status.OPEN
    if (still_waiting or first) and before.next_update_due is not None:
        return replace(before, last_customer_at=at)
    promise = desk.next_reply(before.lane, at)
    return replace(
        before,
        status=Status.OPEN,
        last_customer_at=at,
        promised_at=promise.due,
        next_update_due=promise.due,
        warn_at=promise.warn_at,
        warned_at=None,
        escalated_at=None,
        reminders=0,
        snoozed_until=None,
        resolved_at=None,
    )


async def _again(tx: Tx, inbound: Inbound, before: Conversation, mark: bytes) -> Added:
    first = await stored.first_answer(tx, inbound.sender.key, inbound.client_id)
    if first is None or first["id"] != before.id or not (first["redactions"] or first["fingerprint"] == mark):
        raise ClientIdReused  # what was taken out of a message can no longer be compared with a repeat of it
    return Added(
        number=first["number"],
        message_uid=first["message_uid"],
        redactions=tuple(first["redactions"]),
        received_at=first["sent_at"],
        expected_reply_by=before.promised_at,
        repeated=True,
    )
