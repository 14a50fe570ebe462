"""The register in a browser: one proposes, another approves, everybody sees; lists are chosen; links carry verdicts."""

import pytest
from playwright.async_api import expect

from dengta.accounts.model import Role
from dengta.platform.db import Database
from tests.e2e.conftest import Device, Language, OpenPage
from tests.e2e.console import ask, colleague
from tests.e2e.test_harness import Audit
from tests.support.desk import Desk


@pytest.mark.parametrize(("language", "device", "scheme"), [("en", "desktop", "light"), ("zh-CN", "phone", "dark")])
async def test_two_people_publish_what_everybody_sees(
    open_page: OpenPage, desk: Desk, db: Database, axe: Audit, language: Language, device: Device, scheme: str
) -> None:
    one = await colleague(db, desk, open_page, Role.ADMINISTRATOR)
    other = await colleague(db, desk, open_page, Role.SECURITY_OFFICER)
    page = await one.at("/staff/official", language)
    await page.locator("#sort").select_option("handle")
    await page.locator("#value").fill("https://t.me/Lighthouse")
    await page.locator("#new ~ form button[type=submit]").click()
    await expect(page.locator("form[action$='/approved']")).to_have_count(0)
    assert await axe(page) == []
    approving = await other.at("/staff/official", language)
    await approving.locator("form[action$='/approved'] button").click()
    await expect(approving.locator("form[action$='/withdraw']")).to_have_count(1)
    assert await axe(approving) == []
    page = await open_page(language, device, color_scheme=scheme)
    await expect(page.locator("body")).to_be_visible()
    await page.goto(f"{desk.url}/official")
    await expect(page.locator(".ours code")).to_have_text("@lighthouse")
    await page.locator("details.more summary").click()
    await expect(page.locator("img.qr")).to_be_visible()
    assert await page.locator("img.qr").evaluate("picture => picture.naturalWidth") > 0
    assert await axe(page) == []
    width = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0


async def test_a_list_from_a_file_speaks_on_the_check_page_and_in_the_console(
    open_page: OpenPage, desk: Desk, db: Database, axe: Audit
) -> None:
    officer = await colleague(db, desk, open_page, Role.SECURITY_OFFICER)
    page = await officer.at("/staff/lists")
    await page.locator("#name").fill("Our own")
    await page.locator("#file").set_input_files(
        [{"name": "a.txt", "mimeType": "text/plain", "buffer": b"evil.example.com\n"}]
    )
    await page.locator("#new ~ form button[type=submit]").click()
    await expect(page.locator("h2", has_text="Our own")).to_be_visible()
    assert await axe(page) == []
    visitor = await open_page("en", "phone")
    for _ in range(30):  # every process reads the lists again within ten seconds
        await visitor.goto(f"{desk.url}/check")
        await visitor.locator("#text").fill("https://evil.example.com/a")
        await visitor.locator("form.form button[type=submit]").click()
        if await visitor.locator(".verdict.danger").count():
            break
        await visitor.wait_for_timeout(1000)
    await expect(visitor.locator(".verdict h3")).to_have_text("Reported as malicious")
    asked = await ask(desk, "they sent me https://evil.example.com/a")
    page = await officer.at(f"/console/c/{asked.reference}")
    written = page.locator(".entry.customer .written")
    await expect(written).to_contain_text("hxxps://evil[.]example[.]com/a")
    await expect(written.locator(".badge.danger")).to_have_text("Reported as malicious")
    assert await axe(page) == []
