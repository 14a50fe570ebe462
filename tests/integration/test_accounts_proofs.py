"""Changing what one signs in with, and alarms and limits looked after."""

import pytest

from dengta.accounts.alarms import acknowledge, set_limit
from dengta.accounts.errors import BadInput, LastProof, NotFound, SignInFailed, StepUpNeeded, Unauthenticated, WrongCode
from dengta.accounts.model import ReadLimit, Role
from dengta.accounts.passkeys import Site
from dengta.accounts.proofs import (
    add_passkey,
    change_password,
    passkey_options,
    remove_passkey,
    renew_codes,
    set_password,
)
from dengta.accounts.sessions import end_other_sessions, end_session, live_sessions
from dengta.accounts.sign_in import prove, sign_in
from dengta.accounts.totp import new_secret
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from tests.support.authenticator import Authenticator
from tests.support.clock import FakeClock
from tests.support.staff import PASSWORD, Desk, rows

SITE = Site("desk.example.org", ("https://desk.example.org",))
ANOTHER = "a lantern under the bridge"


@pytest.fixture
def desk(db: Database, keys: Keys, clock: FakeClock) -> Desk:
    return Desk(db, keys, clock)


async def test_a_changed_password_signs_out_everywhere_else(desk: Desk) -> None:
    created = await desk.person("ana", Role.AGENT)
    elsewhere = await desk.sign_in("ana", created.totp_secret)
    desk.clock.advance(seconds=60)
    here = await desk.sign_in("ana", created.totp_secret)
    ana = await desk.actor(here)
    await change_password(ANOTHER, actor=ana, db=desk.db, clock=desk.clock)
    with pytest.raises(Unauthenticated):
        await desk.actor(elsewhere)
    await desk.actor(here)
    desk.clock.advance(seconds=60)
    with pytest.raises(SignInFailed):
        await desk.sign_in("ana", created.totp_secret)
    await desk.sign_in("ana", created.totp_secret, ANOTHER)


async def test_a_new_authenticator_brings_new_recovery_codes(desk: Desk) -> None:
    created = await desk.person("ana", Role.AGENT)
    ana = await desk.actor(await desk.sign_in("ana", created.totp_secret))
    secret = new_secret()
    with pytest.raises(WrongCode):
        await set_password(ANOTHER, secret, "000000", actor=ana, **desk.tools)
    codes = await set_password(ANOTHER, secret, desk.code(secret), actor=ana, **desk.tools)
    with pytest.raises(SignInFailed):
        await sign_in("ana", ANOTHER, created.recovery_codes[0], visitor=desk.visitor, **desk.tools)
    await sign_in("ana", ANOTHER, codes[0], visitor=desk.visitor, **desk.tools)
    desk.clock.advance(seconds=60)
    await desk.sign_in("ana", secret, ANOTHER)


async def test_renewed_codes_replace_the_old(desk: Desk) -> None:
    created = await desk.person("ana", Role.AGENT)
    ana = await desk.actor(await desk.sign_in("ana", created.totp_secret))
    codes = await renew_codes(actor=ana, keys=desk.keys, db=desk.db, clock=desk.clock)
    with pytest.raises(SignInFailed):
        await sign_in("ana", PASSWORD, created.recovery_codes[0], visitor=desk.visitor, **desk.tools)
    await sign_in("ana", PASSWORD, codes[9], visitor=desk.visitor, **desk.tools)


async def test_a_stale_session_changes_nothing_until_proven_again(desk: Desk) -> None:
    created = await desk.person("ana", Role.AGENT)
    ana = await desk.actor(await desk.sign_in("ana", created.totp_secret))
    desk.clock.advance(minutes=11)
    with pytest.raises(StepUpNeeded):
        await change_password(ANOTHER, actor=ana, db=desk.db, clock=desk.clock)
    with pytest.raises(SignInFailed):
        await prove("wrong", desk.code(created.totp_secret), actor=ana, visitor=desk.visitor, **desk.tools)
    await prove(PASSWORD, desk.code(created.totp_secret), actor=ana, visitor=desk.visitor, **desk.tools)
    await change_password(ANOTHER, actor=ana, db=desk.db, clock=desk.clock)


