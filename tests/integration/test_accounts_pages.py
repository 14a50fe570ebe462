"""The pages of accounts, asked as a browser would."""

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import msgspec
import pytest
from litestar import Litestar, Response, get
from litestar.di import Provide

from dengta.accounts.errors import Unauthenticated
from dengta.accounts.model import Actor, Role, Scope
from dengta.accounts.seal import seal
from dengta.accounts.tokens import make_token
from dengta.accounts.web import on_unauthenticated, provide_actor, routes
from dengta.kernel.errors import Refused
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from dengta.platform.web import AnyRequest, refusal
from tests.support.authenticator import Authenticator
from tests.support.clock import FakeClock
from tests.support.staff import PASSWORD, Desk, rows

pytestmark = pytest.mark.filterwarnings("ignore::litestar.exceptions.LitestarDeprecationWarning")

ORIGIN = "http://localhost:8400"
PAGES = ("account", "account/password", "people", "groups", "tokens", "audit", "alarms", "prove")
Client = httpx.AsyncClient


@get("/console/whoami")
async def whoami(actor: Actor) -> dict[str, Any]:
    return {"staff": actor.staff_id, "scopes": sorted(actor.token_scopes) if actor.token_scopes is not None else None}


def always(value: Any) -> Callable[[], Any]:
    def give() -> Any:
        return value

    return give


def on_refusal(request: AnyRequest, refused: Refused) -> Response[Any]:
    return refusal(refused)


@pytest.fixture
def desk(db: Database, keys: Keys, clock: FakeClock) -> Desk:
    return Desk(db, keys, clock)


@pytest.fixture
async def client(desk: Desk, settings: Settings) -> AsyncIterator[Client]:
    given = {"db": desk.db, "keys": desk.keys, "clock": desk.clock, "settings": settings}
    app = Litestar(
        [*routes, whoami],
        dependencies={name: Provide(always(value), sync_to_thread=False) for name, value in given.items()}
        | {"actor": Provide(provide_actor)},
        exception_handlers={Unauthenticated: on_unauthenticated, Refused: on_refusal},
        openapi_config=None,
    )
    headers = {"accept": "text/html"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN, headers=headers) as client:
        yield client


async def sign_in(client: Client, desk: Desk, login: str, secret: str, **more: str) -> Any:
    form = {"login": login, "password": PASSWORD, "code": desk.code(secret), "next": "/staff/account"} | more
    return await client.post("/staff/sign-in", data=form)


async def enter(client: Client, desk: Desk, *roles: Role) -> int:
    """Sign a new person in; their id."""
    created = await desk.person("ana", *roles)
    answer = await sign_in(client, desk, "ana", created.totp_secret)
    assert answer.status_code == 303, answer.text
    return created.staff_id


async def test_a_stranger_is_sent_to_sign_in_and_brought_back(client: Client, desk: Desk) -> None:
    answer = await client.get("/staff/audit?actor=3")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/staff/sign-in?next=%2Fstaff%2Faudit%3Factor%3D3"
    page = await client.get(answer.headers["location"])
    assert 'name="next" value="/staff/audit?actor=3"' in page.text
    created = await desk.person("ana", Role.AUDITOR)
    back = await sign_in(client, desk, "ana", created.totp_secret, next="/staff/audit?actor=3")
    assert back.headers["location"] == "/staff/audit?actor=3"
    assert (await client.get("/staff/audit?actor=3")).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/staffx", "javascript:1", "/console\r\nX: 1", "/"],
)
async def test_signing_in_never_leads_away(client: Client, desk: Desk, elsewhere: str) -> None:
    created = await desk.person("ana", Role.AGENT)
    answer = await sign_in(client, desk, "ana", created.totp_secret, next=elsewhere)
    assert answer.headers["location"] == "/console"


