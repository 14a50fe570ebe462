"""Take a place at the desk: a name and proofs of one's own choosing."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never
from uuid import UUID

from dengta.accounts import audit, passkeys, passwords, recovery, totp
from dengta.accounts.errors import InvitationGone, LoginTaken, PasskeyRefused, WrongCode
from dengta.accounts.events import AccessChanged
from dengta.accounts.invite import digest_of
from dengta.accounts.model import Actor, Invitation, Method
from dengta.accounts.names import clean_name
from dengta.accounts.passkeys import Answer, Site
from dengta.accounts.sessions import SignedIn, Visitor, end, open_session
from dengta.accounts.store import credentials as store
from dengta.accounts.store import invitations as invitation_store
from dengta.accounts.store import staff as staff_store
from dengta.kernel.clock import Clock
from dengta.kernel.ids import StaffId, uuid7
from dengta.platform import outbox
from dengta.platform.db import Database, Tx
from dengta.platform.i18n import Language
from dengta.platform.keys import Keys


@dataclass(frozen=True, slots=True)
class ByPassword:
    """A password with an authenticator: `secret` as it was shown, `code` proves that the app has it."""

    password: str = field(repr=False)
    secret: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ByPasskey:
    """A passkey the browser has just made, and what its owner calls it."""

    answer: Answer = field(repr=False)
    name: str
    site: Site


Choice = ByPassword | ByPasskey


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A person who can now sign in, and is. `recovery_codes` are shown once; a passkey has none."""

    staff_id: StaffId
    session: SignedIn
    recovery_codes: tuple[str, ...] = field(repr=False)


async def enrol(
    token: str,
    name: str,
    choice: Choice,
    *,
    language: Language,
    visitor: Visitor,
    keys: Keys,
    db: Database,
    clock: Clock,
) -> Enrolled:
    """Use an invitation up and sign its person in. Nothing is used up when something typed is refused.

    Raises `InvitationGone`, `BadName`, `WeakPassword`, `WrongCode`, `PasskeyRefused`, `LoginTaken`.
    """
    now = clock.now()
    digest = digest_of(token, keys=keys, at=now)
    kept_name = clean_name(name)
    prepared = await prepare(choice, about=kept_name, at=now)
    async with db.transaction() as tx:
        invitation = await invitation_store.claim(tx, digest, now)
        if invitation is None:
            raise InvitationGone
        owner, passkey = await owner_of(tx, choice, keys=keys, at=now)
        staff, uid = await _place(tx, invitation, owner, kept_name, language, now)
        codes = await keep(tx, staff, uid, choice, prepared, passkey, keys=keys, at=now)
        session = await open_session(tx, staff, Method.ENROLMENT, visitor, now)
        await audit.record(
            tx,
            actor=Actor(staff, kept_name, invitation.roles, session_id=session.session_id),
            action="staff.enrolled",
            subject="staff",
            subject_id=staff,
            detail={"invitation": invitation.id, "by": kind_of(choice)},
        )
    return Enrolled(staff, session, codes)


def kind_of(choice: Choice) -> str:
    return "passkey" if isinstance(choice, ByPasskey) else "password"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What takes long and touches nothing, done before the transaction."""

    password_hash: str | None = field(repr=False)
    step: int


async def prepare(choice: Choice, *, about: str, at: datetime) -> Prepared:
    """Judge and hash what was typed. Raises `WeakPassword` or `WrongCode`."""
    match choice:
        case ByPasskey():
            return Prepared(None, 0)
        case ByPassword():
            passwords.check_strength(choice.password, [about])
            step = totp.matching_step(choice.secret, choice.code, at)
            if step is None:
                raise WrongCode
            return Prepared(await passwords.hash_password(choice.password), step)
        case _:
            assert_never(choice)


async def owner_of(tx: Tx, choice: Choice, *, keys: Keys, at: datetime) -> tuple[UUID, store.NewPasskey | None]:
    """The uuid the new person will have, and the passkey that was made for it."""
    if isinstance(choice, ByPassword):
        return uuid7(), None
    return await passkeys.check_registration(tx, choice.answer, site=choice.site, keys=keys, at=at)


async def keep(
    tx: Tx,
    staff: StaffId,
    uid: UUID,
    choice: Choice,
    prepared: Prepared,
    passkey: store.NewPasskey | None,
    *,
    keys: Keys,
    at: datetime,
) -> tuple[str, ...]:
    """Store a person's first proofs; the recovery codes, once."""
    match choice:
        case ByPasskey():
            if passkey is None or await store.add_passkey(tx, staff, passkey, clean_name(choice.name), at) is None:
                raise PasskeyRefused
            return ()
        case ByPassword():
            await store.save_totp(tx, staff, totp.seal(keys, choice.secret, uid.bytes), prepared.step)
            await store.save_password(tx, staff, prepared.password_hash or "")
            codes = recovery.new_codes()
            await store.replace_codes(tx, staff, [recovery.digest(keys, uid.bytes, code) for code in codes])
            return codes
        case _:
            assert_never(choice)


async def _place(
    tx: Tx, invitation: Invitation, uid: UUID, name: str, language: Language, at: datetime
) -> tuple[StaffId, UUID]:
    """Someone new, or someone known with every old proof and session gone."""
    if invitation.staff_id is None:
        staff = await staff_store.add(tx, uid=uid, login=invitation.login, name=name, language=language, at=at)
        if staff is None:
            raise LoginTaken
        await staff_store.set_roles(tx, staff, invitation.roles)
        await staff_store.set_groups(tx, staff, invitation.groups)
        return staff, uid
    known = await store.take(tx, invitation.staff_id)
    if known is None or known.state != "active":
        raise InvitationGone
    staff = StaffId(known.id)
    await store.drop_all(tx, staff)
    await staff_store.set_name(tx, staff, name)
    await end(tx, staff, at, actor=None)
    await outbox.append(tx, [AccessChanged(staff)])
    return staff, known.uid
