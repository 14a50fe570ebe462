"""Nobody gets in by guessing, replaying, planting a cookie, or learning who works here."""

import asyncio
import logging

import pytest

from dengta.accounts.errors import SignInFailed, TooManyAttempts, Unauthenticated
from dengta.accounts.model import Role
from dengta.accounts.sessions import Visitor, find_actor, sign_out
from dengta.accounts.sign_in import sign_in
from dengta.accounts.throttle import count_attempt, gates
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from tests.support.clock import FakeClock
from tests.support.staff import PASSWORD, Desk, rows

SUSPEND = "update accounts_staff set state = 'suspended', suspended_at = now() where login = %s returning 1"


@pytest.fixture
def desk(db: Database, keys: Keys, clock: FakeClock) -> Desk:
    return Desk(db, keys, clock)


async def refused(desk: Desk, login: str, password: str, code: str, address: str = "198.51.100.1") -> Exception:
    with pytest.raises((SignInFailed, TooManyAttempts)) as caught:
        await sign_in(login, password, code, visitor=Visitor(address), **desk.tools)
    return caught.value


async def test_the_right_three_open_a_session_of_the_right_person(desk: Desk) -> None:
    ana = await desk.person("ana@example.org", Role.AGENT)
    opened = await desk.sign_in(" Ana@Example.org ", ana.totp_secret)
    actor = await desk.actor(opened)
    assert (actor.staff_id, actor.roles, actor.token_scopes) == (ana.staff_id, {Role.AGENT}, None)


async def test_every_wrong_answer_reads_the_same(desk: Desk) -> None:
    ana = await desk.person("ana", Role.AGENT)
    await desk.person("bo", Role.AGENT)
    await rows(
        desk.db, "update accounts_staff set state = 'suspended', suspended_at = now() where login = 'bo' returning 1"
    )
    code = desk.code(ana.totp_secret)
    tries = [
        ("nobody", PASSWORD, code),
        ("ana", "not the password", code),
        ("ana", PASSWORD, "000000"),
        ("ana", PASSWORD, ""),
        ("bo", PASSWORD, code),
        ("' or 1=1 --", PASSWORD, code),
    ]
    answers = {(type(answer), str(answer)) for answer in [await refused(desk, *one) for one in tries]}
    assert answers == {(SignInFailed, "")}


async def test_a_code_is_good_once_even_twice_at_once(desk: Desk) -> None:
    ana = await desk.person("ana", Role.AGENT)
    outcomes = await asyncio.gather(*[desk.sign_in("ana", ana.totp_secret) for _ in range(4)], return_exceptions=True)
    assert sorted(isinstance(outcome, SignInFailed) for outcome in outcomes) == [False, True, True, True]
    await refused(desk, "ana", PASSWORD, desk.code(ana.totp_secret))
    desk.clock.advance(seconds=60)
    await desk.sign_in("ana", ana.totp_secret)


async def test_a_code_of_the_neighbouring_step_is_taken_and_an_older_one_is_not(desk: Desk) -> None:
    ana = await desk.person("ana", Role.AGENT)
    code = desk.code(ana.totp_secret)
    desk.clock.advance(seconds=30)
    await sign_in("ana", PASSWORD, code, visitor=desk.visitor, **desk.tools)
    desk.clock.advance(seconds=60)
    code = desk.code(ana.totp_secret)
    desk.clock.advance(seconds=60)
    await refused(desk, "ana", PASSWORD, code)


async def test_a_recovery_code_is_good_once_and_says_how_many_are_left(desk: Desk) -> None:
    ana = await desk.person("ana", Role.AGENT)
    first = ana.recovery_codes[0]
    opened = await sign_in("ana", PASSWORD, first.upper().replace("-", " "), visitor=desk.visitor, **desk.tools)
    assert opened.codes_left == 9
    await refused(desk, "ana", PASSWORD, first)
    assert await rows(desk.db, "select method from accounts_session") == ["recovery_code"]


async def test_a_recovery_code_alone_is_not_used_up_by_a_wrong_password(desk: Desk) -> None:
    ana = await desk.person("ana", Role.AGENT)
    await refused(desk, "ana", "not the password", ana.recovery_codes[0])
    await sign_in("ana", PASSWORD, ana.recovery_codes[0], visitor=desk.visitor, **desk.tools)


@pytest.mark.parametrize("login", ["ana", "nobody"])
async def test_guessing_closes_a_login_whether_or_not_it_exists(desk: Desk, login: str) -> None:
    ana = await desk.person("ana", Role.AGENT)
    for attempt in range(5):
        assert isinstance(await refused(desk, login, "wrong", "1", f"198.51.100.{attempt}"), SignInFailed)
    blocked = await refused(desk, login, PASSWORD, desk.code(ana.totp_secret), "192.0.2.9")
    assert isinstance(blocked, TooManyAttempts)
    assert blocked.retry_after == 30
    desk.clock.advance(seconds=31)
    assert isinstance(await refused(desk, login, "wrong", "1"), SignInFailed)
    assert isinstance(again := await refused(desk, login, "wrong", "1"), TooManyAttempts)
    assert again.retry_after == 60


