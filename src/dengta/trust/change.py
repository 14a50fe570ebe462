"""Propose a change of the register, and decide on somebody else's."""

from uuid import UUID

from dengta.accounts.public import Actor, audit, may_guard
from dengta.kernel.clock import Clock
from dengta.kernel.ids import uuid7
from dengta.platform.db import Database, Tx
from dengta.trust import store
from dengta.trust.canonical import canonical
from dengta.trust.errors import AlreadyRegistered, BadEntry, NoSuchEntry, SamePerson
from dengta.trust.model import Decision, Deed, EntrySort, Proposal, Standing

LONGEST_NOTE = 200


async def see_register(*, actor: Actor, db: Database) -> tuple[Standing, list[Proposal]]:
    """What is published and what waits for a second person."""
    _require(actor)
    async with db.snapshot() as tx:
        return await store.standing(tx), await store.open_proposals(tx)


async def propose_entry(
    sort: EntrySort,
    value: str,
    detail: str = "",
    *,
    note_en: str = "",
    note_zh: str = "",
    actor: Actor,
    db: Database,
    clock: Clock,
) -> int:
    """Ask that something be published; returns the proposal. Raises `BadEntry` or `AlreadyRegistered`."""
    _require(actor)
    written = canonical(sort, value, detail)
    if written is None or max(len(note_en), len(note_zh)) > LONGEST_NOTE:
        raise BadEntry(f"not written as a {sort} must be")
    values = {"uid": uuid7(), "sort": sort, "value": written[0], "detail": written[1]}
    async with db.transaction() as tx:
        entry = await store.add_entry(tx, {**values, "note_en": note_en.strip(), "note_zh": note_zh.strip()})
        if entry is None:
            raise AlreadyRegistered
        return await _propose(tx, entry, Deed.PUBLISH, actor, clock)


async def propose_withdrawal(uid: UUID, *, actor: Actor, db: Database, clock: Clock) -> int:
    """Ask that a published entry be withdrawn; returns the proposal. Raises `NoSuchEntry` or `AlreadyRegistered`."""
    _require(actor)
    async with db.transaction() as tx:
        entry = await store.take_published(tx, uid)
        if entry is None:
            raise NoSuchEntry
        return await _propose(tx, entry, Deed.WITHDRAW, actor, clock)


async def decide(change: int, decision: Decision, *, actor: Actor, db: Database, clock: Clock) -> None:
    """Approve somebody else's proposal, or reject any: one's own is taken back so.

    Raises `SamePerson` when who proposed it would approve it, and `NoSuchEntry` when it was decided meanwhile.
    """
    _require(actor)
    at = clock.now()
    async with db.transaction() as tx:
        waiting = await store.take_open(tx, change)
        if waiting is None:
            raise NoSuchEntry
        entry, deed, proposed_by = waiting
        if decision is Decision.APPROVED and proposed_by == actor.staff_id:
            raise SamePerson
        await store.decide(tx, change, decision, by=actor.staff_id, at=at)
        await _note(tx, actor, f"entry.{deed}_{decision}", entry)
        match decision, deed:
            case Decision.APPROVED, Deed.PUBLISH:
                await store.publish(tx, entry, at=at)
            case Decision.APPROVED, Deed.WITHDRAW:
                await store.withdraw(tx, entry, at=at)
            case Decision.REJECTED, _:
                await store.drop_unpublished(tx, entry)


async def _propose(tx: Tx, entry: int, deed: Deed, actor: Actor, clock: Clock) -> int:
    change = await store.propose(tx, entry, deed, by=actor.staff_id, at=clock.now())
    if change is None:
        raise AlreadyRegistered
    await _note(tx, actor, f"entry.{deed}_proposed", entry)
    return change


async def _note(tx: Tx, actor: Actor, action: str, entry: int) -> None:
    await audit.record(tx, actor=actor, action=action, subject="entry", subject_id=entry)


def _require(actor: Actor) -> None:
    if not may_guard(actor):
        raise NoSuchEntry
