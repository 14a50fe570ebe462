"""An administrator changes the desk's look and sees beforehand what customers will."""

import re

import pytest
from playwright.async_api import expect

from dengta.accounts.model import Role
from dengta.platform.db import Database
from tests.e2e.conftest import Device, Language, OpenPage
from tests.e2e.console import colleague
from tests.e2e.test_harness import Audit
from tests.support.desk import Desk

PAGE = "/staff/settings/desk"


@pytest.mark.parametrize(("language", "device", "scheme"), [("zh-CN", "phone", "dark"), ("en", "desktop", "light")])
async def test_the_preview_is_what_customers_get(
    db: Database, desk: Desk, open_page: OpenPage, axe: Audit, language: Language, device: Device, scheme: str
) -> None:
    boss = await colleague(db, desk, open_page, Role.ADMINISTRATOR)
    page = await boss.at(PAGE, language, device, color_scheme=scheme)
    assert await axe(page) == []
    await page.locator("#name_zh").fill("北岸钱包客服")
    await page.locator("#colour").fill("#0e1a2c")
    await expect(page.locator("[data-face-name]").first).to_have_text("北岸钱包客服")
    await expect(page.locator("#check-header [data-faint]")).to_be_visible()
    await page.locator("#colour").fill("#f7d046")
    await expect(page.locator("#check-header [data-faint]")).to_be_hidden()
    night = page.locator("#check-day [data-colour]")
    previewed = [await row.inner_text() for row in await page.locator(".checks [data-colour]").all()]
    assert await axe(page) == []
    await page.locator("[data-brand-form] button[type=submit]").click()
    await expect(page).to_have_url(re.compile(r"done=desk"))
    await expect(night).to_have_text(previewed[2])
    assert [await row.inner_text() for row in await page.locator(".checks [data-colour]").all()] == previewed
    customer = await open_page(language, device)
    await customer.goto(f"{desk.url}/")
    await expect(customer.locator(".masthead")).to_contain_text("北岸钱包客服")


async def test_the_server_draws_the_preview_as_the_script_does(db: Database, desk: Desk, open_page: OpenPage) -> None:
    boss = await colleague(db, desk, open_page, Role.ADMINISTRATOR)
    plain = await boss.at(PAGE, java_script_enabled=False)
    await plain.locator("#name_en").fill("North Shore")
    for colour in ("#33cc99", "#f7d046", "#9b5de5"):
        await plain.locator("#colour").fill(colour)
        await plain.get_by_role("button", name="Save the desk").click()
        drawn = [await row.inner_text() for row in await plain.locator(".checks tbody tr").all()]
        scripted = await boss.at(PAGE)
        assert [await row.inner_text() for row in await scripted.locator(".checks tbody tr").all()] == drawn
