"""Store what staff write, once for each id their client gives it: the common ground of replies and notes."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from dengta.accounts.public import Actor
from dengta.inbox.client_ids import check_client_id
from dengta.inbox.enact import enact
from dengta.inbox.errors import ClientIdReused, EmptyMessage
from dengta.inbox.model import Audience, Author, Conversation, Entry, EventKind, Words
from dengta.inbox.store import claims
from dengta.kernel.ids import MessageId
from dengta.platform.db import Tx
from dengta.safety.public import redact

Change = tuple[Conversation, list[Entry]]
"""What a conversation becomes together with the words, and the further entries that say so."""


@dataclass(frozen=True, slots=True)
class Said:
    """Where the words stand. `redactions` are kinds of secrets that were removed; the same again for a repeat."""

    reference: str
    number: int
    message_id: MessageId | None = None
    redactions: tuple[str, ...] = ()
    repeated: bool = False


def worded(text: str, attachments: tuple[UUID, ...] = ()) -> Words:
    """A colleague's words made safe; raises `EmptyMessage`, and safety's `TooLong`."""
    if not text.strip() and not attachments:
        raise EmptyMessage
    cleaned = redact(text)
    return Words(Author.STAFF, cleaned.text, tuple(sorted(cleaned.kinds)), attachments)


async def say(
    tx: Tx,
    before: Conversation,
    words: Words,
    *,
    kind: EventKind,
    client_id: str,
    actor: Actor,
    at: datetime,
    change: Callable[[Conversation], Change],
) -> Said:
    """Append the words to a taken conversation unless this client id has done so; `change` says what else becomes true.

    Raises `ClientIdReused` when the id came before with other words or in another conversation, and `BadClientId`.
    """
    check_client_id(client_id)
    number = before.last_event + 1
    mark = fingerprint(words, kind)
    if not await claims.claim(tx, actor.staff_id, client_id, mark, before.id, number, at):
        first = await claims.first_number(tx, actor.staff_id, client_id, mark, before.id)
        if first is None:
            raise ClientIdReused
        return Said(before.reference, first, redactions=words.redactions, repeated=True)
    read = replace(before, staff_read=before.last_event)  # who answers has read what was there
    after, entries = change(read)
    audience = Audience.STAFF if kind is EventKind.NOTE else Audience.EVERYONE
    entry = Entry(kind, audience, staff_id=actor.staff_id, words=words)
    written = await enact(tx, read, after, [entry, *entries], at=at)
    return Said(before.reference, number, written[0].message_id, words.redactions)


def fingerprint(words: Words, kind: EventKind) -> bytes:
    """Tells a repeat from other words under the same client id. Made of safe text, never of the raw words."""
    parts = [kind.value, words.body, *(str(uid) for uid in words.attachments)]
    return hashlib.sha256("\0".join(parts).encode()).digest()
