"""Journeys in a real browser.

`desk` is a running desk; `browser` a Chromium; `open_page(language, device)` a page of a fresh browser profile, which
fails the test when the page raised an error, broke its own policy or asked anybody but the desk. `axe(page)` lists
what an accessibility audit finds.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Error, Page, async_playwright, expect

from tests.support.desk import Desk
from tools import chromium

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 20_000  # milliseconds an expectation may take to come true on a machine busy with other things
expect.set_options(timeout=PATIENCE)
HERE = {"localhost", "127.0.0.1", ""}

Language = Literal["en", "zh-CN"]
Device = Literal["phone", "desktop"]
OpenPage = Callable[..., Awaitable[Page]]

DEVICES: dict[Device, dict[str, Any]] = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
    "desktop": {"viewport": {"width": 1440, "height": 900}},
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture
async def desk(database_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    """An empty desk. Start another on the same database with `Desk(desk.database_url, …)`."""
    running = await Desk(database_url, tmp_path).start()
    yield running
    await running.stop()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    executable = chromium.path()
    assert executable is not None, chromium.ABSENT
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=executable, args=list(chromium.FLAGS))
        yield launched
        await launched.close()


@pytest.fixture
async def open_page(browser: Browser) -> AsyncIterator[OpenPage]:
    """`await open_page("zh-CN", "phone", color_scheme="dark")`; further words are those of a Playwright context."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    async def open_one(language: Language = "en", device: Device = "desktop", **more: Any) -> Page:
        options = {**DEVICES[device], "locale": language, "reduced_motion": "reduce", **more}
        context = await browser.new_context(**options)
        contexts.append(context)
        page = await context.new_page()
        watch(page, complaints)
        return page

    yield open_one
    for context in contexts:
        await context.close()
    assert complaints == []


def watch(page: Page, complaints: list[str]) -> None:
    """Note what no page of ours may do."""

    def heard(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    def raised(error: Error) -> None:
        complaints.append(f"page error: {error.message}")

    def asked(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in HERE:
            complaints.append(f"outside request: {url}")

    page.on("console", heard)
    page.on("pageerror", raised)
    page.on("request", lambda request: asked(request.url))


@pytest.fixture
def axe() -> Callable[[Page], Awaitable[list[str]]]:
    """What axe-core finds against WCAG 2.2 AA on the page as it stands: a line each, empty when all is well."""

    async def audit(page: Page) -> list[str]:
        await page.evaluate(AXE.read_text(encoding="utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = await page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
        return [
            f"{violation['id']} ({violation['impact']}): {node['html'][:160]} — {node['failureSummary'][:200]}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return audit
