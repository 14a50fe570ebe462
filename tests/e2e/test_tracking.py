"""A case's own page: what it says, what it lets its owner do, and what everybody else sees."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, expect

from tests.e2e.conftest import Language, OpenPage
from tests.e2e.test_form import CASE, fill, send
from tests.e2e.test_harness import Audit
from tests.support.desk import Desk


async def asked(page: Page, desk: Desk, text: str = "My USDT transfer is stuck") -> str:
    """A new case, opened in this page; its tracking link as the page shows it, on this desk's address."""
    await fill(page, desk, text)
    await send(page)
    await expect(page).to_have_url(CASE)
    parts = urlsplit(str(await page.locator("code.link").inner_text()))
    return f"{desk.url}{parts.path}?{parts.query}"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_the_page_says_where_the_case_stands(
    open_page: OpenPage, desk: Desk, axe: Audit, language: Language
) -> None:
    page = await open_page(language, "phone", java_script_enabled=True)
    await asked(page, desk, "转了 USDT 一直没到账" if language == "zh-CN" else "My USDT transfer is stuck")
    await expect(page.locator("h1")).to_have_text("您的消息已收到" if language == "zh-CN" else "We have your message")
    await expect(page.locator(".facts")).to_contain_text("USDT")
    assert await page.locator(".steps li").count() >= 3
    assert await page.locator("meta[name=robots]").get_attribute("content") == "noindex, nofollow"
    assert await axe(page) == []


async def test_the_secret_leaves_the_address_and_opens_the_page_elsewhere(open_page: OpenPage, desk: Desk) -> None:
    """I28: the link works once per device and then stands in a cookie that scripts cannot read."""
    link = await asked(await open_page("en", "desktop"), desk)
    other = await open_page("en", "phone", java_script_enabled=False)
    await other.goto(link)
    await expect(other).to_have_url(CASE)
    assert "k=" not in other.url
    (kept,) = [cookie for cookie in await other.context.cookies() if cookie.get("name", "").startswith("case_")]
    assert kept.get("httpOnly")
    assert kept.get("sameSite") == "Lax"
    assert kept.get("path") == urlsplit(other.url).path
    await other.locator("#text").fill("From my other phone")
    await send(other)
    await expect(other.locator(".thread > li")).to_have_count(2)


async def test_a_wrong_link_an_unknown_reference_and_no_link_look_the_same(open_page: OpenPage, desk: Desk) -> None:
    """I28: nobody learns which references exist."""
    link = await asked(await open_page("en", "desktop"), desk)
    path = urlsplit(link).path
    stranger = await open_page("en", "desktop", java_script_enabled=False)
    seen = []
    for address in (f"{path}?k={'a' * 26}", path, "/t/DT-2222-2226", "/t/DT-2222-2226?k=a", "/t/nonsense"):
        answer = await stranger.goto(desk.url + address)
        assert answer is not None
        assert answer.status == 404
        text = re.sub(r'nonce="[^"]*"|href="[?][^"]*lang=[^"]*"', "", await answer.text())
        seen.append(text)
    assert len(set(seen)) == 1


async def test_somebody_else_cannot_write_rate_close_or_fetch(open_page: OpenPage, desk: Desk) -> None:
    """I23: what the page does not show, its addresses do not do either."""
    link = await asked(await open_page("en", "desktop"), desk)
    path = urlsplit(link).path
    stranger = await open_page("en", "desktop")
    for method, address in (
        ("post", "/messages"),
        ("post", "/resolve"),
        ("post", "/seen?number=1"),
        ("get", "/now"),
        ("post", "/rating"),
        ("get", "/rating"),
    ):
        answer = await getattr(stranger.context.request, method)(f"{desk.url}{path}{address}")
        assert answer.status == 404, address


async def test_a_message_is_added_once_and_the_page_follows_by_itself(open_page: OpenPage, desk: Desk) -> None:
    page = await open_page("en", "desktop")
    link = await asked(page, desk)
    elsewhere = await open_page("en", "phone", java_script_enabled=False)
    await elsewhere.goto(link)
    await elsewhere.locator("#text").fill("It is still pending")
    await send(elsewhere)
    await expect(page.locator(".thread > li")).to_have_count(2)
    await expect(page.locator("[data-news]")).to_have_text("Something new on this page")
    await expect(elsewhere.locator(".thread > li")).to_have_count(2)
    form = {"client_id": "the-same-press-twice", "text": "And again"}
    for _ in range(2):
        address = f"{desk.url}{urlsplit(link).path}/messages"
        assert (await elsewhere.context.request.post(address, form=form)).status == 200
    await expect(page.locator(".thread > li")).to_have_count(3)


async def test_the_customer_closes_and_a_further_message_opens_again(open_page: OpenPage, desk: Desk) -> None:
    page = await open_page("en", "phone", java_script_enabled=False)
    await asked(page, desk)
    await page.get_by_role("button", name="It is solved").click()
    await expect(page.locator("h1")).to_have_text("Your question is resolved")
    await page.locator("#text").fill("It is back")
    await send(page)
    await expect(page.locator("h1")).to_have_text("We have your message")


async def test_a_misread_reference_is_noticed_by_its_check_character(open_page: OpenPage, desk: Desk) -> None:
    page = await open_page("en", "phone", java_script_enabled=False)
    link = await asked(page, desk)
    reference = urlsplit(link).path.rpartition("/")[2]
    await page.context.clear_cookies()
    await page.goto(f"{desk.url}/track")
    wrong = reference[:-1] + ("2" if reference[-1] != "2" else "3")
    await page.locator("#reference").fill(wrong)
    await page.locator("#link").fill(link.partition("k=")[2])
    await page.get_by_role("button", name="Open my question").click()
    await expect(page.locator(".error-summary")).to_contain_text("one character of the reference is misread")
    await page.locator("#reference").fill(reference.replace("-", " ").lower())
    await page.locator("#link").fill(link)
    await page.get_by_role("button", name="Open my question").click()
    await expect(page.locator(".reference")).to_have_text(reference)


async def test_the_desk_tells_a_widget_about_itself(open_page: OpenPage, desk: Desk) -> None:
    page = await open_page("en", "desktop")
    answer = await page.context.request.get(f"{desk.url}/api/v1/desk?language=zh-Hans")
    about = await answer.json()
    assert about["never_ask"].startswith("我们绝不会索要")
    assert about["expected"]["emergency"]["usual_high"] >= 1
    assert {topic["key"] for topic in about["topics"]} >= {"transaction.pending", "security.theft"}
    assert about["form_url"].endswith("/help/new")


async def test_a_resolved_question_is_rated_and_one_that_is_not_solved_opens_again(
    open_page: OpenPage, desk: Desk, axe: Audit
) -> None:
    page = await open_page("zh-CN", "phone", java_script_enabled=False)
    await asked(page, desk)
    await page.get_by_role("button", name="已经解决了").click()
    await page.get_by_role("link", name="评价这次回答").click()
    await page.get_by_role("button", name="提交评价").click()
    await expect(page.locator(".error-summary li")).to_have_count(3)
    await page.locator("#speed").check()
    await page.locator("input[name=professionalism][value='4']").check()
    await page.locator("input[name=resolution][value=no]").check()
    await page.get_by_role("button", name="提交评价").click()
    await expect(page.locator(".notice.ok")).to_contain_text("已经重新打开")
    await page.get_by_role("link", name="回到我的咨询").click()
    await expect(page.locator("h1")).to_have_text("您的消息已收到")
