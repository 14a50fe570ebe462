"""A fresh desk is set up in a browser: by whoever holds the printed code, once."""

import re

import pyotp
import pytest
from playwright.async_api import Page, expect

from dengta.platform.settings import Settings
from tests.e2e.conftest import OpenPage
from tests.e2e.test_harness import Audit
from tests.support.desk import Desk

LINK = re.compile(r"set up\s+(\S+/setup\?code=\S+)")
LOGO = b"\x89PNG\r\n\x1a\n" + bytes(100)


def link(desk: Desk) -> str:
    found = LINK.search(desk.log.read_text())
    assert found, desk.log.read_text()
    return found[1]


async def go_on(page: Page) -> None:
    await page.get_by_role("button", name=re.compile("Continue|继续")).click()


async def test_a_fresh_desk_is_set_up_with_password_and_authenticator(
    open_page: OpenPage, desk: Desk, axe: Audit
) -> None:
    page = await open_page("zh-CN", "phone")
    await page.goto(link(desk))
    await expect(page).to_have_url(re.compile("/setup/desk$"))
    assert await axe(page) == []
    await go_on(page)
    await expect(page.locator(".error-summary")).to_contain_text("至少用一种语言")
    await page.locator("#name_zh").fill("灯塔钱包客服")
    await page.locator("#colour").fill("#101010")
    await go_on(page)
    await expect(page.locator(".error-summary")).to_contain_text("对比度")
    await page.locator("#colour").fill("#33cc99")
    await page.locator("#logo").set_input_files([{"name": "l.png", "mimeType": "image/png", "buffer": LOGO}])
    await go_on(page)
    assert await axe(page) == []
    await page.locator("#name").fill("王敏")
    await page.locator("#login").fill("wang.min")
    await go_on(page)
    assert await axe(page) == []
    await page.locator("#password").fill("a lantern over the harbour")
    secret = await page.locator("code.once").inner_text()
    await page.locator("#code").fill(pyotp.TOTP(re.sub(r"\s", "", secret)).now())
    await page.get_by_role("button", name="成为管理员").click()
    await expect(page.locator(".codes li")).to_have_count(10)
    await page.locator("a[href='/setup/next']").click()
    await expect(page.locator("h1")).to_have_text("客服台可以用了")
    assert await axe(page) == []
    await page.get_by_role("link", name="打开收件箱").click()
    await expect(page).to_have_url(re.compile("/console"))

    customer = await open_page("zh-CN", "desktop")
    await customer.goto(f"{desk.url}/")
    await expect(customer.locator(".masthead")).to_contain_text("灯塔钱包客服")
    logo = await customer.context.request.get(f"{desk.url}/desk-logo")
    assert (logo.headers["content-type"], await logo.body()) == ("image/png", LOGO)
    about = await (await customer.context.request.get(f"{desk.url}/api/v1/desk")).json()
    assert (about["name"], about["colour"]) == ("灯塔钱包客服", "#33cc99")
    gone = await customer.goto(link(desk))
    assert gone is not None
    assert gone.status == 404


@pytest.mark.parametrize("path", ["/setup/desk", "/setup/you", "/setup/proof", "/setup/next"])
async def test_without_the_code_there_is_nothing_to_see(open_page: OpenPage, desk: Desk, path: str) -> None:
    page = await open_page("en", "desktop")
    answer = await page.goto(desk.url + path)
    assert answer is not None
    assert answer.status == 404 or "/staff/sign-in" in page.url


async def test_a_wrong_code_is_told_and_opens_nothing(
    open_page: OpenPage, desk: Desk, axe: Audit, settings: Settings
) -> None:
    page = await open_page("en", "phone", java_script_enabled=True)
    await page.goto(f"{desk.url}/setup")
    await page.locator("#code").fill("aaaa-bbbb-cccc-dddd")
    await go_on(page)
    await expect(page.locator(".error-summary")).to_contain_text("not the code")
    assert await axe(page) == []
    assert [cookie for cookie in await page.context.cookies() if cookie.get("name") == "setup"] == []


async def test_what_is_offered_to_begin_with_is_accepted(open_page: OpenPage, desk: Desk) -> None:
    page = await open_page("en", "desktop", java_script_enabled=False)
    await page.goto(link(desk))
    await page.locator("#name_en").fill("Lighthouse Wallet")
    await go_on(page)
    await expect(page).to_have_url(re.compile("/setup/you$"))
