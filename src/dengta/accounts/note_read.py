"""Note that a person looked at a customer's data, and raise the alarm when it is too much (I19)."""

from dengta.accounts import audit
from dengta.accounts.errors import ReadLimitReached
from dengta.accounts.events import ReadAlarmRaised
from dengta.accounts.model import Actor, ReadKind
from dengta.accounts.store import reads as store
from dengta.kernel.ids import ConversationId
from dengta.platform import outbox
from dengta.platform.db import Tx


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
            await _raise_alarm(tx, actor, kind, rate)
    await audit.record(
        tx, actor=actor, action=f"conversation.{PAST[kind]}", subject="conversation", subject_id=conversation_id
    )


PAST: dict[ReadKind, str] = {"open": "opened", "reveal": "revealed", "export": "exported", "search": "searched"}


async def _raise_alarm(tx: Tx, actor: Actor, kind: ReadKind, rate: store.Rate) -> None:
    alarm = await store.claim_alarm(tx, actor.staff_id, kind, rate)
    if alarm is None:
        return
    await audit.record(
        tx,
        actor=None,
        action="alarm.raised",
        subject="staff",
        subject_id=actor.staff_id,
        detail={"alarm": alarm, "kind": kind, "per": rate.per, "reads": rate.reads},
    )
    await outbox.append(tx, [ReadAlarmRaised(alarm, actor.staff_id, kind, rate.per)])
