"""Count what may be too much, and ring: the one place that raises an alarm (I19)."""

from dengta.accounts import audit
from dengta.accounts.events import AlarmRaised
from dengta.accounts.model import AlarmKind, Counted
from dengta.accounts.store import reads as store
from dengta.kernel.ids import ConversationId, StaffId
from dengta.platform import outbox
from dengta.platform.db import Tx


async def count(tx: Tx, staff: StaffId, kind: Counted, conversation: ConversationId | None = None) -> None:
    """Count one of these about a person, and ring for every limit that it goes over."""
    await store.claim_read(tx, staff, kind, conversation)
    for rate in await store.rates(tx, staff, kind):
        if rate.reads > rate.alarm_above:
            await ring(tx, staff, kind, rate)


async def ring(tx: Tx, staff: StaffId | None, kind: AlarmKind, rate: store.Rate) -> None:
    """One alarm for one hour or day, however often it is asked for; on the record, and told live to those who watch."""
    alarm = await store.claim_alarm(tx, staff, kind, rate)
    if alarm is None:
        return
    await audit.record(
        tx,
        actor=None,
        action="alarm.raised",
        subject="audit" if staff is None else "staff",
        subject_id=staff,
        detail={"alarm": alarm, "kind": kind, "per": rate.per, "reads": rate.reads},
    )
    await outbox.append(tx, [AlarmRaised(alarm, staff, kind, rate.per)])
