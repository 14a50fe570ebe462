"""The widget and the desk itself, together: the page a host would write, the server a customer's words go to."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from uuid import uuid4

import jwt
import pytest
from playwright.async_api import Page, Route, expect

from dengta.accounts.public import Role
from dengta.inbox.merge import merge
from dengta.inbox.reference import new_reference
from dengta.inbox.reply import Then, reply
from dengta.kernel.clock import SystemClock
from dengta.platform.db import Database
from dengta.safety.public import Knowledge
from tests.e2e.conftest import AXE, Device, Language, OpenPage
from tests.e2e.console import colleague
from tests.support.conversations import RoundDesk, conversation
from tests.support.desk import Desk
from tests.support.staff import actor, rows

QUESTION = "我两小时前转出的 0.5 ETH 一直没到账，怎么办？"
KEY = "5KJvsngHeMpm884wtkJNzQGaCErckhHJBGFsvd3VyK5qMZXj3hS"
BOTH = pytest.mark.parametrize(("language", "device"), [("en", "desktop"), ("zh-CN", "phone")])


async def write(page: Page, text: str) -> None:
    box = page.locator("dengta-chat .composer textarea")
    await box.fill(text)
    await box.press("Enter")


async def asked(page: Page, desk: Desk, language: str = "zh-CN") -> str:
    """Open the demo page's chat and ask; the reference."""
    await page.goto(f"{desk.url}/widget-demo?lang={language}")
    await page.locator("dengta-chat .launcher").click()
    await write(page, QUESTION)
    reference = page.locator("dengta-chat .receipt code")
    await expect(reference).to_have_text(re.compile(r"^DT-\w{4}-\w{4}$"))
    return await reference.inner_text()


async def answered(db: Database, reference: str, text: str, then: Then = Then.WAIT) -> None:
    """Staff answer."""
    mei = await actor(db, Role.LEAD, name="Mei")
    given = {"actor": mei, "db": db, "desk": RoundDesk(), "clock": SystemClock(), "knowledge": Knowledge()}
    await reply(reference, text, client_id=str(uuid4()), then=then, **given)


async def messages(db: Database) -> list[str]:
    return await rows(db, "select body from inbox_message where author = 'customer' order by number")


@BOTH
async def test_a_customer_asks_on_a_hosts_page_and_reads_the_answer_there(
    open_page: OpenPage, desk: Desk, db: Database, language: Language, device: Device
) -> None:
    page = await open_page(language, device)
    reference = await asked(page, desk, language)
    await expect(page.locator("dengta-chat .receipt a")).to_have_attribute("href", re.compile(f"/t/{reference}"))
    await answered(db, reference, "It is still waiting for a confirmation.")
    await expect(page.locator("dengta-chat .bubble.staff")).to_contain_text("waiting for a confirmation")
    await expect(page.locator("dengta-chat .bubble.staff .who")).to_have_text("Mei")
    await expect(page.locator("dengta-chat summary")).to_contain_text(
        "等您回复" if language == "zh-CN" else "waiting for"
    )
    async with asyncio.timeout(5):
        while await rows(db, "select state from inbox_delivery") != ["read"]:  # noqa: ASYNC110 -- another process writes it
            await asyncio.sleep(0.05)


async def test_whoever_reports_a_theft_is_told_at_once_what_to_do_first(open_page: OpenPage, desk: Desk) -> None:
    """In the chat with the receipt, and on the page that its link opens."""
    page = await open_page("zh-CN", "phone")
    await page.goto(f"{desk.url}/widget-demo?lang=zh-CN")
    await page.locator("dengta-chat .launcher").click()
    await write(page, "我的USDT刚刚被盗了")
    await expect(page.locator("dengta-chat .receipt .aid li")).to_have_count(4)
    await expect(page.locator("dengta-chat .receipt .aid li").first).to_contain_text("新助记词")
    await page.goto(str(await page.locator("dengta-chat .receipt a").get_attribute("href")))
    await expect(page.locator("#now .aid li")).to_have_count(4)


