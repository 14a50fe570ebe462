"""Sign in: with a passkey, or with a password and a second proof."""

from datetime import datetime

from dengta.accounts import audit, passkeys, passwords, recovery, throttle, totp
from dengta.accounts.errors import BadLogin, PasskeyRefused, SignInFailed, Unauthenticated
from dengta.accounts.model import Actor, Method
from dengta.accounts.names import clean_login
from dengta.accounts.passkeys import Answer, Site
from dengta.accounts.ring import count
from dengta.accounts.sessions import SignedIn, Visitor, open_session
from dengta.accounts.store import credentials as store
from dengta.accounts.store import sessions as session_store
from dengta.accounts.store.credentials import Proofs
from dengta.kernel.clock import Clock
from dengta.kernel.ids import StaffId
from dengta.platform.db import Database, Tx
from dengta.platform.keys import Keys


async def sign_in(
    login: str, password: str, code: str, *, visitor: Visitor, keys: Keys, db: Database, clock: Clock
) -> SignedIn:
    """Open a session for a login, its password, and a code from its authenticator or a recovery code.

    Every attempt counts before it is looked at. Raises `SignInFailed`, the same and after the same work whatever
    was wrong and whether or not the login exists; `TooManyAttempts` while the login or the address must wait.
    """
    now = clock.now()
    try:
        name = clean_login(login)
    except BadLogin:
        name = login.strip().lower()[:200]  # counts and takes as long as any other
    attempt = throttle.gates(keys, name, visitor.address)
    async with db.transaction() as tx:
        await throttle.count_attempt(tx, attempt, now)
        kept = await store.find_by_login(tx, name)
    right = await passwords.matches(kept.password_hash if kept else None, password)
    async with db.transaction() as tx:
        method = await _second_proof(tx, kept, code, right=right, keys=keys, at=now)
        if kept is not None and method is not None:
            await throttle.clear(tx, attempt, now)
            opened = await open_session(tx, StaffId(kept.id), method, visitor, now)
            return await _with_codes_left(tx, opened, method)
        await _note_refused(tx, kept.id if kept else None, Method.PASSWORD)
    raise SignInFailed


async def sign_in_with_passkey(
    answer: Answer, *, site: Site, visitor: Visitor, keys: Keys, db: Database, clock: Clock
) -> SignedIn:
    """Open a session for whoever owns the passkey that answered. Raises `PasskeyRefused`.

    A refusal is audited and counted, up to a rate from one address, because anybody can send answers; however many
    come, a good one is never kept waiting.
    """
    now = clock.now()
    try:
        async with db.transaction() as tx:
            await store.forget_spent(tx, now)
            known = await passkeys.check_sign_in(tx, answer, "sign_in", site=site, keys=keys, at=now)
            return await open_session(tx, StaffId(known.staff_id), Method.PASSKEY, visitor, now)
    except PasskeyRefused:
        async with db.transaction() as tx:
            if await throttle.may_note(tx, throttle.passkey_gate(keys, visitor.address), now):
                await _note_refused(tx, await passkeys.owner_of(tx, answer), Method.PASSKEY)
        raise


async def prove_with_passkey(
    answer: Answer, *, actor: Actor, site: Site, keys: Keys, db: Database, clock: Clock
) -> None:
    """Prove again who is at this session, before something that changes who can get in."""
    now = clock.now()
    try:
        async with db.transaction() as tx:
            known = await passkeys.check_sign_in(tx, answer, "prove", site=site, keys=keys, at=now)
            if known.staff_id != actor.staff_id:
                raise PasskeyRefused
            await _prove(tx, actor, now)
    except PasskeyRefused:
        async with db.transaction() as tx:
            await _note_refused(tx, actor.staff_id, Method.PASSKEY, actor)
        raise


async def prove(
    password: str, code: str, *, actor: Actor, visitor: Visitor, keys: Keys, db: Database, clock: Clock
) -> None:
    """The same with password and second proof. Raises as `sign_in` does."""
    now = clock.now()
    async with db.transaction() as tx:
        kept = await store.find(tx, actor.staff_id)
        if kept is None:
            raise Unauthenticated
        attempt = throttle.gates(keys, kept.login, visitor.address)
        await throttle.count_attempt(tx, attempt, now)
    right = await passwords.matches(kept.password_hash, password)
    async with db.transaction() as tx:
        if await _second_proof(tx, kept, code, right=right, keys=keys, at=now) is not None:
            await throttle.clear(tx, attempt, now)
            await _prove(tx, actor, now)
            return
        await _note_refused(tx, actor.staff_id, Method.PASSWORD, actor)
    raise SignInFailed


async def _note_refused(tx: Tx, tried: int | None, method: Method, actor: Actor | None = None) -> None:
    """That somebody could not prove who they are; it counts against the account they tried, if there is one."""
    detail = {"method": method.value}
    await audit.record(tx, actor=actor, action="session.refused", subject="staff", subject_id=tried, detail=detail)
    if tried is not None:
        await count(tx, StaffId(tried), "sign_in")


async def _second_proof(
    tx: Tx, kept: Proofs | None, code: str, *, right: bool, keys: Keys, at: datetime
) -> Method | None:
    """How the person proved themselves, the code used up; None when they did not. Only a right password uses a code."""
    locked = await store.take(tx, StaffId(kept.id if kept else 0))
    if not right or locked is None or locked.state != "active" or locked.totp_secret is None:
        return None
    staff, owner = StaffId(locked.id), locked.uid.bytes
    if kept is None or locked.password_hash != kept.password_hash:
        return None  # changed while we were looking
    if recovery.looks_like_one(code):
        spent = await store.claim_code(tx, staff, recovery.digest(keys, owner, code), at)
        return Method.RECOVERY_CODE if spent else None
    secret = totp.unseal(keys, locked.totp_secret, owner)
    step = totp.matching_step(secret, code, at, after=locked.totp_last_step) if secret else None
    if step is None:
        return None
    await store.save_step(tx, staff, step)
    return Method.PASSWORD


async def _with_codes_left(tx: Tx, opened: SignedIn, method: Method) -> SignedIn:
    if method is not Method.RECOVERY_CODE:
        return opened
    left = await store.codes_left(tx, opened.staff_id)
    return SignedIn(opened.staff_id, opened.session_id, opened.token, codes_left=left)


async def _prove(tx: Tx, actor: Actor, at: datetime) -> None:
    if actor.session_id is None:
        raise Unauthenticated
    await session_store.prove(tx, actor.session_id, at)
    await audit.record(tx, actor=actor, action="session.proven", subject="staff", subject_id=actor.staff_id)
