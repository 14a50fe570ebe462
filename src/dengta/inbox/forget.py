"""Forget what resolved conversations held when it has been kept long enough (E8)."""

from datetime import datetime

from dengta.accounts.public import audit
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.customer_data import ERASED
from dengta.inbox.events import WordsForgotten
from dengta.inbox.reference import parse_reference
from dengta.inbox.store import forgetting as stored
from dengta.kernel.clock import Clock
from dengta.platform import outbox
from dengta.platform.db import Database
from dengta.platform.files import Files
from dengta.platform.retention import Kind
from dengta.platform.settings import Settings


def ageing(settings: Settings, *, files: Files, clock: Clock) -> tuple[Kind, ...]:
    """What grows old here, counted from a conversation's resolution; what is under a legal hold does not."""

    async def forget_words(db: Database, before: datetime, most: int) -> int:
        async with db.transaction() as tx:
            forgotten = await stored.forget_words(tx, before, most, ERASED, clock.now())
            if forgotten:
                await outbox.append(tx, [WordsForgotten([int(one) for one in forgotten])])
        return len(forgotten)

    async def forget_files(db: Database, before: datetime, most: int) -> int:
        async with db.transaction() as tx:
            taken = await stored.take_files(tx, before, most)
            for uid in taken:  # before the commit: a crash repeats the dropping and never leaves a file behind
                await files.drop(uid)
        return len(taken)

    async def forget_devices(db: Database, before: datetime, most: int) -> int:
        async with db.transaction() as tx:
            return await stored.forget_devices(tx, before, most)

    return (
        Kind("words", settings.keep_words, stored.words_due, forget_words),
        Kind("files", settings.keep_files, stored.files_due, forget_files),
        Kind("devices", settings.keep_devices, stored.devices_due, forget_devices),
    )


async def hold(reference: str, *, held: bool, db: Database, clock: Clock) -> None:
    """Keep a conversation whatever its age, or no longer. For whoever runs the machine; raises `NoSuchConversation`."""
    async with db.transaction() as tx:
        conversation = await stored.hold(tx, parse_reference(reference) or reference, held=held, at=clock.now())
        if conversation is None:
            raise NoSuchConversation
        action = "conversation.held" if held else "conversation.released"
        await audit.record(tx, actor=None, action=action, subject="conversation", subject_id=conversation)
