"""Make what was said findable: every message and note is cut into words, soon after it was stored."""

from collections.abc import Mapping, Sequence
from typing import Any

from dengta.inbox.store import search as stored
from dengta.inbox.words import words_of
from dengta.kernel.ids import MessageId
from dengta.platform import jobs
from dengta.platform.db import Database, Tx
from dengta.platform.relay import Fact

SPOKEN = (
    "inbox.conversation_opened",
    "inbox.message_received",
    "inbox.message_sent",
    "inbox.note_added",
    "inbox.message_amended",
)
"""The facts it reacts to."""

INDEX = "inbox.index_messages"


async def queue_messages(tx: Tx, facts: Sequence[Fact]) -> None:
    """Queue what was said, by id: a projection of the relay."""
    spoken = [fact.payload["message_id"] for fact in facts if fact.topic in SPOKEN]
    await jobs.defer(tx, INDEX, [{"message_id": message} for message in spoken])


async def index_messages(db: Database, payloads: Sequence[Mapping[str, Any]]) -> None:
    """Cut the messages of some facts into words and keep them. Safe to call again: the words are the same."""
    messages = [MessageId(int(payload["message_id"])) for payload in payloads]
    async with db.transaction() as tx:
        said = await stored.spoken(tx, messages)
        await stored.keep(tx, [(message, words_of(message.body)) for message in said])
