"""What stays open is asked again who it was opened for (I21, I23)."""

from datetime import timedelta

import pytest

from dengta.accounts.errors import Unauthenticated
from dengta.accounts.model import Actor, Role, Scope
from dengta.accounts.people import set_access, suspend
from dengta.accounts.public import Standing
from dengta.accounts.sessions import end_session
from dengta.accounts.tokens import find_token_actor, make_token, revoke_token
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from tests.support.clock import FakeClock
from tests.support.staff import Desk


@pytest.fixture
def desk(db: Database, keys: Keys, clock: FakeClock) -> Desk:
    return Desk(db, keys, clock)


def standing(desk: Desk, actor: Actor, seconds: int = 0) -> Standing:
    return Standing(actor, every=timedelta(seconds=seconds), db=desk.db, clock=desk.clock)


async def test_roles_are_those_of_now(desk: Desk) -> None:
    admin, ana = await desk.signed_in("admin", Role.ADMINISTRATOR), await desk.signed_in("ana", Role.SECURITY_OFFICER)
    stream = standing(desk, ana)
    assert await stream.actor() == ana
    await set_access(ana.staff_id, roles=[Role.AGENT], groups=[], actor=admin, db=desk.db, clock=desk.clock)
    assert (await stream.actor()).roles == {Role.AGENT}
    assert stream.last.roles == {Role.AGENT}


async def test_a_suspended_persons_stream_ends(desk: Desk) -> None:
    admin, ana = await desk.signed_in("admin", Role.ADMINISTRATOR), await desk.signed_in("ana", Role.AGENT)
    stream = standing(desk, ana)
    await suspend(ana.staff_id, actor=admin, db=desk.db, clock=desk.clock)
    with pytest.raises(Unauthenticated):
        await stream.actor()


async def test_a_signed_out_devices_stream_ends_when_its_answer_is_stale(desk: Desk) -> None:
    ana = await desk.signed_in("ana", Role.AGENT)
    stream = standing(desk, ana, seconds=30)
    await end_session(ana.session_id or 0, actor=ana, db=desk.db, clock=desk.clock)
    assert await stream.actor() == ana
    desk.clock.advance(seconds=30)
    with pytest.raises(Unauthenticated):
        await stream.actor()


async def test_a_revoked_tokens_stream_ends(desk: Desk) -> None:
    lead = await desk.signed_in("lead", Role.LEAD)
    made = await make_token("x", [Scope.DESK_READ], lasts=None, actor=lead, db=desk.db, clock=desk.clock)
    program = await find_token_actor(made.raw, db=desk.db)
    stream = standing(desk, program)
    assert await stream.actor() == program
    await revoke_token(program.token_id or 0, actor=lead, db=desk.db, clock=desk.clock)
    with pytest.raises(Unauthenticated):
        await stream.actor()
