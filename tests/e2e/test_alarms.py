"""An alarm reaches those who may act on it while they work in the inbox, and goes when somebody has looked into it."""

import pytest
from playwright.async_api import expect

from dengta.accounts.model import Role
from dengta.inbox.errors import NotAllowed
from dengta.inbox.reveal import Personal, reveal
from dengta.kernel.clock import SystemClock
from dengta.platform.db import Database
from tests.e2e.conftest import Device, Language, OpenPage
from tests.e2e.console import ask, colleague
from tests.e2e.test_harness import Audit
from tests.support.desk import Desk
from tests.support.staff import rows


@pytest.mark.parametrize(("language", "device", "scheme"), [("zh-CN", "phone", "dark"), ("en", "desktop", "light")])
async def test_an_alarm_comes_live_and_is_acknowledged_where_one_is(
    db: Database, desk: Desk, open_page: OpenPage, axe: Audit, language: Language, device: Device, scheme: str
) -> None:
    officer = await colleague(db, desk, open_page, Role.SECURITY_OFFICER, name="Ada")
    other = await colleague(db, desk, open_page, Role.ADMINISTRATOR, name="Wang Min")
    helper = await colleague(db, desk, open_page, Role.HELPER, name="Mei", groups=(1,))
    asked = await ask(desk, "Hello")
    await rows(db, "update inbox_conversation set group_id = 1 returning 1")
    await rows(db, "update accounts_read_limit set alarm_above = 1 where kind = 'refusal' and per = 'hour' returning 1")
    page = await officer.at("/console?view=all", language, device, color_scheme=scheme)
    await expect(page.locator("#rows .item")).to_have_count(1)
    second, third = await other.at("/staff/account"), await helper.at("/console?view=all")
    why = "I would like to know it."
    for _ in range(2):
        with pytest.raises(NotAllowed):
            await reveal(asked.reference, Personal.NAME, why, actor=helper.actor, db=db, clock=SystemClock())
    ring = page.locator("#notices .ring")
    await expect(ring).to_contain_text("Mei")
    await expect(page.locator(".rail-count")).to_have_text("1")
    assert await axe(page) == []
    await second.reload()
    await expect(second.locator("#notices .ring")).to_contain_text("Mei")
    await ring.locator("[data-notice-form] button").click()
    await expect(ring).to_have_count(0)
    await expect(page.locator(".rail-count")).to_be_hidden()
    assert await rows(db, "select acknowledged_by from accounts_alarm") == [officer.actor.staff_id]
    await second.goto(f"{desk.url}/console?view=all")
    await expect(second.locator("#rows .item")).to_have_count(1)
    await expect(second.locator("#notices .ring")).to_have_count(0)
    await expect(third.locator("#notices .ring")).to_have_count(0)
