"""Only administrators decide who is what, none of them alone for themselves, and never without a fresh proof."""

import asyncio
import base64
from typing import Any

import pytest

from dengta.accounts.create import create_first_administrator
from dengta.accounts.enrol import ByPassword, Enrolled, enrol
from dengta.accounts.errors import (
    AlreadySetUp,
    InvitationGone,
    LastAdministrator,
    LoginTaken,
    NotFound,
    NotOneself,
    SignInFailed,
    StepUpNeeded,
    Unauthenticated,
    WeakPassword,
    WrongCode,
)
from dengta.accounts.groups import add_group, rename_group
from dengta.accounts.invite import invite, invite_again, withdraw
from dengta.accounts.model import Actor, Role
from dengta.accounts.people import rename, restore, set_access, suspend
from dengta.accounts.totp import new_secret
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from tests.support.clock import FakeClock
from tests.support.staff import PASSWORD, Desk, rows

ROLES = "select role from accounts_staff_role where staff_id = %s order by role"


@pytest.fixture
def desk(db: Database, keys: Keys, clock: FakeClock) -> Desk:
    return Desk(db, keys, clock)


def by_password(desk: Desk, **changed: str) -> ByPassword:
    secret = new_secret()
    return ByPassword(**({"password": PASSWORD, "secret": secret, "code": desk.code(secret)} | changed))


async def take_up(desk: Desk, token: str, choice: ByPassword | None = None) -> Enrolled:
    chosen = choice or by_password(desk)
    return await enrol(token, "Bo", chosen, language="en", visitor=desk.visitor, **desk.tools)


async def give(desk: Desk, actor: Actor, staff: StaffId, *roles: Role, groups: tuple[int, ...] = ()) -> None:
    teams = [GroupId(group) for group in groups]
    await set_access(staff, roles=roles, groups=teams, actor=actor, db=desk.db, clock=desk.clock)


async def test_an_invited_person_enrols_with_what_they_were_given(desk: Desk) -> None:
    admin = await desk.signed_in("admin", Role.ADMINISTRATOR)
    invited = await invite("bo@example.org", "Bo", roles=[Role.AGENT], groups=[GroupId(2)], actor=admin, **desk.tools)
    enrolled = await take_up(desk, invited.token)
    actor = await desk.actor(enrolled.session)
    assert (actor.name, actor.roles, actor.groups) == ("Bo", {Role.AGENT}, {2})
    assert len(enrolled.recovery_codes) == 10


async def test_an_invitation_is_good_once_even_twice_at_once(desk: Desk) -> None:
    """I28: eternal invites."""
    admin = await desk.signed_in("admin", Role.ADMINISTRATOR)
    invited = await invite("bo", "Bo", roles=[Role.AGENT], actor=admin, **desk.tools)
    tries = await asyncio.gather(*[take_up(desk, invited.token) for _ in range(3)], return_exceptions=True)
    assert sorted(isinstance(outcome, InvitationGone) for outcome in tries) == [False, True, True]


async def test_an_invitation_lapses_after_three_days(desk: Desk) -> None:
    """I28."""
    admin = await desk.signed_in("admin", Role.ADMINISTRATOR)
    invited = await invite("bo", "Bo", roles=[Role.AGENT], actor=admin, **desk.tools)
    desk.clock.advance(hours=72, seconds=1)
    with pytest.raises(InvitationGone):
        await take_up(desk, invited.token)


async def test_an_invitation_withdrawn_is_gone_and_makes_room_for_another(desk: Desk) -> None:
    admin = await desk.signed_in("admin", Role.ADMINISTRATOR)
    invited = await invite("bo", "Bo", roles=[Role.AGENT], actor=admin, **desk.tools)
    with pytest.raises(LoginTaken):
        await invite("BO", "Bo", roles=[Role.AGENT], actor=admin, **desk.tools)
    await withdraw(invited.id, actor=admin, db=desk.db, clock=desk.clock)
    with pytest.raises(InvitationGone):
        await take_up(desk, invited.token)
    await invite("bo", "Bo", roles=[Role.AGENT], actor=admin, **desk.tools)


