"""Make what was said findable: the reaction to every message and note."""

from collections.abc import Mapping
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


async def index_message(db: Database, payload: Mapping[str, Any]) -> None:
    """Cut the message of a fact into words and keep them. Safe to call again: the words are the same."""
    async with db.transaction() as tx:
        said = await stored.spoken(tx, MessageId(int(payload["message_id"])))
        if said is not None:
            await stored.keep(tx, said, words_of(said.body))
