"""Who works here and as what: roles, groups, suspension. Administrators only, freshly proven, all of it audited."""

from collections.abc import Iterable

from dengta.accounts import audit, policy
from dengta.accounts.errors import LastAdministrator, NotFound, NotOneself
from dengta.accounts.events import AccessChanged
from dengta.accounts.model import Actor, Detail, Role, Staff
from dengta.accounts.names import clean_name
from dengta.accounts.sessions import end, require_fresh
from dengta.accounts.store import invitations as invitation_store
from dengta.accounts.store import staff as store
from dengta.kernel.clock import Clock
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform import outbox
from dengta.platform.db import Database, Tx


async def set_access(
    staff: StaffId,
    *,
    roles: Iterable[Role],
    groups: Iterable[GroupId],
    actor: Actor,
    db: Database,
    clock: Clock,
) -> None:
    """Make a person's roles and groups exactly these.

    Raises `NotOneself` when somebody would give themselves a role, `LastAdministrator` when none would be left.
    """
    wanted, teams = frozenset(roles), frozenset(groups)
    async with db.transaction() as tx:
        await require_fresh(tx, actor, clock.now())
        person = await _load(tx, staff, actor)
        if staff == actor.staff_id and not wanted <= person.roles:
            raise NotOneself
        if Role.ADMINISTRATOR in person.roles - wanted:
            await _leave_an_administrator(tx, staff)
        await store.set_roles(tx, staff, wanted)
        await store.set_groups(tx, staff, teams)
        detail: Detail = {"roles": sorted(wanted), "was": sorted(person.roles), "groups": sorted(teams)}
        await audit.record(
            tx, actor=actor, action="staff.access_changed", subject="staff", subject_id=staff, detail=detail
        )
        await outbox.append(tx, [AccessChanged(staff)])


async def grant(tx: Tx, staff: StaffId, role: Role) -> None:
    """Give a person one more role, for whoever runs the machine: a desk of one has no second administrator to ask."""
    person = await store.find_staff(tx, staff)
    if person is None:
        raise NotFound
    await store.set_roles(tx, staff, person.roles | {role})
    detail: Detail = {"roles": sorted(person.roles | {role}), "was": sorted(person.roles), "by": "command"}
    await audit.record(tx, actor=None, action="staff.access_changed", subject="staff", subject_id=staff, detail=detail)
    await outbox.append(tx, [AccessChanged(staff)])


async def rename(staff: StaffId, name: str, *, actor: Actor, db: Database) -> None:
    """Change what a person is called: one's own name, or as an administrator anyone's."""
    clean = clean_name(name)
    async with db.transaction() as tx:
        if staff != actor.staff_id:
            await _load(tx, staff, actor)
        await store.set_name(tx, staff, clean)
        await audit.record(tx, actor=actor, action="staff.renamed", subject="staff", subject_id=staff)


async def suspend(staff: StaffId, *, actor: Actor, db: Database, clock: Clock) -> None:
    """Shut a person out at once: sessions end, tokens and open invitations die; what they did stays.

    Raises `NotOneself` for oneself, `LastAdministrator` when none would be left.
    """
    now = clock.now()
    async with db.transaction() as tx:
        await require_fresh(tx, actor, now)
        person = await _load(tx, staff, actor)
        if staff == actor.staff_id:
            raise NotOneself
        if Role.ADMINISTRATOR in person.roles:
            await _leave_an_administrator(tx, staff)
        if not await store.suspend(tx, staff, now):
            return
        await invitation_store.withdraw_for(tx, staff, now)
        await audit.record(tx, actor=actor, action="staff.suspended", subject="staff", subject_id=staff)
        await end(tx, staff, now, actor=actor)
        await outbox.append(tx, [AccessChanged(staff)])


async def restore(staff: StaffId, *, actor: Actor, db: Database, clock: Clock) -> None:
    """Let a suspended person sign in again with the proofs they had."""
    async with db.transaction() as tx:
        await require_fresh(tx, actor, clock.now())
        await _load(tx, staff, actor)
        if await store.restore(tx, staff):
            await audit.record(tx, actor=actor, action="staff.restored", subject="staff", subject_id=staff)


async def _load(tx: Tx, staff: StaffId, actor: Actor) -> Staff:
    if not policy.may_administer(actor):
        raise NotFound
    person = await store.find_staff(tx, staff)
    if person is None:
        raise NotFound
    return person


async def _leave_an_administrator(tx: Tx, but: StaffId) -> None:
    if await store.count_administrators(tx, but=but) == 0:
        raise LastAdministrator
