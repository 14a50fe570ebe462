"""What customers meet can be used by everybody: audited, zoomed, narrow, in the dark, without motion."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from dengta.inbox.reply import Then
from dengta.platform.db import Database
from tests.e2e.conftest import AXE, Language, OpenPage
from tests.e2e.test_widget_desk import answered, asked
from tests.support.desk import Desk

NARROW = {"width": 320, "height": 640}
"""A small phone; also what is left of 1,280 pixels at four times the size (WCAG 2.2, 1.4.10)."""
EVERYWAY = pytest.mark.parametrize(("language", "scheme"), [("en", "dark"), ("zh-CN", "light")])
Axe = Callable[[Page], Awaitable[list[str]]]
WIDER = """() => [document.documentElement, ...document.querySelectorAll("main *")]
    .filter(node => node.getBoundingClientRect().right > innerWidth + 1)
    .filter(node => !node.closest("[class*=hidden], pre, svg, datalist, template"))
    .map(node => node.tagName + "." + node.className).slice(0, 5)"""
CUT = """chat => [...chat.shadowRoot.querySelectorAll("*")].filter(node => node.checkVisibility())
    .filter(node => node.getBoundingClientRect().right > innerWidth + 1).map(node => node.className || node.tagName)"""
MOVING = """chat => [document, chat.shadowRoot].flatMap(root => root.getAnimations())
    .filter(each => each.effect.getComputedTiming().duration > 1).length"""
LONG = f"Look at https://etherscan.io/a-very-long-address/of-a-page 0x{'a' * 64}"


async def sound(page: Page, axe: Axe) -> None:
    """Nothing for an audit to find, and nothing wider than the screen."""
    if AXE.is_file():
        assert await axe(page) == []
    assert await page.evaluate(WIDER) == []


@EVERYWAY
async def test_the_form_of_each_topic_is_audited_on_a_narrow_screen(
    open_page: OpenPage, axe: Axe, desk: Desk, language: Language, scheme: str
) -> None:
    page = await open_page(language, "phone", viewport=NARROW, color_scheme=scheme, bypass_csp=True)
    offered = (await (await page.request.get(f"{desk.url}/api/v1/desk")).json())["topics"]
    for topic in offered:
        await page.goto(f"{desk.url}/help/new?topic={topic['key']}")
        await expect(page.locator("h1")).to_be_visible()
        await sound(page, axe)


@EVERYWAY
async def test_a_case_is_audited_in_each_of_its_states_and_so_is_its_rating(
    open_page: OpenPage, axe: Axe, desk: Desk, db: Database, language: Language, scheme: str
) -> None:
    page = await open_page(language, "phone", viewport=NARROW, color_scheme=scheme, bypass_csp=True)
    reference = await asked(page, desk, language)
    link = await page.locator("dengta-chat .receipt a").get_attribute("href")
    assert link
    await page.goto(link)
    await sound(page, axe)
    await page.locator("form[data-help-form] button[type=submit]").click()
    await expect(page.locator(".wrong-text").first).to_be_visible()
    await sound(page, axe)
    for then in (Then.WAIT, Then.RESOLVE):
        await answered(db, reference, LONG, then)
        await page.goto(f"{desk.url}/t/{reference}")
        await sound(page, axe)
    await page.goto(f"{desk.url}/t/{reference}/rating")
    await sound(page, axe)
    await page.locator("button[type=submit]").last.click()
    await expect(page.locator("[aria-invalid=true], .wrong").first).to_be_visible()
    await sound(page, axe)
    await page.goto(f"{desk.url}/t/DT-2222-2226")
    await sound(page, axe)


@EVERYWAY
async def test_the_widget_is_whole_at_twice_the_size_and_still_when_asked_to_be(
    open_page: OpenPage, axe: Axe, desk: Desk, db: Database, language: Language, scheme: str
) -> None:
    """Twice the size of a laptop's window is half its pixels: the window then fills the screen."""
    half = {"width": 640, "height": 360}
    page = await open_page(language, "desktop", viewport=half, color_scheme=scheme, bypass_csp=True)
    reference = await asked(page, desk, language)
    await answered(db, reference, "Thank you for waiting.", Then.RESOLVE)
    await expect(page.locator("dengta-chat .rating")).to_be_visible()
    if AXE.is_file():
        assert await axe(page) == []
    for size in (half, NARROW):
        await page.set_viewport_size({"width": size["width"], "height": size["height"]})
        assert await page.locator("dengta-chat").evaluate(CUT) == []
        box = await page.locator("dengta-chat .composer textarea").bounding_box()
        assert box
        assert box["y"] + box["height"] <= size["height"]
    assert await page.locator("dengta-chat").evaluate(MOVING) == 0
