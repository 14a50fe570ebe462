"""The help form, with JavaScript and without, on a phone and a desktop, in both languages."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.e2e.conftest import Device, Language, OpenPage
from tests.e2e.test_harness import Audit
from tests.support.desk import Desk
from tests.support.pictures import png

EVERYWHERE = pytest.mark.parametrize(
    ("language", "device", "scheme"),
    [("en", "desktop", "light"), ("zh-CN", "phone", "light"), ("zh-CN", "desktop", "dark"), ("en", "phone", "dark")],
)
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"
HASH = "0x" + "ab12" * 16
CASE = re.compile(r"/t/DT-[2-9A-Z]{4}-[2-9A-Z]{4}")
PICTURE = png()


async def fill(page: Page, desk: Desk, text: str, topic: str = "transaction.pending") -> None:
    await page.goto(f"{desk.url}/help/new?topic={topic}")
    await page.locator("#text").fill(text)


async def send(page: Page) -> None:
    await page.locator("form[data-help-form] button[type=submit]").click()


@EVERYWHERE
async def test_every_page_of_the_way_in_is_accessible(
    open_page: OpenPage, desk: Desk, axe: Audit, language: Language, device: Device, scheme: str
) -> None:
    page = await open_page(language, device, color_scheme=scheme)
    for path in ("/", "/help/new", "/help/new?topic=security.theft", "/track", "/t/DT-7KQ2-9MXA"):
        await page.goto(desk.url + path)
        assert await axe(page) == [], path
    await page.goto(f"{desk.url}/help/new?topic=other")
    await send(page)
    await expect(page.locator(".error-summary")).to_be_visible()
    assert await axe(page) == []


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_question_is_asked_without_javascript(open_page: OpenPage, desk: Desk, language: Language) -> None:
    page = await open_page(language, "phone", java_script_enabled=False)
    await page.goto(f"{desk.url}/")
    await page.locator("a[href='/help/new']").click()
    await page.locator("a[href='/help/new?topic=transaction.pending']").click()
    await page.locator("#text").fill("转账一直没到账 USDT" if language == "zh-CN" else "My USDT transfer is stuck")
    await page.locator("#tx_hash").fill(HASH)
    await page.locator("#files").set_input_files([{"name": "a.png", "mimeType": "image/png", "buffer": PICTURE}])
    await send(page)
    await expect(page).to_have_url(CASE)
    await expect(page.locator(".reference")).to_have_text(CASE_TEXT)
    await expect(page.locator(".thread > li")).to_have_count(1)
    await expect(page.locator(".thread .chip")).to_contain_text("a.png")
    await expect(page.locator(".removed")).to_have_count(0)


CASE_TEXT = re.compile(r"DT-[2-9A-Z]{4}-[2-9A-Z]{4}")


async def test_a_double_press_is_one_question(open_page: OpenPage, desk: Desk) -> None:
    """I3: the same form sent twice leads to the same case."""
    page = await open_page("en", "desktop", java_script_enabled=False)
    await fill(page, desk, "Sent twice")
    await send(page)
    await expect(page).to_have_url(CASE)
    first = page.url
    await page.go_back()
    await send(page)
    await expect(page).to_have_url(CASE)
    assert page.url == first


async def test_words_changed_after_going_back_are_a_question_of_their_own(open_page: OpenPage, desk: Desk) -> None:
    page = await open_page("en", "desktop", java_script_enabled=False)
    await fill(page, desk, "The first words")
    await send(page)
    await expect(page).to_have_url(CASE)
    first = page.url
    await page.go_back()
    await page.locator("#text").fill("Quite other words")
    await send(page)
    await expect(page.locator(".thread")).to_contain_text("Quite other words")
    assert page.url != first


async def test_an_error_keeps_what_was_typed_and_leads_to_the_field(open_page: OpenPage, desk: Desk) -> None:
    page = await open_page("en", "phone", java_script_enabled=False)
    await page.goto(f"{desk.url}/help/new?topic=transaction.pending")
    await page.locator("#network").fill("TRON")
    await page.locator("#error_text").fill(f"could not send {PHRASE}")
    await page.locator("#files").set_input_files([{"name": "a.png", "mimeType": "image/png", "buffer": PICTURE}])
    await send(page)
    await expect(page.locator(".error-summary a")).to_have_attribute("href", "#text")
    await expect(page.locator("#network")).to_have_value("TRON")
    await expect(page.locator("#error_text")).to_have_value("could not send [recovery phrase removed]")
    await expect(page.locator("input[name=kept]")).to_be_checked()
    assert "legal winner" not in await page.content()
    await page.locator("#text").fill("Now with words")
    await send(page)
    await expect(page.locator(".thread .chip")).to_contain_text("a.png")


async def test_a_file_that_is_not_taken_is_named(open_page: OpenPage, desk: Desk) -> None:
    """I25, I27: what a file is called or claims to be does not matter."""
    page = await open_page("en", "desktop", java_script_enabled=False)
    await fill(page, desk, "See the picture")
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"
    await page.locator("#files").set_input_files([{"name": "x.png", "mimeType": "image/png", "buffer": svg}])
    await send(page)
    await expect(page.locator(".error-summary a")).to_have_attribute("href", "#files")
    await expect(page.locator(".error-summary")).to_contain_text("x.png")
    await expect(page.locator("#text")).to_have_value("See the picture")


async def test_a_secret_never_comes_back(open_page: OpenPage, desk: Desk) -> None:
    page = await open_page("zh-CN", "phone", java_script_enabled=False)
    await fill(page, desk, f"<script>alert(1)</script> 我的助记词是 {PHRASE}")
    await send(page)
    await expect(page.locator(".thread .removed")).to_have_text("助记词已删除")
    await expect(page.locator("section.notice.danger")).to_contain_text("新建钱包")
    assert "winner" not in await page.content()


async def test_pictures_are_dropped_shown_and_taken_back(open_page: OpenPage, desk: Desk) -> None:
    page = await open_page("en", "desktop")
    await fill(page, desk, "See the pictures")
    dropped = await page.evaluate_handle(
        """() => { const all = new DataTransfer();
        for (const name of ["a.png", "b.png"]) all.items.add(new File([new Uint8Array(9)], name, {type: "image/png"}));
        return all; }"""
    )
    await page.locator("[data-drop]").dispatch_event("drop", {"dataTransfer": dropped})
    await expect(page.locator("[data-pictures] li")).to_have_count(2)
    await page.get_by_role("button", name="Remove a.png").click()
    await expect(page.locator("[data-pictures] li")).to_have_count(1)
    assert await page.locator("#files").evaluate("input => input.files.length") == 1