async def test_after_a_merge_the_chat_and_the_cases_page_go_on_in_the_kept_conversation(
    open_page: OpenPage, desk: Desk, db: Database
) -> None:
    """The merged one had the greater numbers: a cursor that was kept would never be reached again."""
    page = await open_page("en", "phone")
    away = await asked(page, desk, "en")
    link = await page.locator("dengta-chat .receipt a").get_attribute("href")
    for number in range(4):
        await answered(db, away, f"Answer {number}", Then.KEEP)
    await expect(page.locator("dengta-chat .bubble.staff")).to_have_count(4)
    tracking = await open_page("en", "phone")
    await tracking.goto(str(link))
    await expect(tracking.locator("#now")).to_contain_text("Answer 3")
    (whose,) = await rows(db, "select customer_id from inbox_conversation")
    rename = "update inbox_conversation set reference = %s where reference = %s returning reference"
    made = await conversation(db, SystemClock(), of=whose, text="The other question")
    (kept,) = await rows(db, rename, (new_reference(), made))
    await merge(kept, away, actor=await actor(db, Role.LEAD), db=db, clock=SystemClock())
    await answered(db, kept, "What matters", Then.KEEP)
    await expect(page.locator("dengta-chat .bubble.staff")).to_contain_text(["What matters"])
    await expect(page.locator("dengta-chat .bubble.staff")).to_have_count(1)
    await expect(page.locator("dengta-chat .bubble.you")).to_contain_text("The other question")
    await expect(tracking.locator("#now")).to_contain_text("What matters")
    await write(page, "Thank you")
    await expect(page.locator("dengta-chat .bubble.you")).to_have_count(2)
    where = """select reference from inbox_message m join inbox_conversation c on c.id = m.conversation_id
               where m.body = %s"""
    async with asyncio.timeout(5):
        while await rows(db, where, ("Thank you",)) != [kept]:  # noqa: ASYNC110 -- another process writes it
            await asyncio.sleep(0.05)
    await answered(db, kept, "You are welcome", Then.KEEP)
    await expect(page.locator("dengta-chat .bubble.staff")).to_have_count(2)
    await expect(tracking.locator("#now")).to_contain_text("You are welcome")


async def test_two_people_in_one_conversation_see_each_other(open_page: OpenPage, desk: Desk, db: Database) -> None:
    """I11: who is there, who reads and who writes is the same on both sides."""
    page = await open_page("en", "phone")
    reference = await asked(page, desk, "en")
    agent = await colleague(db, desk, open_page, Role.LEAD, name="Li Wei")
    console = await agent.at("/console?view=all")
    await console.locator(f"#row-{reference} .open").click()
    await expect(page.locator("dengta-chat .head p")).to_have_text("Li Wei is here", timeout=15_000)
    await expect(page.locator("dengta-chat .bubble.you")).to_contain_text("Read", timeout=15_000)
    await console.locator("#reply-text").press_sequentially("Still pending.")
    await expect(page.locator("dengta-chat .typing")).to_have_text("Li Wei is writing")
    await console.locator(".reply [data-send]").click()
    await expect(page.locator("dengta-chat .bubble.staff")).to_contain_text("Still pending.")
    await write(page, "Thank you")
    await expect(console.locator(".entry", has_text="Thank you")).to_be_visible()


async def test_a_desk_that_is_killed_and_comes_back_has_every_word_once(
    open_page: OpenPage, desk: Desk, db: Database
) -> None:
    """I1, I3, I4: written while the desk is dead, shown as not sent, there once it lives."""
    page = await open_page("en", "phone")
    reference = await asked(page, desk, "en")
    await desk.kill()
    await write(page, "one")
    await write(page, "two")
    await expect(page.locator("dengta-chat .unsent")).to_contain_text("Not sent yet")
    await answered(db, reference, "Said while the desk was away.")
    await desk.start()
    await expect(page.locator("dengta-chat .unsent")).to_have_count(0, timeout=30_000)
    await expect(page.locator("dengta-chat .bubble.staff")).to_have_count(1, timeout=30_000)
    await expect(page.locator("dengta-chat .bubble.you")).to_have_count(3)
    await expect(page.locator("dengta-chat .bubble.you .i-read")).to_have_count(1)  # what is answered has been read
    await expect(page.locator("dengta-chat .bubble.you .i-delivered")).to_have_count(2)
    assert await messages(db) == [QUESTION, "one", "two"]


async def signed(page: Page, token: str) -> None:
    """The host app says who its customer is."""
    await page.evaluate("token => document.querySelector('dengta-chat').setAttribute('identity', token)", token)


async def test_who_is_signed_in_by_the_host_finds_their_words_on_another_device(
    open_page: OpenPage, desk: Desk, db: Database
) -> None:
    """What was written before comes along; an identity that ran out is asked for again, and nothing is lost."""
    async with db.transaction() as tx:
        secret = "a secret that the wallet's server and the desk share"
        await tx.execute("insert into inbox_host_key (name, algorithm, key) values ('app', 'HS256', %s)", (secret,))

    def token(seconds: int) -> str:
        return jwt.encode({"sub": "anna", "aud": desk.url, "exp": time.time() + seconds}, secret, "HS256")

    phone = await open_page("en", "phone")
    await asked(phone, desk, "en")
    await signed(phone, token(600))
    await expect(phone.locator("dengta-chat .bubble.you")).to_have_count(1)
    await write(phone, "and from my phone")
    await expect(phone.locator("dengta-chat .i-delivered")).to_have_count(2)

    laptop = await open_page("en", "desktop")
    await laptop.goto(f"{desk.url}/widget-demo?lang=en")
    await laptop.evaluate("addEventListener('dengta-identity-expired', () => { window.expired = true })")
    await signed(laptop, token(600))
    await laptop.locator("dengta-chat .launcher").click()
    await expect(laptop.locator("dengta-chat .card, dengta-chat .bubble").first).to_be_visible()
    if await laptop.locator("dengta-chat .card").count():
        await laptop.locator("dengta-chat .card").click()
    await expect(laptop.locator("dengta-chat .bubble.you")).to_have_count(2)

    await signed(laptop, token(-600))
    await write(laptop, "too late")
    await expect(laptop.locator("dengta-chat .unsent")).to_contain_text("Not sent yet")
    assert await laptop.evaluate("window.expired")
    await signed(laptop, token(600))
    await expect(laptop.locator("dengta-chat .i-delivered")).to_have_count(3)
    assert await messages(db) == [QUESTION, "and from my phone", "too late"]