async def test_several_passkeys_may_be_kept_and_the_last_proof_not_thrown_away(desk: Desk) -> None:
    ana = await desk.signed_in("ana", Role.AGENT)
    added = []
    for number in range(2):
        options = await passkey_options(actor=ana, site=SITE, **desk.tools)
        answer = Authenticator(SITE.origins[0]).create(options)
        added.append(await add_passkey(answer, f"Key {number}", actor=ana, site=SITE, **desk.tools))
    await rows(desk.db, "update accounts_staff set password_hash = null, totp_secret = null returning 1")
    await remove_passkey(added[0], actor=ana, db=desk.db, clock=desk.clock)
    with pytest.raises(LastProof):
        await remove_passkey(added[1], actor=ana, db=desk.db, clock=desk.clock)
    with pytest.raises(NotFound):
        await remove_passkey(999, actor=ana, db=desk.db, clock=desk.clock)
    assert await rows(desk.db, "select id from accounts_passkey") == [added[1]]


async def test_one_sees_and_ends_ones_own_sessions_only(desk: Desk) -> None:
    ana, bo = await desk.signed_in("ana", Role.AGENT), await desk.signed_in("bo", Role.AGENT)
    async with desk.db.transaction() as tx:
        (seen,) = await live_sessions(tx, ana.staff_id, desk.clock.now())
    assert (seen.id, seen.device, seen.address) == (ana.session_id, "Chrome · Linux", "203.0.113.0")
    with pytest.raises(NotFound):
        await end_session(bo.session_id or 0, actor=ana, db=desk.db, clock=desk.clock)
    assert await end_other_sessions(actor=ana, db=desk.db, clock=desk.clock) == 0
    await end_session(ana.session_id or 0, actor=ana, db=desk.db, clock=desk.clock)


async def test_an_alarm_is_acknowledged_once_by_somebody_else(desk: Desk) -> None:
    officer, ana = await desk.signed_in("officer", Role.SECURITY_OFFICER), await desk.signed_in("ana", Role.LEAD)
    alarm = (
        "insert into accounts_alarm (staff_id, kind, per, since, reads, threshold, raised_at)"
        " values (%s, 'open', 'hour', now(), 90, 80, now()) returning id"
    )
    (hers,) = await rows(desk.db, alarm, (ana.staff_id,))
    (own,) = await rows(desk.db, alarm, (officer.staff_id,))
    for actor, which in ((ana, hers), (officer, own)):
        with pytest.raises(NotFound):
            await acknowledge(which, actor=actor, db=desk.db, clock=desk.clock)
    await acknowledge(hers, actor=officer, db=desk.db, clock=desk.clock)
    with pytest.raises(NotFound):
        await acknowledge(hers, actor=officer, db=desk.db, clock=desk.clock)


async def test_limits_are_set_by_those_who_watch_and_make_sense(desk: Desk) -> None:
    officer, lead = await desk.signed_in("officer", Role.SECURITY_OFFICER), await desk.signed_in("ana", Role.LEAD)
    await set_limit(ReadLimit("reveal", "hour", 5, 9), actor=officer, db=desk.db)
    with pytest.raises(NotFound):
        await set_limit(ReadLimit("reveal", "hour", 500, None), actor=lead, db=desk.db)
    for wrong in (ReadLimit("reveal", "hour", 0, None), ReadLimit("reveal", "hour", 9, 5)):
        with pytest.raises(BadInput):
            await set_limit(wrong, actor=officer, db=desk.db)
    kept = "select refuse_above from accounts_read_limit where kind = 'reveal' and per = 'hour'"
    assert await rows(desk.db, kept) == [9]
