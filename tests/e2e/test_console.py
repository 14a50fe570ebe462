"""Staff at work in the console."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from dengta.accounts.model import Role
from dengta.platform.db import Database
from tests.e2e.conftest import OpenPage
from tests.e2e.console import ask, colleague
from tests.support.desk import Desk
from tests.support.staff import rows

Audit = Callable[[Page], Awaitable[list[str]]]


@pytest.mark.parametrize(("language", "device", "sent"), [("en", "desktop", "Sent."), ("zh-CN", "phone", "已发送。")])
async def test_a_question_is_opened_and_answered_and_the_customer_reads_the_answer(
    desk: Desk, db: Database, open_page: OpenPage, language: str, device: str, sent: str
) -> None:
    asked = await ask(desk, "我的 USDT转账 一直未到账", "zh-Hans")
    agent = await colleague(db, desk, open_page, Role.AGENT, Role.LEAD)
    page = await agent.at("/console?view=all", language, device)
    await page.locator(f"#row-{asked.reference} .open").click()
    await page.fill("#reply-text", "您好，请把交易哈希发给我们。")
    await page.locator(".reply [data-send]").click()
    await expect(page.locator("#flash")).to_have_text(sent)
    await expect(page.locator("#reply-text")).to_have_value("")
    assert await asked.texts() == ["您好，请把交易哈希发给我们。"]
    if device == "phone":
        await page.locator(".back").click()
        await expect(page.locator(f"#row-{asked.reference}")).to_be_visible()


async def test_a_day_goes_by_without_a_mouse(desk: Desk, db: Database, open_page: OpenPage) -> None:
    for text in ("first question about fees", "second question about fees"):
        await ask(desk, text)
    agent = await colleague(db, desk, open_page, Role.LEAD)
    page = await agent.at("/console?view=all")
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    await page.keyboard.press("k")
    await page.keyboard.press("Enter")
    await expect(page.locator(".talk-subject")).to_have_text("first question about fees")
    await page.keyboard.press("n")
    await page.keyboard.type("look at the fee")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".entry.note .written")).to_have_text("look at the fee")
    await page.keyboard.press("Escape")
    await page.keyboard.press("m")
    await expect(page.locator("#flash")).to_contain_text("Assigned.")
    await page.keyboard.press("e")
    await expect(page.locator("#flash")).to_contain_text("Resolved.")
    await page.keyboard.press("z")
    await expect(page.locator("#flash")).to_contain_text("Open again.")
    await page.keyboard.press("u")
    await expect(page.locator(".quiet-room").first).to_be_visible()
    await page.keyboard.press("?")
    await expect(page.locator("#help")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("mentions")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/console?view=mentions")
    await page.keyboard.press("/")
    await page.keyboard.type("second question")
    await page.keyboard.press("Enter")
    await expect(page.locator("mark").first).to_have_text("second")


async def test_two_people_see_each_other_and_nobodys_words_are_lost(
    desk: Desk, db: Database, open_page: OpenPage
) -> None:
    """I11: one state on both sides; a colleague's answer appears beside what one is writing."""
    asked = await ask(desk, "where is my transfer")
    ana = await colleague(db, desk, open_page, Role.LEAD, name="Ana")
    ben = await colleague(db, desk, open_page, Role.LEAD, name="Ben")
    path = f"/console/c/{asked.reference}?view=all"
    hers, his = await ana.at(path), await ben.at(path)
    await expect(hers.locator("#presence")).to_have_text("Ben is here too", timeout=15_000)
    await expect(his.locator("#presence")).to_have_text("Ana is here too", timeout=15_000)
    await hers.locator("#reply-text").press_sequentially("half a tho")
    await his.locator("#reply-text").press_sequentially("We are looking.")
    await expect(hers.locator("#presence")).to_have_text("Ben is writing", timeout=15_000)
    await his.keyboard.press("Control+Enter")
    await expect(hers.locator(".entry.staff .written")).to_have_text("We are looking.", timeout=15_000)
    await expect(hers.locator("#collision")).to_have_text("Ben has just answered. Read it before you send yours.")
    await hers.keyboard.type("ught")
    await expect(hers.locator("#reply-text")).to_have_value("half a thought")
    await expect(hers.locator(".reply .kept")).to_have_text("Draft kept")
    await hers.reload()
    await expect(hers.locator("#reply-text")).to_have_value("half a thought")


