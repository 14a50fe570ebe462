"""A long conversation's record: as far back as it goes, and straight to what a search found."""

import asyncio
import re

from playwright.async_api import Page, expect

from dengta.accounts.model import Role
from dengta.platform.db import Database
from tests.e2e.conftest import OpenPage
from tests.e2e.console import Asked, ask, colleague
from tests.support.desk import Desk
from tests.support.staff import rows

LONG = """
    with conversation as (select id, last_event from inbox_conversation where reference = %s),
    said as (
        insert into inbox_message (uid, conversation_id, number, kind, author, body, sent_at)
        select gen_random_uuid(), c.id, n, 'message', 'customer', 'message ' || n, now()
        from conversation c, generate_series(c.last_event + 1, %s) as n
        returning id, conversation_id, number),
    happened as (
        insert into inbox_event (conversation_id, number, kind, audience, message_id, at)
        select conversation_id, number, 'message', 'everyone', id, now() from said)
    update inbox_conversation set last_event = %s, last_shown = %s where id = (select id from conversation) returning 1
"""
SHOWN = ".timeline .entry.message"


async def grow(db: Database, asked: Asked, events: int) -> None:
    await rows(db, LONG, (asked.reference, events, events, events))


async def in_sight(page: Page, number: int) -> bool:
    box, room = await page.locator(f"#entry-{number}").bounding_box(), await page.locator("#timeline").bounding_box()
    assert box
    assert room
    return room["y"] - 1 <= box["y"] <= room["y"] + room["height"]


async def test_the_whole_record_is_read_step_by_step_and_nothing_moves(
    desk: Desk, db: Database, open_page: OpenPage
) -> None:
    asked = await ask(desk, "The very first words")
    await grow(db, asked, 900)
    agent = await colleague(db, desk, open_page, Role.LEAD)
    page = await agent.at(f"/console/c/{asked.reference}")
    await expect(page.locator(SHOWN)).to_have_count(400)
    assert await in_sight(page, 900)
    earlier = page.get_by_role("link", name="Earlier messages")
    await earlier.scroll_into_view_if_needed()
    await earlier.click()
    await expect(page.locator(SHOWN)).to_have_count(800)
    assert await in_sight(page, 501)
    await asked.add("One more, live")
    await expect(page.get_by_text("One more, live")).to_be_attached()
    await expect(page.locator(SHOWN)).to_have_count(801)  # what was brought back stays
    await page.get_by_role("link", name="Earlier messages").click()
    await expect(page.get_by_text("The very first words").first).to_be_attached()
    await expect(page.get_by_role("link", name="Earlier messages")).to_have_count(0)


async def test_the_record_is_read_to_its_beginning_without_scripts(
    desk: Desk, db: Database, open_page: OpenPage
) -> None:
    asked = await ask(desk, "The very first words")
    await grow(db, asked, 500)
    agent = await colleague(db, desk, open_page, Role.LEAD)
    page = await agent.at(f"/console/c/{asked.reference}", java_script_enabled=False)
    await page.get_by_role("link", name="Earlier messages").click()
    await expect(page.locator("#entry-1")).to_contain_text("The very first words")


async def test_a_search_leads_to_the_message_it_found(desk: Desk, db: Database, open_page: OpenPage) -> None:
    asked = await ask(desk, "Where is my 0.25 wstETH since the bridge")
    agent = await colleague(db, desk, open_page, Role.LEAD)
    page = await agent.at("/console/search?q=wstETH")
    found = page.locator(f"#row-{asked.reference} .open")
    async with asyncio.timeout(20):
        while not await found.count():  # until it is in the index
            await page.reload()
    await grow(db, asked, 700)
    await found.click()
    await expect(page.locator("#entry-1.found")).to_contain_text("wstETH")
    await expect(page).to_have_url(re.compile(r"[?&]at=1\b"))
    assert await in_sight(page, 1)
    await page.reload()
    await expect(page.locator("#entry-1.found")).to_be_in_viewport()
