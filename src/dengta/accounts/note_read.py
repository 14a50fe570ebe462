"""Note that a person looked at a customer's data, or was not let, and raise the alarm when it is too much (I19)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from dengta.accounts import audit
from dengta.accounts.errors import ReadLimitReached
from dengta.accounts.model import Actor, ReadKind
from dengta.accounts.ring import count, ring
from dengta.accounts.store import reads as store
from dengta.kernel.errors import Kind, Refused
from dengta.kernel.ids import ConversationId
from dengta.platform.db import Database, Tx

PAST: dict[ReadKind, str] = {"open": "opened", "reveal": "revealed", "export": "exported", "search": "searched"}
TURNED_AWAY = frozenset({Kind.FORBIDDEN, Kind.NOT_FOUND, Kind.THROTTLED})


async def note_read(tx: Tx, actor: Actor, conversation_id: ConversationId | None, kind: ReadKind = "open") -> None:
    """Count and audit a look in the caller's transaction; call it before showing anything.

    Opens of one conversation count once an hour. The first look over a limit raises one alarm an hour and a day.
    Raises `ReadLimitReached` when the kind has a hard limit and this look is over it; the alarm stands by then,
    because a limit to refuse is never below the limit to alarm.
    """
    if kind != "open":
        await store.lock_reader(tx, actor.staff_id)
    if not await store.claim_read(tx, actor.staff_id, kind, conversation_id):
        return
    for rate in await store.rates(tx, actor.staff_id, kind):
        if rate.refuse_above is not None and rate.reads > rate.refuse_above:
            raise ReadLimitReached(f"more than {rate.refuse_above} of {kind} in one {rate.per}")
        if rate.reads > rate.alarm_above:
            await ring(tx, actor.staff_id, kind, rate)
    await audit.record(
        tx, actor=actor, action=f"conversation.{PAST[kind]}", subject="conversation", subject_id=conversation_id
    )


@asynccontextmanager
async def noting_refusal(kind: ReadKind, *, actor: Actor, db: Database) -> AsyncIterator[None]:
    """Count and audit when a look inside the block is refused; put the block around its transaction.

    A refusal undoes what it stands in, so it is written by itself. What is not there counts like what is not theirs:
    whoever asks for many references that lead nowhere is trying them out.
    """
    try:
        yield
    except Refused as refused:
        if refused.kind in TURNED_AWAY:
            async with db.transaction() as tx:
                await count(tx, actor.staff_id, "refusal")
                said = {"what": kind, "why": refused.code}
                await audit.record(tx, actor=actor, action="conversation.refused", subject="conversation", detail=said)
        raise
