"""The check page in a browser: with JavaScript and without, on a phone and a desktop, in both languages."""

import pytest
from playwright.async_api import expect

from tests.e2e.conftest import Device, Language, OpenPage
from tests.e2e.test_harness import Audit
from tests.support.desk import Desk

WORRYING = "Support wrote: https://metamask.io@claim-airdrop.xyz and t.me/metamask_support, or example.org"
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


@pytest.mark.parametrize(
    ("language", "device", "scheme"),
    [("en", "desktop", "light"), ("zh-CN", "phone", "light"), ("zh-CN", "desktop", "dark"), ("en", "phone", "dark")],
)
async def test_the_check_page_is_accessible(
    open_page: OpenPage, desk: Desk, axe: Audit, language: Language, device: Device, scheme: str
) -> None:
    page = await open_page(language, device, color_scheme=scheme)
    await page.goto(f"{desk.url}/check")
    assert await axe(page) == []
    await page.locator("#text").fill(WORRYING)
    await page.locator("form.form button[type=submit]").click()
    await expect(page.locator(".verdict")).to_have_count(3)
    assert await axe(page) == []
    width = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0


async def test_anything_is_checked_without_javascript(open_page: OpenPage, desk: Desk) -> None:
    page = await open_page("en", "phone", java_script_enabled=False)
    await page.goto(f"{desk.url}/check")
    await page.locator("#text").fill(WORRYING)
    await page.locator("form.form button[type=submit]").click()
    await expect(page.locator(".verdict h3").first).to_have_text("Pretends to be someone else")
    await expect(page.locator("main a[href*='metamask']")).to_have_count(0)
    await page.locator("#text").fill(f"is this ok: {PHRASE}")
    await page.locator("form.form button[type=submit]").click()
    await expect(page.locator("#answer")).to_have_text("This contained a secret")
    await expect(page.locator("#text")).to_have_value("")


@pytest.mark.parametrize(
    ("typed", "notice"), [(f"is this ok: {PHRASE}", "[data-secret]"), ("0x" + "3f" * 31 + "a1", "[data-doubt]")]
)
async def test_a_typed_secret_stays_in_the_browser(open_page: OpenPage, desk: Desk, typed: str, notice: str) -> None:
    page = await open_page("en", "phone")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    await page.goto(f"{desk.url}/check")
    await page.locator("#text").fill(typed)
    await page.locator("form.form button[type=submit]").click()
    await expect(page.locator(notice)).to_be_focused()
    assert typed not in await page.locator("#text").input_value()
    assert sent == []
    await page.locator("#text").fill("example.org")
    await page.locator("form.form button[type=submit]").click()
    await expect(page.locator(".verdict")).to_have_count(1)