async def test_nothing_moves_under_the_pointer(desk: Desk, db: Database, open_page: OpenPage) -> None:
    old = await ask(desk, "an older question")
    agent = await colleague(db, desk, open_page, Role.LEAD)
    page = await agent.at("/console?view=all&sort=newest", reduced_motion="no-preference")
    await page.locator(f"#row-{old.reference}").hover()
    await page.wait_for_timeout(700)
    new = await ask(desk, "a newer question")
    await expect(page.locator("#new-pill")).to_have_text("1 new", timeout=15_000)
    first = page.locator(".item").first
    await expect(first).to_have_attribute("data-reference", old.reference)
    await page.mouse.move(1200, 500)
    await expect(first).to_have_attribute("data-reference", new.reference)


async def test_what_was_written_outlives_the_server_and_what_came_meanwhile_appears(
    desk: Desk, db: Database, open_page: OpenPage
) -> None:
    """I4, I14: a page that was cut off says so, keeps the words, and is level again by itself."""
    asked = await ask(desk, "before the cut")
    agent = await colleague(db, desk, open_page, Role.LEAD)
    page = await agent.at(f"/console/c/{asked.reference}?view=all")
    await page.fill("#reply-text", "written in the dark")
    await desk.kill()
    await page.locator(".reply [data-send]").click()
    await expect(page.locator("#flash")).to_contain_text("No connection to the desk.")
    await expect(page.locator(".live-lost")).to_be_visible(timeout=15_000)
    await expect(page.locator("#reply-text")).to_have_value("written in the dark")
    await desk.start()
    await asked.add("after the cut")
    await expect(page.locator(".entry.customer .written").last).to_have_text("after the cut", timeout=40_000)
    await expect(page.locator(".live-lost")).to_have_count(0)
    await page.locator(".reply [data-send]").click()
    await expect(page.locator("#flash")).to_contain_text("Sent.")
    assert await asked.texts() == ["written in the dark"]


async def test_everything_can_be_done_without_a_script(desk: Desk, db: Database, open_page: OpenPage) -> None:
    asked = await ask(desk, "no script, please")
    agent = await colleague(db, desk, open_page, Role.LEAD)
    page = await agent.at("/console?view=all", java_script_enabled=False)
    await page.locator(".item .open").click()
    await page.locator(".reply [data-send]").click()
    await expect(page.locator(".reply .not-sent")).to_contain_text("There is nothing in the box.")
    await page.fill("#reply-text", "Here is how.")
    await page.locator(".reply [data-send]").click()
    await expect(page.locator("#flash")).to_contain_text("Sent.")
    await page.get_by_text("Snooze", exact=True).first.click()
    await page.locator(".menu[open] button").first.click()
    await expect(page.locator("#flash")).to_contain_text("Snoozed.")
    await page.locator('[value="note"] + svg').click()
    await page.fill("#note-text", "told them how")
    await page.locator(".note [data-send]").click()
    await expect(page.locator(".entry.note .written")).to_have_text("told them how")
    await page.locator(".talk-actions").get_by_text("Resolve", exact=True).click()
    await expect(page.locator("#flash")).to_contain_text("Resolved.")
    assert await asked.texts() == ["Here is how."]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
