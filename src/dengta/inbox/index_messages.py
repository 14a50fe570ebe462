"""Make what was said findable: the reaction to every message and note."""

from collections.abc import Mapping, Sequence
from typing import Any

from dengta.inbox.store import search as stored
from dengta.inbox.words import words_of
from dengta.kernel.ids import MessageId
from dengta.platform.db import Database

SPOKEN = (
    "inbox.conversation_opened",
    "inbox.message_received",
    "inbox.message_sent",
    "inbox.note_added",
    "inbox.message_amended",
)
"""The facts it reacts to."""


async def index_messages(db: Database, payloads: Sequence[Mapping[str, Any]]) -> None:
    """Cut the messages of some facts into words and keep them. Safe to call again: the words are the same."""
    messages = [MessageId(int(payload["message_id"])) for payload in payloads]
    async with db.transaction() as tx:
        said = await stored.spoken(tx, messages)
        await stored.keep(tx, [(message, words_of(message.body)) for message in said])
