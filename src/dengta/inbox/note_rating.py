"""Put a customer's judgement into the conversation it is about."""

from datetime import datetime

from dengta.accounts.public import staff_list
from dengta.inbox import chronicle
from dengta.inbox.attend import called
from dengta.inbox.enact import opened
from dengta.inbox.model import Audience, Author, Conversation, Entry, EventKind, Status, Words
from dengta.inbox.protocols import Desk
from dengta.inbox.store import mentions
from dengta.kernel.text import SafeText
from dengta.platform.db import Tx


async def note_rating(
    tx: Tx,
    before: Conversation,
    *,
    again: bool,
    calls: SafeText | None,
    reopens: bool,
    desk: Desk,
    at: datetime,
) -> None:
    """Tell that a taken conversation was rated, in the caller's transaction.

    `calls` becomes a note that mentions the leads; `reopens` opens what was resolved, with a fresh promise. A rating
    that only replaces another one (`again`) is not told a second time.
    """
    entries = [] if again else [Entry(EventKind.RATED, Audience.EVERYONE)]
    after = opened(before, desk, at) if reopens else before
    if after.status is not before.status:
        body = {"status": Status.OPEN.value, "was": before.status.value, "by": "customer", "because": "rating"}
        entries.append(Entry(EventKind.STATUS, Audience.EVERYONE, body=body))
    if calls is not None:
        entries.append(Entry(EventKind.NOTE, Audience.STAFF, words=Words(Author.DESK, calls)))
    if not entries:
        return
    *_, last = await chronicle.write(tx, before, after, entries, at=at)
    if calls is not None and last.message_id is not None:
        await mentions.add(tx, before.id, last.message_id, called(await staff_list(tx), after.cell))