async def test_a_canned_reply_comes_filled_in_and_the_name_is_filled_in_when_it_is_sent(
    desk: Desk, db: Database, open_page: OpenPage, *, scripts: bool
) -> None:
    asked = await ask(desk, "你好", "zh-Hans")
    await rows(db, "update inbox_customer set name = '王小红' returning 1")
    agent = await colleague(db, desk, open_page, Role.LEAD, name="李浩")
    page = await agent.at("/console/canned", java_script_enabled=scripts)
    words = {"shortcut": "hello", "title_zh": "问好", "title_en": "Hello", "body_en": "Hello {{customer_name}}"}
    words["body_zh"] = "{{customer_name}}您好，我是{{agent_name}}，编号 {{reference}}。"
    for field, text in words.items():
        await page.fill(f"#{field}", text)
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator("#flash")).to_contain_text("Canned reply saved.")
    await page.goto(f"{desk.url}/console/c/{asked.reference}")
    if scripts:
        await page.locator("#reply-text").press_sequentially("/hel")
        await page.keyboard.press("Enter")
    else:
        await page.get_by_text("Canned", exact=True).click()
        await page.get_by_role("button", name="Hello").click()
    filled = f"{{{{customer_name}}}}您好，我是李浩，编号 {asked.reference}。"
    await expect(page.locator("#reply-text")).to_have_value(filled)
    await page.locator(".reply [data-send]").click()
    await expect(page.locator("#flash")).to_contain_text("Sent.")
    assert await asked.texts() == [f"王小红您好，我是李浩，编号 {asked.reference}。"]


async def test_a_note_calls_by_name_whoever_may_see_it_and_offers_nobody_else(
    desk: Desk, db: Database, open_page: OpenPage
) -> None:
    asked = await ask(desk, "My transfer is stuck")
    await rows(db, "update inbox_conversation set group_id = 1 returning 1")
    for name, groups in (("李浩", (1,)), ("李娜", (2,))):
        await colleague(db, desk, open_page, Role.AGENT, name=name, groups=groups)
    page = await (await colleague(db, desk, open_page, Role.LEAD)).at(f"/console/c/{asked.reference}")
    await page.keyboard.press("n")
    await page.keyboard.type("请 @李")
    await expect(page.locator("#suggest li")).to_have_count(1)
    await page.keyboard.press("Enter")
    await page.keyboard.type("看一下")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".entry.note .mention")).to_have_text("@李浩")


async def test_the_palette_offers_first_what_can_be_done_here(desk: Desk, db: Database, open_page: OpenPage) -> None:
    asked = await ask(desk, "My transfer is stuck")
    page = await (await colleague(db, desk, open_page, Role.LEAD)).at(f"/console/c/{asked.reference}")
    await page.keyboard.press("Control+k")
    offers = await page.locator("#palette-list li > span").all_inner_texts()
    assert offers.index("Take this conversation") < offers.index("Back to the list") < offers.index("People")
    assert "Account" in offers


async def test_every_pane_is_open_to_those_who_cannot_see_or_point(
    desk: Desk, db: Database, open_page: OpenPage, axe: Audit
) -> None:
    asked = await ask(
        desk,
        "我的钱包被盗了 0x3f5CE5FBFe3E9af3971dD833D26bA9b5C936f0bE",
        "zh-Hans",
        details={"network": "Ethereum", "device": "Pixel 8"},
    )
    await ask(desk, "A second, calmer question")
    agent = await colleague(db, desk, open_page, Role.SECURITY_OFFICER, Role.LEAD)
    paths = ("/console?view=all", f"/console/c/{asked.reference}?view=all", "/console/search?q=被盗", "/console/canned")
    for language, device, scheme in (("en", "desktop", "light"), ("zh-CN", "phone", "dark")):
        page = await agent.at("/console?view=snoozed", language, device, color_scheme=scheme)
        assert await axe(page) == []
        for path in paths:
            await page.goto(desk.url + path)
            assert await axe(page) == [], path


async def test_the_switch_of_language_leads_back_to_the_page_one_is_on(
    desk: Desk, db: Database, open_page: OpenPage
) -> None:
    """The pane that holds it is fetched anew by an address of its own, which is no page."""
    asked = await ask(desk, "which language is this")
    agent = await colleague(db, desk, open_page, Role.LEAD)
    page = await agent.at(f"/console/c/{asked.reference}?view=all")
    async with page.expect_response(lambda answer: "/console/list" in answer.url):
        await ask(desk, "something new for the list")
    await expect(page.locator("#views .all .count")).to_have_text("2")
    await page.locator("#views").get_by_text("简体中文").click()
    await expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    await expect(page.locator(".talk-subject")).to_have_text("which language is this")
    assert page.url.startswith(f"{desk.url}/console/c/{asked.reference}?view=all")


