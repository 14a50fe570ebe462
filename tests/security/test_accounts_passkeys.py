"""A passkey's answer counts once, here, soon, from its own device, with its user verified."""

from dataclasses import replace
from typing import Any

import pytest

from dengta.accounts import passkeys
from dengta.accounts.create import create_first_administrator
from dengta.accounts.enrol import ByPasskey, Enrolled
from dengta.accounts.errors import PasskeyRefused, PasskeysUnavailable
from dengta.accounts.model import Role
from dengta.accounts.passkeys import Site, site_of
from dengta.accounts.sign_in import prove_with_passkey, sign_in_with_passkey
from dengta.kernel.ids import uuid7
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from tests.support.authenticator import Authenticator
from tests.support.clock import FakeClock
from tests.support.staff import Desk, rows

SITE = Site("desk.example.org", ("https://desk.example.org",))
ORIGIN = SITE.origins[0]
REFUSED = "select subject_id from accounts_audit where action = 'session.refused' order by id"


@pytest.fixture
def desk(db: Database, keys: Keys, clock: FakeClock) -> Desk:
    return Desk(db, keys, clock)


async def first(desk: Desk, device: Authenticator) -> Enrolled:
    """The desk set up by someone with this passkey."""
    choice = ByPasskey(device.create(registering(desk, "ana")), "My phone", SITE)
    return await create_first_administrator("ana", "Ana", choice, language="en", visitor=desk.visitor, **desk.tools)


def registering(desk: Desk, login: str) -> dict[str, Any]:
    return passkeys.registration_options(
        uuid7(), login, login, known=[], site=SITE, keys=desk.keys, at=desk.clock.now()
    )


def asked(desk: Desk, purpose: Any = "sign_in") -> dict[str, Any]:
    return passkeys.sign_in_options(purpose, site=SITE, keys=desk.keys, at=desk.clock.now())


async def enter(desk: Desk, answer: dict[str, Any]) -> Any:
    return await sign_in_with_passkey(answer, site=SITE, visitor=desk.visitor, **desk.tools)


async def test_a_passkey_signs_its_owner_in(desk: Desk) -> None:
    device = Authenticator(ORIGIN)
    enrolled = await first(desk, device)
    opened = await enter(desk, device.get(asked(desk)))
    assert (await desk.actor(opened)).staff_id == enrolled.staff_id
    assert await rows(desk.db, "select sign_count from accounts_passkey") == [1]
    assert await rows(desk.db, "select method from accounts_session order by id") == ["enrolment", "passkey"]


async def test_an_answer_counts_once(desk: Desk) -> None:
    device = Authenticator(ORIGIN)
    await first(desk, device)
    answer = device.get(asked(desk))
    await enter(desk, answer)
    with pytest.raises(PasskeyRefused):
        await enter(desk, answer)


async def test_an_answer_must_come_soon(desk: Desk) -> None:
    device = Authenticator(ORIGIN)
    await first(desk, device)
    options = asked(desk)
    desk.clock.advance(minutes=5, seconds=1)
    with pytest.raises(PasskeyRefused):
        await enter(desk, device.get(options))


async def test_an_answer_given_to_another_site_is_worth_nothing_here(desk: Desk) -> None:
    device = Authenticator(ORIGIN)
    await first(desk, device)
    device.origin = "https://desk.example.org.evil.example"
    with pytest.raises(PasskeyRefused):
        await enter(desk, device.get(asked(desk)))


async def test_an_answer_without_its_user_verified_is_refused(desk: Desk) -> None:
    device = Authenticator(ORIGIN)
    await first(desk, device)
    device.verifies = False
    with pytest.raises(PasskeyRefused):
        await enter(desk, device.get(asked(desk)))


async def test_a_counter_that_stands_still_shows_a_copy(desk: Desk) -> None:
    device = Authenticator(ORIGIN)
    await first(desk, device)
    await enter(desk, device.get(asked(desk)))
    device.counts = False
    with pytest.raises(PasskeyRefused):
        await enter(desk, device.get(asked(desk)))


async def test_an_authenticator_that_never_counts_is_fine(desk: Desk) -> None:
    device = Authenticator(ORIGIN, counts=False)
    await first(desk, device)
    for _ in range(2):
        await enter(desk, device.get(asked(desk)))