async def test_guessing_in_parallel_is_counted_one_by_one(desk: Desk) -> None:
    tries = await asyncio.gather(*[refused(desk, "ana", "wrong", "1", f"198.51.100.{n}") for n in range(12)])
    assert sum(isinstance(one, SignInFailed) for one in tries) == 5


async def test_guessing_many_logins_closes_the_address(desk: Desk) -> None:
    async def guess(login: str, address: str) -> None:
        async with desk.db.transaction() as tx:
            await count_attempt(tx, gates(desk.keys, login, address), desk.clock.now())

    for number in range(30):
        await guess(f"user{number}", "198.51.100.1")
    with pytest.raises(TooManyAttempts):
        await guess("user31", "198.51.100.1")
    await guess("user31", "2001:db8::1")
    for number in range(29):
        await guess(f"user{number + 40}", f"2001:db8::{number + 2}")
    with pytest.raises(TooManyAttempts):
        await guess("user99", "2001:db8::ffff")


async def test_a_success_opens_the_login_again(desk: Desk) -> None:
    ana = await desk.person("ana", Role.AGENT)
    for _ in range(4):
        await refused(desk, "ana", "wrong", "1")
    await desk.sign_in("ana", ana.totp_secret)
    for _ in range(4):
        assert isinstance(await refused(desk, "ana", "wrong", "1"), SignInFailed)


async def test_each_sign_in_has_a_token_of_its_own_and_only_its_digest_is_kept(desk: Desk) -> None:
    ana = await desk.person("ana", Role.AGENT)
    first = await desk.sign_in("ana", ana.totp_secret)
    desk.clock.advance(seconds=60)
    second = await desk.sign_in("ana", ana.totp_secret)
    assert first.token != second.token
    dump = str(await rows(desk.db, "select to_jsonb(s)::text from accounts_session s"))
    assert first.token not in dump
    assert first.token not in repr(first)


async def test_a_session_ends_when_idle_when_old_and_when_signed_out(desk: Desk) -> None:
    ana = await desk.person("ana", Role.AGENT)
    opened = await desk.sign_in("ana", ana.totp_secret)
    for _ in range(15):
        desk.clock.advance(hours=11)
        await desk.actor(opened)
    desk.clock.advance(hours=4)
    with pytest.raises(Unauthenticated):
        await desk.actor(opened)
    opened = await desk.sign_in("ana", ana.totp_secret)
    desk.clock.advance(hours=12, seconds=1)
    with pytest.raises(Unauthenticated):
        await desk.actor(opened)
    opened = await desk.sign_in("ana", ana.totp_secret)
    await sign_out(opened.token, db=desk.db, clock=desk.clock)
    with pytest.raises(Unauthenticated):
        await desk.actor(opened)


@pytest.mark.parametrize("token", ["", "x", "a" * 5000, "' or true --", "转账"])
async def test_a_made_up_token_is_nobody(desk: Desk, token: str) -> None:
    with pytest.raises(Unauthenticated):
        await find_actor(token, db=desk.db, clock=desk.clock)


async def test_nothing_secret_reaches_the_log_or_the_tables(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        ana = await desk.person("ana", Role.AGENT)
        opened = await desk.sign_in("ana", ana.totp_secret)
        await refused(desk, "ana", "wrong horse battery", "123456")
    secrets = [PASSWORD, ana.totp_secret, *ana.recovery_codes, opened.token, "wrong horse battery"]
    kept = [
        *await rows(desk.db, "select to_jsonb(t)::text from accounts_staff t"),
        *await rows(desk.db, "select to_jsonb(t)::text from accounts_recovery_code t"),
        *await rows(desk.db, "select to_jsonb(t)::text from accounts_session t"),
        *await rows(desk.db, "select to_jsonb(t)::text from accounts_audit t"),
        *await rows(desk.db, "select to_jsonb(t)::text from accounts_throttle t"),
    ]
    for secret in secrets:
        assert secret not in caplog.text
        assert secret not in "".join(kept)
        assert secret not in repr((ana, opened))


async def test_what_guessers_try_is_audited_without_what_they_typed(desk: Desk) -> None:
    ana = await desk.person("ana", Role.AGENT)
    await refused(desk, "ana", "wrong", "1")
    await refused(desk, "my secret word", "wrong", "1")
    told = await rows(desk.db, "select subject_id from accounts_audit where action = 'session.refused' order by id")
    assert told == [ana.staff_id, None]
