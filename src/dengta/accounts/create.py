"""Make staff without an invitation: the first administrator at set-up, and people made at the command line."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from dengta.accounts import audit, passwords, recovery, totp
from dengta.accounts.enrol import Choice, Enrolled, keep, kind_of, owner_of, prepare
from dengta.accounts.errors import AlreadySetUp, LoginTaken
from dengta.accounts.model import Actor, Method, Role
from dengta.accounts.names import clean_login, clean_name
from dengta.accounts.sessions import Visitor, open_session
from dengta.accounts.store import credentials as store
from dengta.accounts.store import staff as staff_store
from dengta.kernel.clock import Clock
from dengta.kernel.ids import GroupId, StaffId, uuid7
from dengta.platform.db import Database, Tx
from dengta.platform.i18n import Language
from dengta.platform.keys import Keys


async def create_first_administrator(
    login: str,
    name: str,
    choice: Choice,
    *,
    language: Language,
    visitor: Visitor,
    keys: Keys,
    db: Database,
    clock: Clock,
) -> Enrolled:
    """The person who sets the desk up, signed in. Raises `AlreadySetUp` once there is an administrator.

    Of several who try at once one succeeds. Raises as `enrol` does for what was typed.
    """
    now = clock.now()
    clean, kept_name = clean_login(login), clean_name(name)
    prepared = await prepare(choice, about=f"{clean} {kept_name}", at=now)
    async with db.transaction() as tx:
        if await staff_store.count_administrators(tx):
            raise AlreadySetUp
        owner, passkey = await owner_of(tx, choice, keys=keys, at=now)
        staff = await staff_store.add(tx, uid=owner, login=clean, name=kept_name, language=language, at=now)
        if staff is None:
            raise LoginTaken
        await staff_store.set_roles(tx, staff, [Role.ADMINISTRATOR])
        codes = await keep(tx, staff, owner, choice, prepared, passkey, keys=keys, at=now)
        session = await open_session(tx, staff, Method.ENROLMENT, visitor, now)
        actor = Actor(staff, kept_name, frozenset({Role.ADMINISTRATOR}), session_id=session.session_id)
        await _record(tx, staff, actor=actor, roles=[Role.ADMINISTRATOR], by=kind_of(choice))
    return Enrolled(staff, session, codes)


@dataclass(frozen=True, slots=True)
class Created:
    """A person made at the command line, and what they need for their first sign-in; shown once."""

    staff_id: StaffId
    totp_secret: str = field(repr=False)
    totp_uri: str = field(repr=False)
    recovery_codes: tuple[str, ...] = field(repr=False)


async def admin_create(
    login: str,
    name: str,
    password: str,
    *,
    roles: Iterable[Role],
    groups: Iterable[GroupId] = (),
    language: Language,
    secret: str | None = None,
    keys: Keys,
    db: Database,
    clock: Clock,
) -> Created:
    """Make a person who signs in with this password and the authenticator secret returned: `secret`, or a fresh one.

    For whoever runs the machine, who could as well write to the database; so it asks no proof and is audited.
    Raises `BadLogin`, `BadName`, `WeakPassword`, `LoginTaken`.
    """
    now = clock.now()
    clean, kept_name, wanted = clean_login(login), clean_name(name), sorted(set(roles))
    passwords.check_strength(password, [clean, kept_name])
    password_hash = await passwords.hash_password(password)
    secret, codes = secret or totp.new_secret(), recovery.new_codes()
    async with db.transaction() as tx:
        uid = uuid7()
        staff = await staff_store.add(tx, uid=uid, login=clean, name=kept_name, language=language, at=now)
        if staff is None:
            raise LoginTaken
        await store.save_totp(tx, staff, totp.seal(keys, secret, uid.bytes), 0)
        await store.save_password(tx, staff, password_hash)
        await store.replace_codes(tx, staff, [recovery.digest(keys, uid.bytes, code) for code in codes])
        await staff_store.set_roles(tx, staff, wanted)
        await staff_store.set_groups(tx, staff, groups)
        await _record(tx, staff, actor=None, roles=wanted, by="command")
    return Created(staff, secret, totp.uri(secret, clean), codes)


async def _record(tx: Tx, staff: StaffId, *, actor: Actor | None, roles: list[Role], by: str) -> None:
    await audit.record(
        tx, actor=actor, action="staff.created", subject="staff", subject_id=staff, detail={"roles": roles, "by": by}
    )
