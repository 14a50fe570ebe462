"""What the desk is called and looks like is changed while it runs, by administrators, on the record."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from dengta.accounts.model import Method, Role
from dengta.accounts.sessions import open_session
from dengta.platform.db import Database
from dengta.platform.preferences import BRAND, Brand
from dengta.platform.settings import Settings
from dengta.web.app import create_app
from dengta.web.parts import Parts, make_parts
from tests.support.clock import FakeClock
from tests.support.conversations import relay
from tests.support.staff import BROWSER, actor, rows

PAGE = "/staff/settings/desk"
FORM = {"name_zh": "北岸钱包客服", "name_en": "", "colour": "#33cc99", "language": "zh_Hans"}
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.fixture
async def parts(settings: Settings, clock: FakeClock) -> AsyncIterator[Parts]:
    made = make_parts(settings, clock=clock)
    async with made.running():
        yield made


async def someone(parts: Parts, *roles: Role) -> httpx.AsyncClient:
    """A browser of somebody with these roles, signed in."""
    who = await actor(parts.db, *roles)
    async with parts.db.transaction() as tx:
        opened = await open_session(tx, who.staff_id, Method.PASSKEY, BROWSER, parts.clock.now())
    origin = parts.settings.base_url
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(create_app(parts)),
        base_url=origin,
        cookies={"dengta": opened.token},
        headers={"accept": "text/html", "origin": origin},
    )


async def test_pages_and_the_chat_show_a_change_at_once(parts: Parts) -> None:
    async with await someone(parts, Role.ADMINISTRATOR) as client:
        saved = await client.post(PAGE, data=FORM, files={"logo": ("l.png", PICTURE)})
        assert (saved.status_code, saved.headers["location"]) == (303, f"{PAGE}?done=desk")
        about = (await client.get("/api/v1/desk", headers={"accept": "application/json"})).json()
        assert (about["name"], about["colour"]) == (FORM["name_zh"], "#33cc99")
        assert "北岸钱包客服" in (await client.get("/")).text
        logo = await client.get(about["logo_url"])
        assert (logo.headers["content-type"], logo.content) == ("image/png", PICTURE)
        await client.post(PAGE, data=FORM | {"remove_logo": "yes"})
        assert (await client.get(PAGE)).text.count("/desk-logo") == 0


async def test_what_changed_is_in_the_audit_log_by_name_of_the_field_alone(parts: Parts) -> None:
    async with await someone(parts, Role.ADMINISTRATOR) as client:
        await client.post(PAGE, data=FORM)
        await client.post(PAGE, data=FORM)
    entries = await rows(parts.db, "select detail from accounts_audit where action = 'desk.changed'")
    assert entries == [{"changed": ["name_zh", "colour", "language"]}]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"colour": "#101010"}, "contrast"), ({"colour": "red"}, "six digits"), ({"name_zh": " "}, "at least one")],
)
async def test_what_cannot_be_seen_or_read_is_refused_and_nothing_changes(
    parts: Parts, wrong: dict[str, str], said: str
) -> None:
    async with await someone(parts, Role.ADMINISTRATOR) as client:
        answer = await client.post(PAGE, data=FORM | wrong, headers={"accept-language": "en"})
        assert answer.status_code == 422
        assert said in answer.text
    assert parts.preferences.get(BRAND, Brand) == Brand()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
async def test_for_others_there_is_no_such_page(parts: Parts, role: Role) -> None:
    async with await someone(parts, role) as client:
        assert (await client.get(PAGE)).status_code == 404
        assert (await client.post(PAGE, data=FORM)).status_code == 404


async def test_other_processes_follow_as_soon_as_the_relay_has_told_them(
    parts: Parts, settings: Settings, clock: FakeClock, db: Database
) -> None:
    other = make_parts(settings, clock=clock)
    async with other.running(), await someone(parts, Role.ADMINISTRATOR) as client:
        await asyncio.sleep(0.5)  # until it listens
        await client.post(PAGE, data=FORM)
        await relay(db)
        async with asyncio.timeout(5):  # well before the next look that it would take anyway
            while other.preferences.get(BRAND, Brand).name_zh != FORM["name_zh"]:  # noqa: ASYNC110 -- another process
                await asyncio.sleep(0.05)
