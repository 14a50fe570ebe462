"""The journeys' own tools notice what they are there to notice."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Browser, Page

from tests.e2e.conftest import OpenPage, watch

Audit = Callable[[Page], Awaitable[list[str]]]


async def test_the_audit_finds_what_a_screen_reader_would_miss(open_page: OpenPage, axe: Audit) -> None:
    page = await open_page("en", "phone")
    await page.set_content("<html lang=en><title>t</title><main><h1>h</h1><button></button></main>")
    assert [found.split(" ")[0] for found in await axe(page)] == ["button-name"]


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("<script>throw new Error('broken')</script>", "page error: broken"),
        ("<img src='http://elsewhere.invalid/a.png'>", "outside request: http://elsewhere.invalid/a.png"),
    ],
)
async def test_a_page_that_misbehaves_is_reported(browser: Browser, markup: str, complaint: str) -> None:
    complaints: list[str] = []
    page = await browser.new_page()
    watch(page, complaints)
    await page.set_content(markup)
    await page.wait_for_timeout(50)
    assert complaints == [complaint]
