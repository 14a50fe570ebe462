"""Invite a person, or let one who is here begin again with new proofs (I28: signed, expiring, once)."""

import base64
import binascii
import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from dengta.accounts import audit, policy
from dengta.accounts.errors import InvitationGone, LoginTaken, NotFound
from dengta.accounts.model import Actor, Invitation, Role
from dengta.accounts.names import clean_login, clean_name
from dengta.accounts.sessions import require_fresh
from dengta.accounts.store import invitations as store
from dengta.accounts.store import staff as staff_store
from dengta.kernel.clock import Clock
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.db import Database, Tx
from dengta.platform.keys import Keys

LASTS = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation just made. `token` is shown once; whoever has it can take the place."""

    id: int
    token: str = field(repr=False)
    expires_at: datetime


async def invite(
    login: str,
    name: str,
    *,
    roles: Iterable[Role],
    groups: Iterable[GroupId] = (),
    actor: Actor,
    keys: Keys,
    db: Database,
    clock: Clock,
) -> Invited:
    """Invite someone new, who chooses their own proofs. Administrators only, freshly proven.

    Raises `LoginTaken` when somebody has this login or an open invitation.
    """
    now = clock.now()
    async with db.transaction() as tx:
        await _require(tx, actor, now)
        return await issue(tx, login, name, roles=roles, groups=groups, actor=actor, keys=keys, at=now)


async def issue(
    tx: Tx,
    login: str,
    name: str,
    *,
    roles: Iterable[Role],
    groups: Iterable[GroupId] = (),
    actor: Actor | None,
    keys: Keys,
    at: datetime,
) -> Invited:
    """The same in the caller's transaction, its right already checked; `actor` None is the command line."""
    clean = clean_login(login)
    if await staff_store.find_login(tx, clean) is not None:
        raise LoginTaken
    return await _add(
        tx,
        Invitation(
            id=0,
            login=clean,
            name=clean_name(name),
            roles=frozenset(roles),
            groups=frozenset(groups),
            staff_id=None,
            invited_by=actor.staff_id if actor else None,
            created_at=at,
            expires_at=at + LASTS,
        ),
        actor=actor,
        keys=keys,
    )


async def invite_again(staff: StaffId, *, actor: Actor, keys: Keys, db: Database, clock: Clock) -> Invited:
    """A link with which a person who lost theirs sets new proofs; the old ones work until it is used."""
    now = clock.now()
    async with db.transaction() as tx:
        await _require(tx, actor, now)
        return await issue_again(tx, staff, actor=actor, keys=keys, at=now)


async def issue_again(tx: Tx, staff: StaffId, *, actor: Actor | None, keys: Keys, at: datetime) -> Invited:
    """The same in the caller's transaction, its right already checked; `actor` None is the command line."""
    person = await staff_store.find_staff(tx, staff)
    if person is None or not person.active:
        raise NotFound
    await store.withdraw_for(tx, staff, at)
    again = Invitation(
        id=0,
        login=person.login,
        name=person.name,
        roles=frozenset(),
        groups=frozenset(),
        staff_id=staff,
        invited_by=actor.staff_id if actor else None,
        created_at=at,
        expires_at=at + LASTS,
    )
    return await _add(tx, again, actor=actor, keys=keys)


async def withdraw(invitation: int, *, actor: Actor, db: Database, clock: Clock) -> None:
    """Close an open invitation."""
    async with db.transaction() as tx:
        if not policy.may_administer(actor) or not await store.withdraw(tx, invitation, clock.now()):
            raise NotFound
        await audit.record(tx, actor=actor, action="invitation.withdrawn", subject="invitation", subject_id=invitation)


def digest_of(token: str, *, keys: Keys, at: datetime) -> bytes:
    """The key of a link that we signed and that has not expired. Raises `InvitationGone` before any look-up."""
    try:
        raw = base64.urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
    except (binascii.Error, ValueError) as refusal:
        raise InvitationGone from refusal
    body, signature = raw[:-16], raw[-16:]
    if len(body) != 24 or not hmac.compare_digest(signature, _sign(keys, body)):
        raise InvitationGone
    if datetime.fromtimestamp(int.from_bytes(body[16:], "big"), tz=UTC) <= at:
        raise InvitationGone
    return sha256(raw).digest()


async def find_invitation(token: str, *, keys: Keys, db: Database, clock: Clock) -> Invitation:
    """The open invitation behind a link. Raises `InvitationGone`."""
    now = clock.now()
    async with db.transaction() as tx:
        found = await store.find(tx, digest_of(token, keys=keys, at=now), now)
    if found is None:
        raise InvitationGone
    return found


async def _require(tx: Tx, actor: Actor, at: datetime) -> None:
    if not policy.may_administer(actor):
        raise NotFound
    await require_fresh(tx, actor, at)


async def _add(tx: Tx, invitation: Invitation, *, actor: Actor | None, keys: Keys) -> Invited:
    body = os.urandom(16) + int(invitation.expires_at.timestamp()).to_bytes(8, "big")
    raw = body + _sign(keys, body)
    added = await store.add(tx, invitation, sha256(raw).digest())
    if added is None:
        raise LoginTaken
    await audit.record(
        tx,
        actor=actor,
        action="invitation.made",
        subject="invitation",
        subject_id=added,
        detail={"roles": sorted(invitation.roles), "staff": invitation.staff_id},
    )
    return Invited(added, base64.urlsafe_b64encode(raw).rstrip(b"=").decode(), invitation.expires_at)


def _sign(keys: Keys, body: bytes) -> bytes:
    return keys.digest("invitation", body)[:16]
