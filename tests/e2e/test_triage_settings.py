"""An administrator says when the desk is open and what it promises, and a customer's receipt follows."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import httpx
import pytest
from playwright.async_api import Page, expect

from dengta.accounts.model import Role
from dengta.platform.db import Database
from tests.e2e.conftest import Device, Language, OpenPage
from tests.e2e.test_accounts_journeys import sign_in, staff
from tests.support.desk import Desk

Axe = Callable[[Page], Awaitable[list[str]]]

HOURS = "/staff/settings/hours"
TARGETS = "/staff/settings/targets"


async def test_hours_and_holidays_are_entered_without_scripts(db: Database, desk: Desk, open_page: OpenPage) -> None:
    page = await open_page("en", java_script_enabled=False)
    await sign_in(page, desk, await staff(db, desk, Role.ADMINISTRATOR))
    await page.goto(desk.url + HOURS)
    await page.select_option("#zone", "Europe/Berlin")
    await page.fill("#day-0-0-closes", "12:00")
    await page.fill("#day-0-1-opens", "11:00")
    await page.fill("#day-0-1-closes", "18:00")
    await page.get_by_role("button", name="Save the hours").click()
    await expect(page.get_by_role("alert")).to_contain_text("overlap")
    assert await page.input_value("#day-0-1-opens") == "11:00"
    await page.fill("#day-0-1-opens", "13:00")
    await page.get_by_role("button", name="Save the hours").click()
    await expect(page.get_by_text("The hours are saved")).to_be_visible()
    assert await page.input_value("#zone") == "Europe/Berlin"
    await page.fill("#date-day", "2030-12-25")
    await page.fill("#date-name", "Christmas")
    await page.get_by_role("button", name="Add the date").click()
    row = page.get_by_role("row", name="Christmas")
    await expect(row).to_contain_text("Closed all day")
    await row.get_by_role("button").click()
    await expect(page.get_by_role("row", name="Christmas")).to_have_count(0)


async def test_a_new_target_is_promised_to_the_next_customer(db: Database, desk: Desk, open_page: OpenPage) -> None:
    page = await open_page("zh-CN", "phone")
    await sign_in(page, desk, await staff(db, desk, Role.ADMINISTRATOR))
    await page.goto(desk.url + TARGETS)
    await page.fill("#emergency-first", "7")
    await page.locator("form[action$='/emergency']").get_by_role("button").click()
    await expect(page.get_by_text("时限已保存")).to_be_visible()
    assert await page.input_value("#emergency-first") == "7"
    async with httpx.AsyncClient() as customer:
        body = {"client_id": "a-first-message", "text": "我的币被盗了"}
        receipt = (await customer.post(f"{desk.url}/api/v1/conversations", json=body)).json()
    wait = datetime.fromisoformat(receipt["expected_reply_by"]) - datetime.fromisoformat(receipt["received_at"])
    assert (receipt["lane"], wait) == ("emergency", timedelta(minutes=7))


@pytest.mark.parametrize(("language", "device", "scheme"), [("en", "phone", "dark"), ("zh-CN", "desktop", "light")])
async def test_the_settings_pages_are_accessible(
    db: Database, desk: Desk, open_page: OpenPage, axe: Axe, language: Language, device: Device, scheme: str
) -> None:
    page = await open_page(language, device, color_scheme=scheme)
    await sign_in(page, desk, await staff(db, desk, Role.ADMINISTRATOR))
    found = {}
    for path in (HOURS, TARGETS):
        await page.goto(desk.url + path)
        found[path] = await axe(page)
    await page.goto(desk.url + HOURS)
    await page.fill("#day-0-0-closes", "08:00")
    await page.locator("form", has=page.locator("#zone")).get_by_role("button").click()
    found["mistakes"] = await axe(page)
    assert {name: violations for name, violations in found.items() if violations} == {}