async def test_an_invitation_cannot_be_made_up_or_prolonged(desk: Desk) -> None:
    """I28: guessable links."""
    admin = await desk.signed_in("admin", Role.ADMINISTRATOR)
    token = (await invite("bo", "Bo", roles=[Role.AGENT], actor=admin, **desk.tools)).token
    raw = bytearray(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    raw[16] ^= 1
    prolonged = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    for forged in ("", "x", "!!!", "é", token[:-1], token + "A", prolonged, "A" * len(token)):
        with pytest.raises(InvitationGone):
            await take_up(desk, forged)
    assert token not in str(await rows(desk.db, "select to_jsonb(i)::text from accounts_invitation i"))


async def test_a_refused_password_or_code_does_not_use_the_invitation_up(desk: Desk) -> None:
    admin = await desk.signed_in("admin", Role.ADMINISTRATOR)
    token = (await invite("bo", "Bo", roles=[Role.AGENT], actor=admin, **desk.tools)).token
    with pytest.raises(WeakPassword):
        await take_up(desk, token, by_password(desk, password="password1234"))
    with pytest.raises(WrongCode):
        await take_up(desk, token, by_password(desk, code="000000"))
    await take_up(desk, token)


async def test_beginning_again_ends_every_old_proof_and_session(desk: Desk) -> None:
    admin = await desk.signed_in("admin", Role.ADMINISTRATOR)
    bo = await desk.person("bo", Role.AGENT)
    old = await desk.sign_in("bo", bo.totp_secret)
    link = await invite_again(bo.staff_id, actor=admin, **desk.tools)
    await desk.actor(old)
    fresh = await take_up(desk, link.token)
    assert fresh.staff_id == bo.staff_id
    with pytest.raises(Unauthenticated):
        await desk.actor(old)
    desk.clock.advance(seconds=60)
    with pytest.raises(SignInFailed):
        await desk.sign_in("bo", bo.totp_secret)
    assert (await desk.actor(fresh.session)).roles == {Role.AGENT}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
async def test_nobody_else_manages_people_or_groups(desk: Desk, role: Role) -> None:
    actor = await desk.signed_in("ana", role)
    bo = await desk.person("bo", Role.AGENT)
    tries: list[Any] = [
        invite("cy", "Cy", roles=[Role.ADMINISTRATOR], actor=actor, **desk.tools),
        invite_again(bo.staff_id, actor=actor, **desk.tools),
        give(desk, actor, bo.staff_id, Role.ADMINISTRATOR),
        give(desk, actor, actor.staff_id, Role.ADMINISTRATOR),
        suspend(bo.staff_id, actor=actor, db=desk.db, clock=desk.clock),
        restore(bo.staff_id, actor=actor, db=desk.db, clock=desk.clock),
        rename(bo.staff_id, "Impostor", actor=actor, db=desk.db),
        add_group("vip", "VIP", "贵宾", actor=actor, db=desk.db),
        rename_group(GroupId(1), "X", "X", actor=actor, db=desk.db),
    ]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [NotFound] * len(tries)
    assert await rows(desk.db, ROLES, (actor.staff_id,)) == [role]


async def test_an_administrator_does_not_give_themselves_a_role_but_may_give_one_up(desk: Desk) -> None:
    admin = await desk.signed_in("admin", Role.ADMINISTRATOR, Role.LEAD)
    with pytest.raises(NotOneself):
        await give(desk, admin, admin.staff_id, Role.ADMINISTRATOR, Role.SECURITY_OFFICER)
    await give(desk, admin, admin.staff_id, Role.ADMINISTRATOR)
    assert await rows(desk.db, ROLES, (admin.staff_id,)) == ["administrator"]


async def test_the_last_administrator_stays(desk: Desk) -> None:
    admin = await desk.signed_in("admin", Role.ADMINISTRATOR)
    with pytest.raises(LastAdministrator):
        await give(desk, admin, admin.staff_id)
    with pytest.raises(NotOneself):
        await suspend(admin.staff_id, actor=admin, db=desk.db, clock=desk.clock)


async def test_two_administrators_do_not_remove_each_other_at_once(desk: Desk) -> None:
    ana, bo = await desk.signed_in("ana", Role.ADMINISTRATOR), await desk.signed_in("bo", Role.ADMINISTRATOR)
    tries = [give(desk, ana, bo.staff_id, Role.AGENT), give(desk, bo, ana.staff_id, Role.AGENT)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 1
    assert await rows(desk.db, "select count(*) from accounts_staff_role where role = 'administrator'") == [1]


async def test_a_suspended_person_is_out_at_once_and_back_when_restored(desk: Desk) -> None:
    admin = await desk.signed_in("admin", Role.ADMINISTRATOR)
    bo = await desk.person("bo", Role.AGENT)
    opened = await desk.sign_in("bo", bo.totp_secret)
    await suspend(bo.staff_id, actor=admin, db=desk.db, clock=desk.clock)
    with pytest.raises(Unauthenticated):
        await desk.actor(opened)
    await restore(bo.staff_id, actor=admin, db=desk.db, clock=desk.clock)
    with pytest.raises(Unauthenticated):
        await desk.actor(opened)
    desk.clock.advance(seconds=60)
    await desk.sign_in("bo", bo.totp_secret)


async def test_what_changes_who_gets_in_needs_a_fresh_proof(desk: Desk) -> None:
    admin = await desk.signed_in("admin", Role.ADMINISTRATOR)
    bo = await desk.person("bo", Role.AGENT)
    desk.clock.advance(minutes=10, seconds=1)
    for change in (
        invite("cy", "Cy", roles=[Role.AGENT], actor=admin, **desk.tools),
        invite_again(bo.staff_id, actor=admin, **desk.tools),
        give(desk, admin, bo.staff_id, Role.LEAD),
        suspend(bo.staff_id, actor=admin, db=desk.db, clock=desk.clock),
    ):
        with pytest.raises(StepUpNeeded):
            await change


async def test_changes_of_access_are_audited_and_told(desk: Desk) -> None:
    admin = await desk.signed_in("admin", Role.ADMINISTRATOR)
    bo = await desk.person("bo", Role.AGENT)
    await give(desk, admin, bo.staff_id, Role.LEAD, groups=(1, 3))
    (detail,) = await rows(desk.db, "select detail from accounts_audit where action = 'staff.access_changed'")
    assert detail == {"roles": ["lead"], "was": ["agent"], "groups": [1, 3]}
    assert await rows(desk.db, "select topic from platform_outbox") == ["accounts.access_changed"]


async def test_the_first_administrator_is_one_however_many_try(desk: Desk) -> None:
    choices = [by_password(desk) for _ in range(4)]
    tries = [
        create_first_administrator(f"a{number}", "A", choice, language="zh_Hans", visitor=desk.visitor, **desk.tools)
        for number, choice in enumerate(choices)
    ]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(outcome, Enrolled) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, AlreadySetUp) for outcome in outcomes) == 3
    assert await rows(desk.db, "select count(*) from accounts_staff") == [1]


async def test_a_group_keeps_its_key_and_has_a_name_in_both_languages(desk: Desk) -> None:
    admin = await desk.signed_in("admin", Role.ADMINISTRATOR)
    group = await add_group("vip", "VIP", "贵宾", actor=admin, db=desk.db)
    await rename_group(group.id, "Key customers", "重点客户", actor=admin, db=desk.db)
    assert await rows(desk.db, "select name_zh from accounts_group where key = 'vip'") == ["重点客户"]