async def test_someone_elses_signature_is_refused(desk: Desk) -> None:
    device, thief = Authenticator(ORIGIN), Authenticator(ORIGIN)
    await first(desk, device)
    thief.credential_id = device.credential_id
    thief.count = 50
    with pytest.raises(PasskeyRefused):
        await enter(desk, thief.get(asked(desk)))


async def test_a_challenge_serves_the_purpose_it_was_made_for(desk: Desk) -> None:
    device = Authenticator(ORIGIN)
    enrolled = await first(desk, device)
    with pytest.raises(PasskeyRefused):
        await enter(desk, device.get(asked(desk, "prove")))
    actor = await desk.actor(enrolled.session)
    with pytest.raises(PasskeyRefused):
        await prove_with_passkey(device.get(asked(desk)), actor=actor, site=SITE, **desk.tools)
    await prove_with_passkey(device.get(asked(desk, "prove")), actor=actor, site=SITE, **desk.tools)


async def test_one_persons_passkey_does_not_prove_another(desk: Desk) -> None:
    device = Authenticator(ORIGIN)
    enrolled = await first(desk, device)
    other = await desk.person("bo", Role.AGENT)
    actor = replace(await desk.actor(enrolled.session), staff_id=other.staff_id)
    with pytest.raises(PasskeyRefused):
        await prove_with_passkey(device.get(asked(desk, "prove")), actor=actor, site=SITE, **desk.tools)
    assert await rows(desk.db, REFUSED) == [other.staff_id]


async def test_a_refused_passkey_is_audited_and_counts_against_its_owner(desk: Desk) -> None:
    device = Authenticator(ORIGIN)
    enrolled = await first(desk, device)
    await rows(desk.db, "update accounts_read_limit set alarm_above = 2 where kind = 'sign_in' returning 1")
    device.origin = "https://desk.example.org.evil.example"
    for _ in range(3):
        with pytest.raises(PasskeyRefused):
            await enter(desk, device.get(asked(desk)))
    assert await rows(desk.db, REFUSED) == [enrolled.staff_id] * 3
    assert await rows(desk.db, "select staff_id from accounts_alarm where per = 'hour'") == [enrolled.staff_id]


async def test_a_stranger_fills_no_audit_log_with_answers_and_keeps_nobody_waiting(desk: Desk) -> None:
    device, thief = Authenticator(ORIGIN), Authenticator(ORIGIN)
    await first(desk, device)
    thief.create(registering(desk, "bo"))
    for _ in range(40):
        with pytest.raises(PasskeyRefused):
            await enter(desk, thief.get(asked(desk)))
    assert await rows(desk.db, REFUSED) == [None] * 30
    await enter(desk, device.get(asked(desk)))


async def test_a_suspended_person_stays_out(desk: Desk) -> None:
    device = Authenticator(ORIGIN)
    await first(desk, device)
    await rows(desk.db, "update accounts_staff set state = 'suspended', suspended_at = now() returning 1")
    with pytest.raises(PasskeyRefused):
        await enter(desk, device.get(asked(desk)))


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"response": {}},
        {"response": None},
        {"rawId": 7, "response": {"clientDataJSON": "e30"}},
        {"rawId": "AA", "response": {"clientDataJSON": "bm90IGpzb24"}},
        {"rawId": "AA", "response": {"clientDataJSON": "eyJjaGFsbGVuZ2UiOiJBQUFBIn0"}},
        {"rawId": "AA", "response": {"clientDataJSON": "WyJhIl0"}},
    ],
)
async def test_a_malformed_answer_is_refused_and_breaks_nothing(desk: Desk, answer: dict[str, Any]) -> None:
    with pytest.raises(PasskeyRefused):
        await enter(desk, answer)


def test_passkeys_need_a_host_name_and_loopback_is_localhost(settings: Settings) -> None:
    assert site_of(replace(settings, base_url="http://127.0.0.1:8400")) == Site("localhost", ("http://localhost:8400",))
    assert site_of(replace(settings, base_url="https://desk.example.org")) == SITE
    with pytest.raises(PasskeysUnavailable):
        site_of(replace(settings, base_url="http://192.0.2.7:8400"))
