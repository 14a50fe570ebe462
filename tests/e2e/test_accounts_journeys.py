"""Staff get in: by a password and a code, by a passkey, by an invitation; in both languages, on desk and phone."""

from collections.abc import Awaitable, Callable

import pyotp
import pytest
from playwright.async_api import Page, expect

from dengta.accounts.create import Created, admin_create
from dengta.accounts.model import Role
from dengta.kernel.clock import SystemClock
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from tests.e2e.conftest import OpenPage
from tests.support.desk import Desk
from tests.support.staff import PASSWORD

Axe = Callable[[Page], Awaitable[list[str]]]

PAGES = (
    "account",
    "account/password?renew=1",
    "people",
    "people/1",
    "groups",
    "tokens",
    "audit",
    "alarms",
    "prove",
)


async def staff(db: Database, desk: Desk, *roles: Role) -> Created:
    """Somebody with every role, made with the running desk's own key."""
    keys = Keys((desk.home / "secret.key").read_bytes())
    return await admin_create(
        "ana@example.org", "安娜", PASSWORD, roles=roles, language="en", db=db, keys=keys, clock=SystemClock()
    )


async def authenticator(page: Page) -> None:
    """Give the browser a device that holds passkeys and knows its user."""
    session = await page.context.new_cdp_session(page)
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    await session.send("WebAuthn.enable")
    await session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


async def sign_in(page: Page, desk: Desk, created: Created) -> None:
    await page.goto(f"{desk.url}/staff/sign-in?next=/staff/account")
    await page.fill("#login", "ana@example.org")
    await page.fill("#password", PASSWORD)
    await page.fill("#code", pyotp.TOTP(created.totp_secret).now())
    await page.click("form[action='/staff/sign-in'] button[type=submit]")
    await page.wait_for_url("**/staff/account")


async def test_a_password_then_a_passkey_open_the_desk(db: Database, desk: Desk, open_page: OpenPage) -> None:
    created = await staff(db, desk, *Role)
    page = await open_page("zh-CN")
    await authenticator(page)
    await sign_in(page, desk, created)
    await page.fill("#passkey_name", "公司电脑")
    await page.get_by_role("button", name="添加通行密钥").click()
    await page.wait_for_url("**done=passkey")
    await expect(page.get_by_text("公司电脑", exact=True)).to_be_visible()
    await page.get_by_role("button", name="退出登录", exact=True).first.click()
    await page.wait_for_url("**/staff/sign-in?done=signed_out")
    await page.goto(f"{desk.url}/staff/alarms")
    await page.get_by_role("button", name="用通行密钥登录").click()
    await page.wait_for_url("**/staff/alarms")


async def test_an_invited_person_joins_by_passkey_on_a_phone(db: Database, desk: Desk, open_page: OpenPage) -> None:
    created = await staff(db, desk, Role.ADMINISTRATOR)
    admin = await open_page("en")
    await sign_in(admin, desk, created)
    await admin.goto(f"{desk.url}/staff/people")
    await admin.fill("#login", "bo@example.org")
    await admin.fill("#name", "Bo")
    await admin.check("input[name=roles][value=agent]")
    await admin.get_by_role("button", name="Make the invitation").click()
    link = await admin.inner_text("#link")
    phone = await open_page("en", "phone", color_scheme="dark")
    await authenticator(phone)
    await phone.goto(link)
    await phone.get_by_role("button", name="Create a passkey").click()
    await phone.wait_for_url("**/console*")
    await phone.goto(f"{desk.url}/staff/account")
    await expect(phone.get_by_role("heading", level=1)).to_have_text("Bo")
    gone = await phone.goto(link)
    assert gone is not None
    assert gone.status == 410


async def test_it_works_without_scripts(db: Database, desk: Desk, open_page: OpenPage) -> None:
    created = await staff(db, desk, *Role)
    page = await open_page("en", java_script_enabled=False)
    await sign_in(page, desk, created)
    await expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
    await page.fill("#name", "Ana Lee")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Ana Lee")


@pytest.mark.parametrize(("language", "device", "scheme"), [("en", "desktop", "dark"), ("zh-CN", "phone", "light")])
async def test_every_page_is_accessible(
    db: Database, desk: Desk, open_page: OpenPage, axe: Axe, language: str, device: str, scheme: str
) -> None:
    created = await staff(db, desk, *Role)
    page = await open_page(language, device, color_scheme=scheme)
    await page.goto(f"{desk.url}/staff/sign-in")
    found = {"sign-in": await axe(page)}
    await sign_in(page, desk, created)
    for name in PAGES:
        await page.goto(f"{desk.url}/staff/{name}")
        found[name] = await axe(page)
    assert {name: violations for name, violations in found.items() if violations} == {}
