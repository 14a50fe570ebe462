"""A token is findable when it leaks, narrow while it lives, and dies with its maker."""

import re
from datetime import timedelta

import pytest

from dengta.accounts.errors import BadInput, NotFound, StepUpNeeded, Unauthenticated
from dengta.accounts.model import Actor, Role, Scope
from dengta.accounts.people import suspend
from dengta.accounts.tokens import MadeToken, find_token, find_token_actor, make_token, revoke_token, well_formed
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from tests.support.clock import FakeClock
from tests.support.staff import Desk, rows


@pytest.fixture
def desk(db: Database, keys: Keys, clock: FakeClock) -> Desk:
    return Desk(db, keys, clock)


async def make(desk: Desk, actor: Actor, *scopes: str, lasts: timedelta | None = None) -> MadeToken:
    wanted = scopes or (Scope.DESK_READ,)
    return await make_token("Reports", wanted, lasts=lasts, actor=actor, db=desk.db, clock=desk.clock)


async def test_a_token_speaks_for_its_maker_within_its_scopes(desk: Desk) -> None:
    lead = await desk.signed_in("ana", Role.LEAD)
    made = await make(desk, lead, Scope.DESK_READ)
    actor = await find_token_actor(made.raw, db=desk.db)
    assert (actor.staff_id, actor.roles, actor.token_scopes) == (lead.staff_id, {Role.LEAD}, {"desk:read"})
    assert await rows(desk.db, "select last_used_at is not null from accounts_token") == [True]


async def test_a_token_can_be_told_from_noise_and_is_kept_as_a_digest(desk: Desk) -> None:
    made = await make(desk, await desk.signed_in("ana", Role.LEAD))
    assert re.fullmatch(r"dgt_[0-9A-Za-z]{49}", made.raw)
    assert well_formed(made.raw)
    changed = made.raw[:10] + ("a" if made.raw[10] != "a" else "b") + made.raw[11:]
    assert not any(well_formed(other) for other in ("", "dgt_", changed, made.raw + "x", made.raw[:-1] + "é"))
    assert made.raw not in str(await rows(desk.db, "select to_jsonb(t)::text from accounts_token t"))
    assert made.raw not in repr(made)


async def test_a_token_dies_when_revoked_when_expired_and_with_its_maker(desk: Desk) -> None:
    admin, lead = await desk.signed_in("admin", Role.ADMINISTRATOR), await desk.signed_in("ana", Role.LEAD)
    revoked, lapsed, orphan = [await make(desk, lead, lasts=timedelta(days=1)) for _ in range(3)]
    await rows(desk.db, "update accounts_token set expires_at = now() + interval '1 day' returning 1")
    async with desk.db.transaction() as tx:
        ids = [found.id for made in (revoked, lapsed) if (found := await find_token(tx, made.raw))]
    await revoke_token(ids[0], actor=lead, db=desk.db, clock=desk.clock)
    await rows(desk.db, "update accounts_token set expires_at = now() where id = %s returning 1", (ids[1],))
    for dead in (revoked, lapsed):
        with pytest.raises(Unauthenticated):
            await find_token_actor(dead.raw, db=desk.db)
    await find_token_actor(orphan.raw, db=desk.db)
    await suspend(lead.staff_id, actor=admin, db=desk.db, clock=desk.clock)
    with pytest.raises(Unauthenticated):
        await find_token_actor(orphan.raw, db=desk.db)


async def test_one_person_does_not_revoke_anothers_token_but_an_administrator_does(desk: Desk) -> None:
    ana, bo = await desk.signed_in("ana", Role.LEAD), await desk.signed_in("bo", Role.LEAD)
    admin = await desk.signed_in("admin", Role.ADMINISTRATOR)
    await make(desk, ana)
    (token,) = await rows(desk.db, "select id from accounts_token")
    with pytest.raises(NotFound):
        await revoke_token(token, actor=bo, db=desk.db, clock=desk.clock)
    await revoke_token(token, actor=admin, db=desk.db, clock=desk.clock)


async def test_a_token_makes_and_revokes_no_tokens(desk: Desk) -> None:
    lead = await desk.signed_in("ana", Role.LEAD)
    made = await make(desk, lead, *Scope)
    program = await find_token_actor(made.raw, db=desk.db)
    with pytest.raises(NotFound):
        await make(desk, program)
    with pytest.raises(NotFound):
        await revoke_token(program.token_id or 0, actor=program, db=desk.db, clock=desk.clock)


async def test_making_one_needs_a_role_a_known_scope_a_sane_life_and_a_fresh_proof(desk: Desk) -> None:
    lead, agent = await desk.signed_in("ana", Role.LEAD), await desk.signed_in("bo", Role.AGENT)
    with pytest.raises(NotFound):
        await make(desk, agent)
    with pytest.raises(BadInput):
        await make(desk, lead, "everything")
    for lasts in (timedelta(), timedelta(days=-1), timedelta(days=100_000)):
        with pytest.raises(BadInput):
            await make(desk, lead, lasts=lasts)
    desk.clock.advance(minutes=11)
    with pytest.raises(StepUpNeeded):
        await make(desk, lead)
