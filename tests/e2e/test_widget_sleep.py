"""Phones sleep, pages are put aside and brought back, networks come and go: nothing is missed and nobody reloads."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.e2e.conftest import DEVICES, OpenPage
from tests.e2e.fake_desk import FakeDesk
from tests.e2e.test_widget import QUESTION, asked, bubbles, fake, texts, until, write
from tools import chromium

__all__ = ["fake"]


@pytest.fixture
async def keeping() -> AsyncIterator[Browser]:
    """A Chromium that keeps pages one has left, as phones do and tests usually forbid."""
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=chromium.path(),
            args=list(chromium.FLAGS),
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield launched
        await launched.close()


async def drop_streams(fake: FakeDesk) -> None:
    """Every open connection ends, as after a walk through a tunnel."""
    fake.deaf = True
    for conversation in fake.conversations.values():
        conversation.wake()
    await asyncio.sleep(0.1)
    fake.deaf = False


async def lifecycle(page: Page, state: str) -> None:
    session = await page.context.new_cdp_session(page)
    await session.send("Page.setWebLifecycleState", {"state": state})
    await session.detach()


async def test_a_page_that_slept_has_everything_soon_after_it_wakes(open_page: OpenPage, fake: FakeDesk) -> None:
    """I4: no timer ran meanwhile, and the connection died unheard."""
    page = await open_page("en", "phone")
    conversation = await asked(page, fake)
    await lifecycle(page, "frozen")
    await drop_streams(fake)
    for text in ("one", "two"):
        conversation.answer(text)
    await asyncio.sleep(1)
    await lifecycle(page, "active")
    await expect(bubbles(page, ".staff")).to_have_count(2, timeout=3000)
    assert "stream_blocked" not in [each["code"] for each in fake.failures]


async def test_a_page_brought_back_by_the_back_button_goes_on_where_it_was(keeping: Browser, fake: FakeDesk) -> None:
    """I3, I4."""
    context = await keeping.new_context(**DEVICES["phone"], reduced_motion="reduce")
    page = await context.new_page()
    await page.add_init_script("addEventListener('pageshow', event => { window.kept = event.persisted })")
    conversation = await asked(page, fake)
    await page.locator("dengta-chat textarea").fill("half a thou")
    await page.goto(f"{fake.origin}/static/inbox/widget/en.json")
    conversation.answer("Said while you were elsewhere.")
    await asyncio.sleep(1)
    await page.go_back(wait_until="commit")  # a kept page does not load again
    await expect(bubbles(page, ".staff")).to_have_count(1)
    assert await page.evaluate("window.kept"), "the browser could not keep the page"
    await expect(page.locator("dengta-chat textarea")).to_have_value("half a thou")
    await write(page, "back again")
    await until(lambda: texts(conversation)[-1] == "back again")
    conversation.answer("Welcome back.")
    await expect(bubbles(page, ".staff")).to_have_count(2)
    assert texts(conversation) == [QUESTION, "Said while you were elsewhere.", "back again", "Welcome back."]


async def test_a_hidden_page_whose_timers_hardly_run_is_up_to_date_when_it_is_looked_at(
    open_page: OpenPage, fake: FakeDesk
) -> None:
    """Browsers let a hidden page's timers run once a minute, so the way back must not wait for one."""
    page = await open_page("en", "phone")
    clamp = "(run, wait, ...more) => real(run, window.hiddenNow && wait > 50 ? Math.max(wait, 60000) : wait, ...more)"
    await page.add_init_script(f"const real = setTimeout.bind(window); window.setTimeout = {clamp}")
    conversation = await asked(page, fake)
    await page.evaluate("window.hiddenNow = true")
    await drop_streams(fake)
    conversation.answer("Meanwhile.")
    await asyncio.sleep(2)
    assert await bubbles(page, ".staff").count() == 0
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(bubbles(page, ".staff")).to_have_count(1, timeout=3000)


async def test_a_network_that_comes_back_is_used_at_once_although_nothing_told_that_the_old_one_died(
    open_page: OpenPage, fake: FakeDesk
) -> None:
    """From the house's network into the street: the old connection hangs, silent, and no error comes."""
    page = await open_page("en", "phone")
    conversation = await asked(page, fake)
    before = sum("/events" in each for each in fake.requests)
    fake.buffering = True
    conversation.wake()
    conversation.answer("Into the void.")
    await asyncio.sleep(0.5)
    fake.buffering = False
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(bubbles(page, ".staff")).to_have_count(1, timeout=3000)
    assert sum("/events" in each for each in fake.requests) == before + 1


async def test_a_time_without_a_network_loses_nothing_on_either_side(open_page: OpenPage, fake: FakeDesk) -> None:
    page = await open_page("en", "phone")
    conversation = await asked(page, fake)
    await page.context.set_offline(True)
    await drop_streams(fake)
    await expect(page.locator("dengta-chat .strip")).to_contain_text("You are offline")
    for text in ("first", "second"):
        await write(page, text)
    conversation.answer("While you were away.")
    await expect(page.locator("dengta-chat .unsent").first).to_contain_text("Not sent yet")
    await page.context.set_offline(False)
    await expect(page.locator("dengta-chat .unsent")).to_have_count(0, timeout=5000)
    await expect(bubbles(page, ".staff")).to_have_count(1)
    assert texts(conversation) == [QUESTION, "While you were away.", "first", "second"]