async def test_a_customer_rates_in_the_widget_once_it_is_solved(open_page: OpenPage, desk: Desk, db: Database) -> None:
    page = await open_page("zh-CN", "phone")
    reference = await asked(page, desk)
    await answered(db, reference, "已经到账了。", Then.RESOLVE)
    form = page.locator("dengta-chat .rating")
    await form.locator("[name=speed]").nth(4).check()
    await form.locator("[name=professionalism]").nth(3).check()
    await form.get_by_label("解决了").check()
    await form.locator("textarea").fill("很快，谢谢")
    await form.locator(".main").click()
    await expect(page.locator("dengta-chat")).to_contain_text("评价已经送到团队")
    await page.reload()
    await page.locator("dengta-chat .launcher").click()
    await expect(page.locator("dengta-chat")).to_contain_text("评价已经送到团队")
    assert await rows(db, "select speed from insight_rating") == [5]


async def test_every_topic_can_be_chosen_in_the_widget(open_page: OpenPage, desk: Desk) -> None:
    page = await open_page("en", "phone")
    await page.goto(f"{desk.url}/widget-demo?lang=en")
    await page.locator("dengta-chat .launcher").click()
    chips = page.locator("dengta-chat .chips label")
    await expect(chips).to_have_count(6)
    await page.get_by_role("button", name="More topics").click()
    offered = (await (await page.request.get(f"{desk.url}/api/v1/desk?language=en")).json())["topics"]
    await expect(chips).to_have_count(len(offered))
    await expect(chips.nth(6).locator("input")).to_be_focused()
    await page.get_by_role("radio", name=offered[9]["label"]).check()
    async with page.expect_request(lambda request: request.method == "POST" and "conv" in request.url) as sent:
        await write(page, "Hello there")
    assert (await sent.value).post_data_json["topic"] == offered[9]["key"]


async def test_long_polls_bring_the_answer_where_streams_are_held_back(
    open_page: OpenPage, desk: Desk, db: Database
) -> None:
    """I4."""
    page = await open_page("en", "phone")
    held: list[Route] = []

    async def hold(route: Route) -> None:
        if "event-stream" in route.request.headers["accept"]:
            held.append(route)
        else:
            await route.continue_()

    await page.route("**/events?*", hold)
    reference = await asked(page, desk, "en")
    async with page.expect_request(lambda request: "wait=25" in request.url, timeout=15_000):
        pass
    await answered(db, reference, "By the other way.")
    await expect(page.locator("dengta-chat .bubble.staff")).to_contain_text("By the other way.")
    assert held


async def test_what_the_desk_removes_is_never_shown_again_and_the_customer_is_told(
    open_page: OpenPage, desk: Desk, db: Database
) -> None:
    """The browser's guard is kept away here: the desk's own is the one that counts."""
    page = await open_page("en", "desktop")
    await page.route("**/safety/secrets.js*", lambda route: route.abort())
    await asked(page, desk, "en")
    await write(page, f"is it {KEY} perhaps")
    await expect(page.locator("dengta-chat .bubble.you").last).to_contain_text("private key removed")
    await expect(page.locator("dengta-chat .notice")).to_be_visible()
    await expect(page.locator("dengta-chat")).not_to_contain_text(KEY)
    assert KEY not in "".join(await messages(db))
    assert KEY not in await page.evaluate("JSON.stringify(localStorage)")


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: make setup fetches it")
@BOTH
async def test_the_hosts_page_with_the_widget_in_it_has_no_accessibility_violation(
    open_page: OpenPage, axe: Callable[[Page], Awaitable[list[str]]], desk: Desk, language: Language, device: Device
) -> None:
    page = await open_page(language, device, bypass_csp=True)
    await page.goto(f"{desk.url}/widget-demo?lang={language}")
    await expect(page.locator("dengta-chat .launcher")).to_be_visible()
    assert await axe(page) == []
    await page.locator("[data-chat]").first.click()
    await expect(page.locator("dengta-chat h3")).to_be_visible()
    assert await axe(page) == []
