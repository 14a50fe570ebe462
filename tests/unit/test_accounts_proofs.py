"""Passwords, codes and names, judged one by one."""

from datetime import timedelta

import pytest

from dengta.accounts import passwords, recovery, throttle, totp
from dengta.accounts.errors import BadLogin, BadName, WeakPassword
from dengta.accounts.names import clean_login, clean_name
from dengta.accounts.sessions import device_hint, network_hint
from dengta.platform.keys import Keys
from tests.support.clock import FakeClock


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", "too_short"),
        ("elevenchars", "too_short"),
        ("x" * 257, "too_long"),
        ("password1234", "common"),
        ("PassWord1234", "common"),
        ("ｐａｓｓｗｏｒｄ１２３４", "common"),
        ("aaaaaaaaaaaa", "common"),
        ("abcabcabcabcab", "common"),
        ("123412341234", "common"),
        ("woaini5201314", "common"),
        ("dengta123456", "about_you"),
        ("Margarethe-2026", "about_you"),
    ],
)
def test_a_password_that_would_be_guessed_is_refused(password: str, reason: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        passwords.check_strength(password, ["margarethe@example.org", "Margarethe Bo"])
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "password",
    ["a lantern over the harbour", "灯塔照亮夜里回家的那些小船啊", "kq8#Vz!mPw2x", "margarethe likes rye bread"],
)
def test_a_password_nobody_would_guess_is_taken_whatever_it_is_made_of(password: str) -> None:
    passwords.check_strength(password, ["margarethe@example.org"])


async def test_a_password_matches_itself_and_nothing_else() -> None:
    kept = await passwords.hash_password("a lantern over the harbour")
    assert kept.startswith("$argon2id$")
    assert await passwords.matches(kept, "a lantern over the harbour")
    assert not await passwords.matches(kept, "a lantern over the harbou")
    assert not await passwords.matches(None, "nobody has this password")
    assert not await passwords.matches("garbage", "a lantern over the harbour")


def test_an_authenticators_secret_opens_for_its_owner_only(keys: Keys) -> None:
    secret = totp.new_secret()
    sealed = totp.seal(keys, secret, b"ana")
    assert secret.encode() not in sealed
    assert totp.unseal(keys, sealed, b"ana") == secret
    assert totp.unseal(keys, sealed, b"bo") is None
    assert totp.unseal(keys, sealed[:-1] + b"x", b"ana") is None
    assert totp.unseal(keys, b"", b"ana") is None
    assert totp.unseal(Keys(b"another installation, another root"), sealed, b"ana") is None


@pytest.mark.parametrize("code", ["", "12345", "1234567", "12345a", "１２３４５６", "12 34", "-12345"])
def test_what_is_not_six_digits_is_no_code(clock: FakeClock, code: str) -> None:
    assert totp.matching_step(totp.new_secret(), code, clock.now()) is None


def test_recovery_codes_are_ten_different_ones_read_aloud_without_doubt() -> None:
    codes = recovery.new_codes()
    assert len(set(codes)) == 10
    assert not set("".join(codes)) & set("01oil")
    assert all(recovery.looks_like_one(code) for code in codes)
    assert not recovery.looks_like_one("123456")


def test_waits_double_to_a_quarter_of_an_hour() -> None:
    waits = [throttle.wait_after(failures, free=5) // timedelta(seconds=1) for failures in range(4, 13)]
    assert waits == [0, 30, 60, 120, 240, 480, 900, 900, 900]
    assert throttle.wait_after(10**6, free=5) == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("typed", "kept"), [("  Ana   Bo ", "Ana Bo"), ("李\u202e明\u200b", "李明"), ("a\x00b\nc", "a b c")]
)
def test_a_name_is_kept_without_what_cannot_be_seen(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\u202e\u200b", "x" * 81])
def test_a_name_must_be_there_and_fit(typed: str) -> None:
    with pytest.raises(BadName):
        clean_name(typed)


@pytest.mark.parametrize("typed", ["", "a", "ana bo", "ana\n", "анна@example.org", "<b>", "-ana", "x" * 101])
def test_a_login_is_plain(typed: str) -> None:
    if typed == "ana\n":
        assert clean_login(typed) == "ana"
        return
    with pytest.raises(BadLogin):
        clean_login(typed)


def test_a_device_is_named_so_that_its_owner_knows_it() -> None:
    mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15"
    assert device_hint(mac) == "Safari · macOS"
    assert device_hint("curl/8.5") == ""


def test_an_address_is_kept_as_its_network() -> None:
    assert network_hint("203.0.113.77") == "203.0.113.0"
    assert network_hint("2001:db8:1:2::5") == "2001:db8:1::"
    assert network_hint("2001:db8:1:2::/64") == "2001:db8:1::"
    assert network_hint("unix") == ""
