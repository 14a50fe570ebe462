"""Change what one signs in with: password, authenticator, recovery codes, passkeys. Always freshly proven."""

from typing import Any

from dengta.accounts import audit, passkeys, passwords, recovery, totp
from dengta.accounts.errors import LastProof, NotFound, PasskeyRefused, Unauthenticated, WrongCode
from dengta.accounts.model import Actor, Detail
from dengta.accounts.names import clean_name
from dengta.accounts.passkeys import Answer, Site
from dengta.accounts.sessions import end, require_fresh
from dengta.accounts.store import credentials as store
from dengta.kernel.clock import Clock
from dengta.platform.db import Database, Tx
from dengta.platform.keys import Keys


async def set_password(
    password: str, secret: str, code: str, *, actor: Actor, keys: Keys, db: Database, clock: Clock
) -> tuple[str, ...]:
    """Password sign-in from now on: a password, an authenticator whose code proves it, ten new recovery codes.

    One step whether these are the first or replace others, so that none of the three is ever older than another.
    Every other session ends. Raises `WeakPassword`, `WrongCode`, `StepUpNeeded`.
    """
    now = clock.now()
    step = totp.matching_step(secret, code, now)
    if step is None:
        raise WrongCode
    async with db.transaction() as tx:
        await require_fresh(tx, actor, now)
        kept = await _load(tx, actor)
    passwords.check_strength(password, [kept.login, kept.name])
    password_hash, codes = await passwords.hash_password(password), recovery.new_codes()
    owner = kept.uid.bytes
    async with db.transaction() as tx:
        await store.take(tx, actor.staff_id)
        await store.save_totp(tx, actor.staff_id, totp.seal(keys, secret, owner), step)
        await store.save_password(tx, actor.staff_id, password_hash)
        await store.replace_codes(tx, actor.staff_id, [recovery.digest(keys, owner, code) for code in codes])
        await _record(tx, actor, "password.set")
        await end(tx, actor.staff_id, now, actor=actor, keep=actor.session_id)
    return codes


async def change_password(password: str, *, actor: Actor, db: Database, clock: Clock) -> None:
    """A new password beside the authenticator one has. Every other session ends."""
    now = clock.now()
    async with db.transaction() as tx:
        await require_fresh(tx, actor, now)
        kept = await _load(tx, actor)
    if kept.totp_secret is None:
        raise NotFound
    passwords.check_strength(password, [kept.login, kept.name])
    password_hash = await passwords.hash_password(password)
    async with db.transaction() as tx:
        await store.save_password(tx, actor.staff_id, password_hash)
        await _record(tx, actor, "password.set")
        await end(tx, actor.staff_id, now, actor=actor, keep=actor.session_id)


async def renew_codes(*, actor: Actor, keys: Keys, db: Database, clock: Clock) -> tuple[str, ...]:
    """Ten new recovery codes; the old ones stop working."""
    async with db.transaction() as tx:
        await require_fresh(tx, actor, clock.now())
        kept = await _load(tx, actor)
        if kept.totp_secret is None:
            raise NotFound
        codes = recovery.new_codes()
        digests = [recovery.digest(keys, kept.uid.bytes, code) for code in codes]
        await store.replace_codes(tx, actor.staff_id, digests)
        await _record(tx, actor, "recovery_codes.renewed")
    return codes


async def passkey_options(*, actor: Actor, site: Site, keys: Keys, db: Database, clock: Clock) -> dict[str, Any]:
    """What the browser needs to make one more passkey for this person."""
    now = clock.now()
    async with db.transaction() as tx:
        await require_fresh(tx, actor, now)
        kept = await _load(tx, actor)
        known = [passkey.credential_id for passkey in await store.passkeys(tx, actor.staff_id)]
    return passkeys.registration_options(kept.uid, kept.login, kept.name, known=known, site=site, keys=keys, at=now)


async def add_passkey(
    answer: Answer, name: str, *, actor: Actor, site: Site, keys: Keys, db: Database, clock: Clock
) -> int:
    """Keep a passkey the browser has just made for this person. Raises `PasskeyRefused`."""
    now, called = clock.now(), clean_name(name)
    async with db.transaction() as tx:
        await require_fresh(tx, actor, now)
        kept = await _load(tx, actor)
        owner, passkey = await passkeys.check_registration(tx, answer, site=site, keys=keys, at=now)
        added = await store.add_passkey(tx, actor.staff_id, passkey, called, now) if owner == kept.uid else None
        if added is None:
            raise PasskeyRefused
        await _record(tx, actor, "passkey.added", {"passkey": added})
    return added


async def remove_passkey(passkey: int, *, actor: Actor, db: Database, clock: Clock) -> None:
    """Forget a passkey. Raises `LastProof` when there would be no way left to sign in."""
    async with db.transaction() as tx:
        await require_fresh(tx, actor, clock.now())
        kept = await store.take(tx, actor.staff_id)
        if not await store.drop_passkey(tx, actor.staff_id, passkey):
            raise NotFound
        if kept is not None and kept.password_hash is None and not await store.passkeys(tx, actor.staff_id):
            raise LastProof
        await _record(tx, actor, "passkey.removed", {"passkey": passkey})


async def _load(tx: Tx, actor: Actor) -> store.Proofs:
    kept = await store.find(tx, actor.staff_id)
    if kept is None:
        raise Unauthenticated
    return kept


async def _record(tx: Tx, actor: Actor, action: str, detail: Detail | None = None) -> None:
    await audit.record(tx, actor=actor, action=action, subject="staff", subject_id=actor.staff_id, detail=detail)