async def test_the_cookie_is_out_of_scripts_reach_and_bound_to_tls_where_there_is_any(
    client: Client, desk: Desk, settings: Settings
) -> None:
    created = await desk.person("ana", Role.AGENT)
    answer = await sign_in(client, desk, "ana", created.totp_secret)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("dengta=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    from dengta.accounts.web.caller import cookie_name

    assert cookie_name(replace(settings, base_url="https://desk.example.org")) == "__Host-dengta"


async def test_a_refused_sign_in_says_so_beside_the_field_and_keeps_the_login(client: Client, desk: Desk) -> None:
    created = await desk.person("ana", Role.AGENT)
    page = await sign_in(client, desk, "ana", created.totp_secret, password="wrong")
    assert page.status_code == 401
    assert 'href="#login"' in page.text
    assert 'value="ana"' in page.text
    assert "wrong" not in re.sub(r"wrong-text|login-wrong|field  wrong|field wrong", "", page.text)


async def test_a_planted_cookie_is_worth_nothing_after_signing_in(client: Client, desk: Desk) -> None:
    """Session fixation."""
    created = await desk.person("ana", Role.AGENT)
    client.cookies.set("dengta", "planted")
    answer = await sign_in(client, desk, "ana", created.totp_secret)
    assert "planted" not in answer.headers["set-cookie"]
    client.cookies.clear()
    client.cookies.set("dengta", "planted")
    assert (await client.get("/staff/account")).status_code == 303


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_every_page_shows_itself_to_who_may_see_it(client: Client, desk: Desk, lang: str) -> None:
    await enter(client, desk, *Role)
    async with desk.db.transaction() as tx:
        await seal(tx)
    await rows(
        desk.db,
        "insert into accounts_alarm (staff_id, kind, per, since, reads, threshold, raised_at)"
        " select id, 'open', 'hour', now(), 90, 80, now() from accounts_staff returning 1",
    )
    client.cookies.set("lang", lang)
    for page in PAGES:
        answer = await client.get(f"/staff/{page}")
        assert answer.status_code == 200, page
        assert f'<html lang="{"zh-Hans" if lang == "zh" else "en"}"' in answer.text
        assert "Undefined" not in answer.text


MAY_SEE = {
    "people": {Role.ADMINISTRATOR, Role.LEAD},
    "groups": {Role.ADMINISTRATOR, Role.LEAD},
    "tokens": {Role.ADMINISTRATOR, Role.LEAD, Role.SECURITY_OFFICER},
    "audit": {Role.ADMINISTRATOR, Role.AUDITOR, Role.SECURITY_OFFICER},
    "audit/export": {Role.ADMINISTRATOR, Role.AUDITOR, Role.SECURITY_OFFICER},
    "alarms": {Role.ADMINISTRATOR, Role.SECURITY_OFFICER},
    "people/1": {Role.ADMINISTRATOR},
    "account": set(Role),
}


@pytest.mark.parametrize("role", Role)
async def test_a_page_that_is_not_for_a_role_looks_like_one_that_is_not_there(
    client: Client, desk: Desk, role: Role
) -> None:
    """I23: the pages ask the policy, and refuse as if there were nothing."""
    await enter(client, desk, role)
    seen = {page: (await client.get(f"/staff/{page}")).status_code for page in MAY_SEE}
    assert seen == {page: 200 if role in roles else 404 for page, roles in MAY_SEE.items()}


async def test_an_invitation_is_made_taken_up_and_used_up(client: Client, desk: Desk) -> None:
    await enter(client, desk, Role.ADMINISTRATOR)
    made = await client.post(
        "/staff/people/invite", data={"login": "bo@example.org", "name": "Bo", "roles": "agent", "groups": "1"}
    )
    (path,) = set(re.findall(r"/staff/enrol/[\w-]+", made.text))
    client.cookies.clear()
    page = await client.get(path)
    assert "bo@example.org" in page.text
    secret = re.search(r'<code class="once">(\w+)</code>', page.text)
    sealed = re.search(r'name="sealed" value="([^"]+)"', page.text)
    assert secret
    assert sealed
    form = {"name": "Bo", "password": PASSWORD, "sealed": sealed[1], "code": "000000"}
    refused = await client.post(path, data=form)
    assert (refused.status_code, secret[1] in refused.text) == (400, True)
    codes = await client.post(path, data=form | {"code": desk.code(secret[1])})
    assert codes.status_code == 200
    assert len(re.findall(r"<li>\w{5}-\w{5}</li>", codes.text)) == 10
    assert (await client.get("/staff/account")).status_code == 200
    assert (await client.get(path)).status_code == 410


async def test_a_person_adds_a_passkey_and_signs_in_with_it(client: Client, desk: Desk) -> None:
    staff = await enter(client, desk, Role.AGENT)
    device = Authenticator(ORIGIN)
    options = (await client.post("/staff/account/passkeys/options", json={})).json()
    added = await client.post(
        "/staff/account/passkeys", json={"credential": device.create(options), "passkey": "Phone"}
    )
    assert added.json() == {"location": "/staff/account?done=passkey"}
    client.cookies.clear()
    options = (await client.post("/staff/sign-in/passkey/options", json={})).json()
    answer = {"credential": device.get(options), "next": "/staff/account"}
    opened = await client.post("/staff/sign-in/passkey", json=answer)
    assert opened.json() == {"location": "/staff/account"}
    assert (await client.get("/console/whoami")).json() == {"staff": staff, "scopes": None}
    client.cookies.clear()
    again = await client.post("/staff/sign-in/passkey", json=answer, headers={"accept": "application/json"})
    assert (again.status_code, again.json()["code"]) == (401, "passkey_refused")


async def test_a_stale_session_is_sent_to_prove_itself_and_comes_back(client: Client, desk: Desk) -> None:
    created = await desk.person("ana", Role.ADMINISTRATOR)
    await sign_in(client, desk, "ana", created.totp_secret)
    desk.clock.advance(minutes=11)
    stale = await client.post("/staff/people/invite", data={"login": "bo", "name": "Bo"})
    assert (stale.status_code, stale.headers["location"]) == (303, "/staff/prove?next=%2Fstaff%2Fpeople")
    proof = {"password": PASSWORD, "code": desk.code(created.totp_secret), "next": "/staff/people"}
    proven = await client.post("/staff/prove", data=proof)
    assert proven.headers["location"] == "/staff/people?done=proven"
    assert (await client.post("/staff/people/invite", data={"login": "bo", "name": "Bo"})).status_code == 200


async def test_a_token_speaks_alone_whatever_cookie_is_beside_it(client: Client, desk: Desk) -> None:
    staff = await enter(client, desk, Role.LEAD)
    lead = await desk.signed_in("lead", Role.LEAD)
    made = await make_token("x", [Scope.DESK_READ], lasts=None, actor=lead, db=desk.db, clock=desk.clock)
    bearer = {"authorization": f"Bearer {made.raw}", "accept": "application/json"}
    told = (await client.get("/console/whoami", headers=bearer)).json()
    assert told == {"staff": lead.staff_id, "scopes": ["desk:read"]}
    for wrong in (f"Bearer {made.raw}x", "Bearer ", "Basic YTpi", made.raw):
        refused = await client.get("/console/whoami", headers=bearer | {"authorization": wrong})
        assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")
    assert (await client.get("/console/whoami")).json()["staff"] == staff
    client.cookies.clear()
    assert (await client.get("/staff/account", headers=bearer)).status_code == 401


async def test_the_audit_log_is_filtered_paged_and_taken_away(client: Client, desk: Desk) -> None:
    staff = await enter(client, desk, Role.AUDITOR)
    many = "insert into accounts_audit (actor_id, action, subject) select %s, 'a.b', 'a' from generate_series(1, 120)"
    await rows(desk.db, many + " returning 1", (staff,))
    first = await client.get(f"/staff/audit?actor={staff}&action=a.")
    assert first.text.count('<td class="entry-detail">') == 50
    (older,) = re.findall(r'href="/staff/audit\?([^"]*before=\d+)"', first.text)
    second = await client.get("/staff/audit?" + older.replace("&amp;", "&"))
    assert second.text.count('<td class="entry-detail">') == 50
    lines = (await client.get("/staff/audit/export?action=a.")).content.splitlines()
    assert len(lines) == 120
    assert msgspec.json.decode(lines[0])["action"] == "a.b"
    assert await rows(desk.db, "select count(*) from accounts_audit where action = 'audit.exported'") == [1]
    for odd in ("actor=x", "subject_id=99999999999999999999", "since=yesterday", "until=9999-12-31", "before=-1"):
        assert (await client.get(f"/staff/audit?{odd}")).status_code == 200


async def test_odd_forms_break_nothing(client: Client, desk: Desk) -> None:
    await enter(client, desk, *Role)
    odd: list[dict[str, Any]] = [
        {"content": b"\xff\xfe\x00", "headers": {"content-type": "application/x-www-form-urlencoded"}},
        {"content": b"{", "headers": {"content-type": "application/json"}},
        {"data": {"login": "\0", "name": "\0", "roles": "emperor", "groups": "x"}},
        {"files": {"login": ("a.txt", b"x")}},
        {},
    ]
    for path in ("sign-in", "people/invite", "groups", "tokens", "alarms/limits", "account/name", "account/password"):
        for body in odd:
            answer = await client.post(f"/staff/{path}", **body)
            assert answer.status_code < 500, (path, body, answer.text[-500:])


async def test_no_proof_or_token_reaches_the_log(
    client: Client, desk: Desk, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level("DEBUG"):
        created = await desk.person("ana", Role.LEAD)
        code = desk.code(created.totp_secret)
        session = (await sign_in(client, desk, "ana", created.totp_secret)).cookies["dengta"]
        made = await client.post("/staff/tokens", data={"name": "x", "scopes": "desk:read", "days": "30"})
        (token,) = set(re.findall(r"dgt_[0-9A-Za-z]{49}", made.text))
        await client.get("/console/whoami", headers={"authorization": f"Bearer {token}"})
        await client.get("/console/whoami", headers={"authorization": f"Bearer {token}x"})
    printed = capfd.readouterr()
    for secret in (PASSWORD, code, session, token, created.totp_secret):
        assert secret not in caplog.text + printed.out + printed.err


async def test_the_audit_log_is_told_and_filtered_in_the_readers_own_days(client: Client, desk: Desk) -> None:
    await enter(client, desk, Role.AUDITOR)
    (at,) = await rows(desk.db, "select at from accounts_audit where action = 'session.opened'")
    here = at.astimezone(ZoneInfo("Pacific/Kiritimati"))  # fourteen hours ahead of UTC
    client.cookies["zone"] = "Pacific/Kiritimati"
    page = (await client.get("/staff/audit", params={"since": here.date(), "until": here.date()})).text
    assert f'title="{at:%Y-%m-%d %H:%M:%S} UTC"' in page
    assert f">{here.day} {here:%b} {here.year}, {here:%H:%M}<" in page
    later = here.date() + timedelta(days=1)
    assert "Nothing fits" in (await client.get("/staff/audit", params={"since": later})).text