@pytest.mark.parametrize(
    ("language", "device", "withheld"), [("en", "desktop", "Not sent"), ("zh-CN", "phone", "没有发出")]
)
async def test_a_reply_that_is_held_back_says_so_where_it_was_written_with_the_words_it_rests_on(
    desk: Desk, db: Database, open_page: OpenPage, language: str, device: str, withheld: str
) -> None:
    asked = await ask(desk, "how do I get my money back")
    agent = await colleague(db, desk, open_page, Role.LEAD)
    page = await agent.at(f"/console/c/{asked.reference}?view=all", language, device)
    words = "Please send us your recovery phrase and we will look."
    await page.fill("#reply-text", words)
    await page.locator(".reply [data-send]").click()
    held = page.locator(".reply .not-sent")
    await expect(held).to_contain_text(withheld)
    await expect(held.locator("mark").first).to_contain_text("recovery phrase")
    await expect(page.locator("#reply-text")).to_have_value(words)
    await expect(page.locator("#flash")).to_be_empty()
    await page.fill("#reply-text", "Please tell us what happened.")
    await page.locator(".reply [data-send]").click()
    await expect(page.locator("#flash .flash")).to_be_visible()
    await expect(held).to_be_empty()


async def test_a_reply_keeps_the_conversation_open_until_one_chooses_otherwise_and_that_is_remembered(
    desk: Desk, db: Database, open_page: OpenPage
) -> None:
    """A holding reply must not tell the customer that we wait for them."""
    first, second = await ask(desk, "first of two"), await ask(desk, "second of two")
    agent = await colleague(db, desk, open_page, Role.LEAD)
    page = await agent.at(f"/console/c/{first.reference}?view=all")
    await page.fill("#reply-text", "We are looking into it.")
    await page.locator(".reply [data-send]").click()
    await expect(page.locator("#flash")).to_contain_text("Sent.")
    await expect(page.locator(".talk-facts")).to_contain_text("Open")
    await page.select_option('[name="then"]', "wait")
    await page.fill("#reply-text", "Which network was it?")
    await page.locator(".reply [data-send]").click()
    await expect(page.locator(".talk-facts")).to_contain_text("Waiting for the customer")
    await page.locator(f"#row-{second.reference} .open").click()
    await expect(page.locator(".talk-subject")).to_have_text("second of two")
    await expect(page.locator('[name="then"]')).to_have_value("wait")


async def test_what_one_did_oneself_is_in_the_list_at_once_even_under_the_pointer(
    desk: Desk, db: Database, open_page: OpenPage
) -> None:
    taken, left = await ask(desk, "take me"), await ask(desk, "leave me")
    agent = await colleague(db, desk, open_page, Role.LEAD)
    page = await agent.at("/console?view=unassigned")
    await page.locator(f"#row-{taken.reference} .open").click()
    await expect(page.locator(".talk-subject")).to_have_text("take me")
    await page.locator(f"#row-{taken.reference}").hover()
    await page.keyboard.press("m")
    await expect(page.locator(f"#row-{taken.reference}")).to_have_count(0)
    await expect(page.locator(f"#row-{left.reference}")).to_be_visible()
    await expect(page.locator(".talk-subject")).to_have_text("take me")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_a_phone_shows_every_action_keeps_words_whole_and_hints_at_more_places(
    desk: Desk, db: Database, open_page: OpenPage, language: str
) -> None:
    asked = await ask(desk, "on the way home")
    agent = await colleague(db, desk, open_page, Role.LEAD, Role.ADMINISTRATOR)
    page = await agent.at(f"/console/c/{asked.reference}?view=all", language, "phone")
    for action in await page.locator(".talk-actions .button:visible").all():
        box = await action.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    edges = "all => all.map(one => one.getBoundingClientRect()).filter(at => at.left < 380 && at.right > 400).length"
    assert await page.locator(".rail li > *").evaluate_all(edges) == 1
    await page.goto(f"{desk.url}/staff/people")
    role = page.locator(".table tbody td", has_text="Administrator" if language == "en" else "管理员").first
    assert await role.evaluate("cell => getComputedStyle(cell).overflowWrap") == "break-word"
    assert (await role.bounding_box() or {"width": 0})["width"] >= 100
