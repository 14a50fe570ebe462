"""Open a conversation: the door through which a customer's first words enter."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import msgspec

from dengta.inbox.case_secret import case_secret
from dengta.inbox.client_ids import check_client_id
from dengta.inbox.errors import EmptyMessage
from dengta.inbox.model import DETAILS, Opening, Receipt
from dengta.inbox.protocols import Desk, Expectation, Understanding
from dengta.inbox.reference import new_reference
from dengta.kernel.clock import Clock
from dengta.kernel.ids import ConversationId, GroupId, uuid7
from dengta.kernel.text import SafeText
from dengta.platform.keys import Keys
from dengta.safety.public import Redaction, clip, redact

SUBJECT = 80
LONGEST_DETAIL = 300


@dataclass(frozen=True, slots=True)
class Prepared:
    """A first message, cleaned, understood and promised an answer; ready to be stored."""

    opening: Opening = field(repr=False)
    text: SafeText = field(repr=False)
    subject: SafeText = field(repr=False)
    details: Mapping[str, SafeText] = field(repr=False)
    redactions: tuple[str, ...]
    understood: Understanding
    promise: Expectation
    group_id: GroupId | None
    at: datetime
    fingerprint: bytes
    uid: UUID
    message_uid: UUID
    reference: str


def prepare(opening: Opening, *, desk: Desk, clock: Clock) -> Prepared:
    """Clean a first message and decide what to promise. Pure but for the clock and fresh identifiers.

    The raw words go no further than this function. Raises `EmptyMessage` for nothing at all, `BadClientId`,
    and safety's refusal for text that is too long.
    """
    check_client_id(opening.client_id)
    cleaned = redact(opening.text)
    details = {name: _detail(name, opening.details[name]) for name in DETAILS if opening.details.get(name, "").strip()}
    if not cleaned.text.strip() and not opening.attachments:
        raise EmptyMessage
    at = clock.now()
    safe = {name: found.text for name, found in details.items()}
    understood = desk.understand(cleaned.text, topic=opening.topic, details=safe)
    return Prepared(
        opening=opening,
        text=cleaned.text,
        subject=clip(cleaned.text, SUBJECT),
        details=safe,
        redactions=_kinds(cleaned, *details.values()),
        understood=understood,
        promise=desk.first_reply(understood.lane, at),
        group_id=desk.group_for(understood.topic),
        at=at,
        fingerprint=fingerprint(cleaned.text, safe, opening.attachments),
        uid=uuid7(),
        message_uid=uuid7(),
        reference=new_reference(),
    )


def receipt(prepared: Prepared, conversation: ConversationId, *, keys: Keys) -> Receipt:
    """What the customer is told once the message is durable."""
    promise = prepared.promise
    return Receipt(
        conversation_id=conversation,
        reference=prepared.reference,
        secret=case_secret(keys, prepared.uid, 1),
        text=prepared.text,
        lane=prepared.understood.lane,
        topic=prepared.understood.topic,
        reasons=prepared.understood.reasons,
        received_at=prepared.at,
        expected_reply_by=promise.due,
        measured=promise.measured,
        usual_low=promise.usual_low,
        usual_high=promise.usual_high,
        number=1,
        message_uid=prepared.message_uid,
        redactions=prepared.redactions,
    )


def fingerprint(text: SafeText, details: Mapping[str, str], attachments: tuple[UUID, ...]) -> bytes:
    """Tells a repeat from another message under the same client id. Made of safe text, never of the raw words."""
    parts = [text, dict(details), [str(uid) for uid in attachments]]
    return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).digest()


def _detail(name: str, raw: str) -> Redaction:
    """The name of the field tells safety that a bare hash in it is one, not a private key."""
    return redact(raw[:LONGEST_DETAIL], before=name.replace("_", " "))


def _kinds(*redactions: Redaction) -> tuple[str, ...]:
    return tuple(sorted({finding.kind.value for redaction in redactions for finding in redaction.found}))
