"""Whatever is typed, linked or sent: names come out clean, links stay here, tokens and codes are what we made."""

import unicodedata
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from dengta.accounts import invite, pending, recovery, totp
from dengta.accounts.errors import BadLogin, BadName, InvitationGone
from dengta.accounts.names import clean_login, clean_name
from dengta.accounts.tokens import DIGITS, mint, well_formed
from dengta.accounts.web.caller import safe_next
from dengta.platform.keys import Keys

HERE = "https://desk.example.org/staff/sign-in"
KEYS = Keys(b"a root that is only ever used by tests")
NOW = datetime(2026, 3, 2, tzinfo=UTC)
links = (
    st.text()
    | st.text(alphabet="/\\:@.?#% \t\r\nstafconle").map(lambda tail: "/staff" + tail)
    | st.from_regex(r"/{1,3}.*")
)


@given(links)
def test_a_link_to_go_on_to_stays_on_this_desk(link: str) -> None:
    onward = urlsplit(urljoin(HERE, safe_next(link)))
    assert (onward.scheme, onward.netloc) == ("https", "desk.example.org")
    assert onward.path.split("/")[1] in {"staff", "console", "setup"}


@given(st.text(max_size=200))
def test_a_kept_name_has_nothing_hidden_in_it_and_cleaning_it_again_changes_nothing(text: str) -> None:
    try:
        name = clean_name(text)
    except BadName:
        return
    assert not [letter for letter in name if unicodedata.category(letter)[0] == "C"]
    assert clean_name(name) == name


@given(st.text(max_size=150))
def test_a_kept_login_is_ascii_and_stays_as_it_is(text: str) -> None:
    try:
        login = clean_login(text)
    except BadLogin:
        return
    assert login.isascii()
    assert clean_login(login.upper()) == login


@given(st.integers(4, 52), st.sampled_from(DIGITS))
def test_one_wrong_character_in_a_token_is_seen(place: int, other: str) -> None:
    raw = mint()
    changed = raw[:place] + other + raw[place + 1 :]
    assert well_formed(raw)
    assert well_formed(changed) is (changed == raw)


@given(st.text(max_size=120))
def test_whatever_is_called_an_invitation_is_refused_calmly(token: str) -> None:
    try:
        invite.digest_of(token, keys=KEYS, at=NOW)
    except InvitationGone:
        return
    raise AssertionError(token)


@given(st.text(max_size=200))
def test_whatever_comes_back_as_a_sealed_secret_opens_nothing(sealed: str) -> None:
    assert pending.open_pending(KEYS, sealed, owner="staff:1") is None


@given(st.text(max_size=40))
def test_a_code_of_any_shape_is_judged_without_error(code: str) -> None:
    step = totp.matching_step("JBSWY3DPEHPK3PXP", code, NOW)
    assert step is None or abs(step - int(NOW.timestamp()) // totp.STEP) <= 1
    assert recovery.normal(recovery.normal(code)) == recovery.normal(code)
