"""What a customer does in the chat widget, on a phone and a desktop, in both languages, on good networks and bad."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.async_api import Browser, Locator, Page, Route, expect

from dengta.platform.colour import ENOUGH, contrast
from tests.e2e.conftest import AXE, Device, Language, OpenPage
from tests.e2e.fake_desk import PHRASE, Conversation, FakeDesk, running

BOTH = pytest.mark.parametrize(("language", "device"), [("en", "desktop"), ("en", "phone"), ("zh-CN", "phone")])
QUESTION = "I sent 0.5 ETH two hours ago and it is not there. 转账一直没到账。"


@pytest.fixture
async def fake() -> AsyncIterator[FakeDesk]:
    async with running() as desk:
        yield desk


async def visit(page: Page, fake: FakeDesk, **attributes: str) -> None:
    """The host page with the panel open."""
    await page.goto(f"{fake.origin}/host?{urlencode({'open': 'yes', **attributes})}")
    await expect(page.locator("dengta-chat h2")).to_be_visible()


async def write(page: Page, text: str) -> None:
    box = page.locator("dengta-chat .composer textarea")
    await box.fill(text)
    await box.press("Enter")


async def asked(page: Page, fake: FakeDesk, text: str = QUESTION, **attributes: str) -> Conversation:
    """A conversation, begun in the widget."""
    await visit(page, fake, **attributes)
    await write(page, text)
    await expect(page.locator("dengta-chat .receipt")).to_be_visible()
    conversation = next(iter(fake.conversations.values()))
    await until(lambda: conversation.heard)
    return conversation


def bubbles(page: Page, who: str = "") -> Locator:
    return page.locator(f"dengta-chat .bubble{who}")


def texts(conversation: Conversation) -> list[str]:
    return [message["text"] for message in conversation.messages]


@BOTH
async def test_a_question_gets_a_receipt_and_a_live_answer(
    open_page: OpenPage, fake: FakeDesk, language: Language, device: Device
) -> None:
    page = await open_page(language, device)
    await visit(page, fake, lang=language)
    await page.locator("dengta-chat .chips label").first.click()
    await write(page, QUESTION)
    receipt = page.locator("dengta-chat .receipt")
    await expect(receipt.locator("code")).to_have_text("DT-7KQ2-9MXA")
    await expect(receipt).to_contain_text("到账" if language == "zh-CN" else "has not arrived")
    await expect(receipt.locator("a")).to_have_attribute("href", re.compile(r"/t/DT-7KQ2-9MXA"))
    conversation = fake.conversations["DT-7KQ2-9MXA"]
    assert conversation.language == ("zh-Hans" if language == "zh-CN" else "en")
    await until(lambda: conversation.heard)
    conversation.pass_by("presence", staff=[{"name": "Mei"}], online=True)
    conversation.pass_by("typing", name="Mei", until_ms=0)
    await expect(page.locator("dengta-chat .typing")).to_contain_text("Mei")
    await expect(page.locator("dengta-chat .head p")).to_contain_text("Mei")
    conversation.answer("It is still waiting in the queue.")
    await expect(bubbles(page, ".staff")).to_contain_text("waiting in the queue")
    await expect(page.locator("dengta-chat .typing")).to_be_empty()
    conversation.pass_by("seen", read_by_staff=1)
    await expect(bubbles(page, ".you")).to_contain_text("已读" if language == "zh-CN" else "Read")
    await until(lambda: conversation.seen == {"delivered": 2, "read": 2})


async def until(truth: Callable[[], Any], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not truth():  # noqa: ASYNC110 -- the page is elsewhere
            await asyncio.sleep(0.02)


async def test_words_written_without_a_network_are_marked_kept_over_a_reload_and_arrive_exactly_once(
    open_page: OpenPage, fake: FakeDesk
) -> None:
    """I1, I3, I12: "not sent" is said, never "sent"; two messages leave in the order they were written."""
    page = await open_page("en", "phone")
    conversation = await asked(page, fake)
    fake.deaf = True
    conversation.wake()
    await write(page, "first")
    await write(page, "second")
    await expect(page.locator("dengta-chat .unsent")).to_contain_text("Not sent yet")
    await page.reload()
    await expect(page.locator("dengta-chat .bubble.you")).to_have_count(2)
    await expect(page.locator("dengta-chat .unsent").first).to_contain_text("Not sent yet")
    fake.deaf = False
    await page.locator("dengta-chat .acts button").first.click()
    await expect(page.locator("dengta-chat .unsent")).to_have_count(0)
    await expect(bubbles(page, ".you")).to_have_count(3)
    await until(lambda: texts(conversation) == [QUESTION, "first", "second"])


async def test_a_first_message_written_offline_becomes_one_conversation_when_the_network_is_back(
    open_page: OpenPage, fake: FakeDesk
) -> None:
    """I3."""
    page = await open_page("en", "phone")
    await visit(page, fake)
    await page.context.set_offline(True)
    await write(page, QUESTION)
    await expect(page.locator("dengta-chat .composer textarea")).to_have_value("")
    await write(page, "and one more thing")
    await expect(page.locator("dengta-chat .strip")).to_contain_text("You are offline")
    await expect(page.locator("dengta-chat .unsent").first).to_contain_text("Not sent yet")
    await page.context.set_offline(False)
    await expect(page.locator("dengta-chat .receipt")).to_be_visible()
    await expect(bubbles(page, ".you")).to_have_count(2)
    (conversation,) = fake.conversations.values()
    await until(lambda: texts(conversation) == [QUESTION, "and one more thing"])
    await expect(page.locator("dengta-chat .strip")).to_be_empty()


async def test_an_answer_that_was_lost_on_the_way_back_is_asked_for_again_and_nothing_is_doubled(
    open_page: OpenPage, fake: FakeDesk
) -> None:
    """I3: the desk took the message, the phone never heard so."""
    page = await open_page()
    conversation = await asked(page, fake)
    lost = 0

    async def lose(route: Any) -> None:
        nonlocal lost
        if lost < 2:
            lost += 1
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/messages", lose)
    await write(page, "only once")
    await until(lambda: lost == 2)
    await expect(page.locator("dengta-chat .unsent")).to_have_count(0)
    await expect(bubbles(page, ".you")).to_have_count(2)
    assert texts(conversation) == [QUESTION, "only once"]


async def test_enter_pressed_twice_sends_once(open_page: OpenPage, fake: FakeDesk) -> None:
    """I3."""
    page = await open_page()
    conversation = await asked(page, fake)
    box = page.locator("dengta-chat .composer textarea")
    await box.fill("quick")
    await box.evaluate(
        "box => [1, 2, 3].forEach(() => box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true})))"
    )
    await expect(bubbles(page, ".you")).to_have_count(2)
    await until(lambda: "quick" in texts(conversation))
    await asyncio.sleep(0.3)
    assert texts(conversation) == [QUESTION, "quick"]


async def test_an_enter_that_picks_a_chinese_word_does_not_send(open_page: OpenPage, fake: FakeDesk) -> None:
    page = await open_page("zh-CN", "phone")
    await visit(page, fake, lang="zh-CN")
    box = page.locator("dengta-chat .composer textarea")
    await box.fill("zhuanzhang")
    press = "(box, more) => box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, ...more}))"
    await box.evaluate(press, {"isComposing": True})
    await box.evaluate(press, {"keyCode": 229})
    await box.press("Shift+Enter")
    await asyncio.sleep(0.2)
    assert fake.conversations == {}
    assert (await box.input_value()).strip() == "zhuanzhang"


async def test_a_reload_and_a_closed_panel_come_back_to_the_same_thread(open_page: OpenPage, fake: FakeDesk) -> None:
    page = await open_page("zh-CN", "phone")
    conversation = await asked(page, fake, lang="zh-CN")
    conversation.answer("在的。")
    await expect(bubbles(page, ".staff")).to_be_visible()
    await page.goto(f"{fake.origin}/host?lang=zh-CN")
    conversation.answer("还在吗？")
    launcher = page.locator("dengta-chat .launcher")
    await expect(launcher).to_have_accessible_name("帮助与客服, 1 条未读")
    await launcher.click()
    await expect(bubbles(page, ".staff")).to_have_count(2)
    await expect(page.locator("dengta-chat .receipt")).to_have_count(1)
    await until(lambda: conversation.seen == {"delivered": 3, "read": 3})
    await page.locator("dengta-chat .head button").first.click()
    await expect(page.locator("dengta-chat .card")).to_have_count(1)
    await expect(page.locator("dengta-chat .card .badge")).to_have_count(0)


async def test_what_was_said_while_the_stream_was_cut_is_there_once_and_in_order(
    open_page: OpenPage, fake: FakeDesk
) -> None:
    """I4: resumed from the last event id, without a refresh by hand."""
    page = await open_page()
    conversation = await asked(page, fake)
    conversation.answer("one")
    await expect(bubbles(page, ".staff")).to_have_count(1)
    fake.deaf = True
    conversation.wake()
    await asyncio.sleep(0.2)
    for text in ("two", "three", "four"):
        conversation.answer(text)
    fake.deaf = False
    await expect(bubbles(page, ".staff")).to_have_count(4)
    assert await bubbles(page, ".staff").locator("p").all_inner_texts() == ["one", "two", "three", "four"]


async def test_where_streams_are_held_back_long_polls_bring_the_answer(open_page: OpenPage, fake: FakeDesk) -> None:
    """I4: no byte within eight seconds of connecting means that something buffers."""
    fake.buffering = True
    page = await open_page()
    conversation = await asked(page, fake)
    await until(lambda: fake.failures, 12)
    assert fake.failures[0]["code"] == "stream_blocked"
    conversation.answer("by the other way")
    await expect(bubbles(page, ".staff")).to_contain_text("by the other way")


async def test_a_recovery_phrase_stays_in_the_box_and_is_neither_sent_nor_stored(
    open_page: OpenPage, fake: FakeDesk
) -> None:
    """I20."""
    page = await open_page()
    conversation = await asked(page, fake)
    await write(page, f"my words are {PHRASE} please")
    alert = page.locator("dengta-chat .composer [role=alert]")
    await expect(alert).to_contain_text("recovery phrase")
    await asyncio.sleep(1)
    assert "abandon" not in await page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    await alert.locator(".main").click()
    await expect(bubbles(page, ".you")).to_have_count(2)
    await expect(alert).to_be_empty()
    await until(lambda: len(texts(conversation)) == 2)
    assert texts(conversation)[1].split() == ["my", "words", "are", "please"]


async def slow(page: Page, milliseconds: int = 1500) -> None:
    """The look for secrets takes its time, as on a cheap phone that still fetches the word lists."""

    async def wrap(route: Route) -> None:
        guard = (await (await route.fetch()).text()).replace("export function", "async function look")
        guard = guard.replace("look findSecrets", "look")
        later = f"await new Promise((resolve) => setTimeout(resolve, {milliseconds})); return look(text)"
        await route.fulfill(
            content_type="text/javascript", body=f"{guard}\nexport async function findSecrets(text) {{ {later} }}"
        )

    await page.route("**/safety/secrets.js*", wrap)


async def test_words_written_while_secrets_are_looked_for_stay_and_go_in_their_order(
    open_page: OpenPage, fake: FakeDesk
) -> None:
    """I1: what is written between the press and the end of the look is neither lost nor sent with it."""
    page = await open_page("en", "phone")
    await slow(page)
    await visit(page, fake)
    box = page.locator("dengta-chat .composer textarea")
    await write(page, "one")
    await expect(box).to_have_value("")
    await expect(page.locator("dengta-chat .held")).to_contain_text("one")
    await write(page, "two")
    await box.press_sequentially("three")
    await expect(bubbles(page, ".you")).to_have_count(2)
    await expect(page.locator("dengta-chat .held")).to_have_count(0)
    await expect(box).to_have_value("three")
    await expect(box).to_be_focused()
    (conversation,) = fake.conversations.values()
    await until(lambda: texts(conversation) == ["one", "two"])
    await box.press("Enter")
    await until(lambda: texts(conversation) == ["one", "two", "three"])


async def test_a_secret_that_is_found_late_comes_back_into_the_box_before_what_was_written_since(
    open_page: OpenPage, fake: FakeDesk
) -> None:
    page = await open_page()
    await slow(page)
    conversation = await asked(page, fake)
    box = page.locator("dengta-chat .composer textarea")
    await write(page, f"it is {PHRASE}")
    await box.press_sequentially("and mor")
    alert = page.locator("dengta-chat .composer [role=alert]")
    await expect(alert).to_contain_text("recovery phrase")
    await expect(box).to_have_value(f"it is {PHRASE}\nand mor")
    await box.press_sequentially("e")
    await expect(alert).to_contain_text("recovery phrase")
    await alert.locator(".main").click()
    await until(lambda: texts(conversation) == [QUESTION, "it is \nand more"])
    assert "abandon" not in await page.evaluate("JSON.stringify(localStorage)")


async def test_an_answer_that_is_still_looked_at_goes_to_the_conversation_it_was_written_in(
    open_page: OpenPage, fake: FakeDesk
) -> None:
    page = await open_page()
    conversation = await asked(page, fake)
    await slow(page, 800)
    await page.reload()
    await expect(bubbles(page, ".you")).to_have_count(1)
    await write(page, "for the first")
    await page.locator("dengta-chat .head button").first.click()
    await page.locator("dengta-chat .foot .main").click()
    await until(lambda: texts(conversation) == [QUESTION, "for the first"])
    assert len(fake.conversations) == 1
    await expect(page.locator("dengta-chat h3")).to_be_visible()


async def test_a_bare_hash_can_be_called_one_and_sent(open_page: OpenPage, fake: FakeDesk) -> None:
    page = await open_page()
    conversation = await asked(page, fake)
    await write(page, f"stuck: 0x{'a1' * 32} since noon")
    await page.get_by_role("button", name="It is a transaction hash").click()
    await until(lambda: len(conversation.messages) == 2)
    assert texts(conversation)[1] == f"stuck: tx hash 0x{'a1' * 32} since noon"


async def test_a_draft_is_kept_for_each_conversation(open_page: OpenPage, fake: FakeDesk) -> None:
    page = await open_page()
    await asked(page, fake)
    box = page.locator("dengta-chat .composer textarea")
    await box.fill("half a thought")
    async with asyncio.timeout(20):
        while "half a thought" not in await page.evaluate("JSON.stringify(localStorage)"):  # noqa: ASYNC110 -- the page is elsewhere
            await asyncio.sleep(0.05)
    await page.reload()
    await expect(box).to_have_value("half a thought")
    await page.locator("dengta-chat .head button").first.click()
    await page.locator("dengta-chat .foot .main").click()
    await expect(box).to_have_value("")


async def test_what_the_desk_removed_is_shown_at_once_with_what_to_do(open_page: OpenPage, fake: FakeDesk) -> None:
    page = await open_page()
    await asked(page, fake)
    await write(page, "my key is SECRET")
    await expect(bubbles(page, ".you").last).to_contain_text("private key removed")
    await expect(page.locator("dengta-chat .notice")).to_contain_text("Move your assets now.")
    await expect(page.locator("dengta-chat .sr[role=status]")).to_contain_text("Move your assets now.")


async def test_a_refused_message_says_so_and_can_be_taken_back(open_page: OpenPage, fake: FakeDesk) -> None:
    """I12: what was refused never looks sent."""
    page = await open_page()
    conversation = await asked(page, fake)
    fake.refuse = True
    await write(page, "far too long")
    await expect(page.locator("dengta-chat .unsent")).to_contain_text("Not sent. Too long")
    await page.locator("dengta-chat .acts button", has_text="Edit").click()
    await expect(page.locator("dengta-chat .composer textarea")).to_have_value("far too long")
    await expect(page.locator("dengta-chat .unsent")).to_have_count(0)
    await until(lambda: [each["code"] for each in fake.failures] == ["send_refused"])
    fake.refuse = False
    await page.locator("dengta-chat .composer textarea").press("Enter")
    await until(lambda: texts(conversation) == [QUESTION, "far too long"])


async def test_markup_in_a_message_stays_text_and_only_staff_links_lead_out(
    open_page: OpenPage, fake: FakeDesk
) -> None:
    """I29."""
    page = await open_page()
    hostile = "<img src=x onerror=alert(1)> https://customer.example [x](javascript:alert(1))"
    conversation = await asked(page, fake, hostile)
    conversation.answer(f"{hostile} https://bank.example@evil.example/ https://好.example/ https://desk.example/a?b=1.")
    await expect(bubbles(page, ".staff")).to_be_visible()
    await expect(bubbles(page, ".you").locator("p")).to_have_text(hostile)
    assert await page.locator("dengta-chat .bubble img").count() == 0
    links = page.locator("dengta-chat .bubble a")
    addresses = await links.evaluate_all("all => all.map(a => [a.getAttribute('href'), a.rel, a.target])")
    rel = "noopener noreferrer nofollow"
    assert addresses == [
        ["https://customer.example/", rel, "_blank"],
        ["https://desk.example/a?b=1", rel, "_blank"],
    ]
    assert await bubbles(page, ".you").locator("a").count() == 0


async def test_files_are_shown_on_their_way_and_leave_with_the_message(open_page: OpenPage, fake: FakeDesk) -> None:
    page = await open_page()
    conversation = await asked(page, fake)
    await page.route("**/attachments?*", lambda route: route.abort())
    picker = page.locator("dengta-chat input[type=file]")
    picture = {"name": "screen.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n" + b"0" * 2000}
    program = {"name": "wallet.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"}
    await picker.set_input_files([picture, program])
    tray = page.locator("dengta-chat .composer li")
    await expect(page.locator("dengta-chat .composer [role=alert]")).to_contain_text("screen.png was not sent")
    await expect(page.locator("dengta-chat .composer [role=alert]")).to_contain_text("wallet.exe cannot be sent")
    await page.unroute("**/attachments?*")
    await tray.get_by_role("button", name="Retry").click()
    await expect(tray.locator("progress")).to_have_count(0)
    await page.locator("dengta-chat .composer .go").click()
    await expect(bubbles(page, ".you").last.locator(".file")).to_contain_text("screen.png")
    await until(lambda: len(conversation.messages) == 2)
    assert [file["name"] for file in conversation.messages[1]["attachments"]] == ["screen.png"]
    async with page.expect_download() as download:
        await bubbles(page, ".you").last.locator(".file").click()
    assert (await download.value).suggested_filename == "screen.png"
    await picker.set_input_files([{"name": "bad.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}])
    await expect(page.locator("dengta-chat .composer [role=alert]")).to_contain_text("bad.svg cannot be sent")


async def test_a_solved_conversation_can_be_rated(open_page: OpenPage, fake: FakeDesk) -> None:
    page = await open_page("en", "phone")
    conversation = await asked(page, fake)
    conversation.resolve()
    form = page.locator("dengta-chat .rating")
    await form.locator(".main").click()
    await expect(form.locator("[role=alert]")).to_contain_text("Choose an answer")
    await form.locator("[name=speed]").nth(4).check()
    await form.locator("[name=professionalism]").nth(3).check()
    await form.get_by_label("Partly").check()
    await form.locator("textarea").fill("Kind and quick")
    await form.locator(".main").click()
    await expect(page.locator("dengta-chat")).to_contain_text("Your rating reached the team")
    assert conversation.rating == {
        "speed": 5,
        "professionalism": 4,
        "resolution": "partly",
        "words": "Kind and quick",
    }


async def test_nobody_is_said_to_be_there_when_nobody_is(open_page: OpenPage, fake: FakeDesk) -> None:
    """I11: presence decides what is offered, and it is the desk's own."""
    page = await open_page()
    conversation = await asked(page, fake)
    header = page.locator("dengta-chat .head p")
    await expect(header).to_have_text("Usually answers in 12–40 min")
    conversation.pass_by("presence", staff=[{"name": "Mei"}], online=True)
    await expect(header).to_have_text("Mei is here")
    conversation.pass_by("presence", staff=[], online=False)
    await expect(header).to_have_text("Usually answers in 12–40 min")


async def test_without_storage_the_chat_works_and_says_that_leaving_loses_it(
    open_page: OpenPage, fake: FakeDesk
) -> None:
    page = await open_page()
    closed = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('closed') }})"
    await page.add_init_script(closed)
    conversation = await asked(page, fake)
    await expect(page.locator("dengta-chat .strip")).to_contain_text("save your tracking link")
    conversation.answer("Hello")
    await expect(bubbles(page, ".staff")).to_be_visible()
    assert [each["code"] for each in fake.failures] == ["storage_closed"]


async def test_a_mistake_of_the_widget_is_told_to_the_desk(browser: Browser, fake: FakeDesk) -> None:
    """I1: no failure stays unheard; what a person wrote is never part of it."""
    page = await browser.new_page()
    conversation = await asked(page, fake)
    conversation.passing.append(("event", {"number": 9, "kind": "message", "message": {"id": "x", "number": 9}}))
    conversation.wake()
    await until(lambda: fake.failures)
    assert fake.failures[0]["code"] == "broken"
    assert re.fullmatch(r"RangeError widget.js:\d+", fake.failures[0]["detail"])


async def test_another_person_on_the_same_device_sees_nothing_of_the_first(open_page: OpenPage, fake: FakeDesk) -> None:
    page = await open_page()
    anna, ben = ("e30.eyJzdWIiOiJhbm5hIn0.x", "e30.eyJzdWIiOiJiZW4ifQ.x")
    await asked(page, fake)
    await page.evaluate("token => document.querySelector('dengta-chat').setAttribute('identity', token)", anna)
    await expect(bubbles(page, ".you")).to_have_count(1)
    await page.evaluate("token => document.querySelector('dengta-chat').setAttribute('identity', token)", ben)
    await expect(page.locator("dengta-chat h2")).to_be_visible()
    await expect(bubbles(page, ".you")).to_have_count(0)
    assert await page.locator("dengta-chat .card").count() == 0


async def test_in_a_web_view_it_fills_its_place_and_needs_no_button(open_page: OpenPage, fake: FakeDesk) -> None:
    page = await open_page("zh-CN", "phone")
    await page.goto(f"{fake.origin}/host?mode=inline&lang=zh-CN")
    await write(page, QUESTION)
    await expect(page.locator("dengta-chat .receipt")).to_be_visible()
    assert await page.locator("dengta-chat .launcher").count() == 0
    await page.keyboard.press("Escape")
    await expect(page.locator("dengta-chat .receipt")).to_be_visible()


async def test_the_language_and_the_theme_follow_the_host(open_page: OpenPage, fake: FakeDesk) -> None:
    page = await open_page("en", "desktop")
    await visit(page, fake, lang="en", theme="light")
    chat = page.locator("dengta-chat")
    await chat.evaluate("chat => { chat.lang = 'zh-Hans'; chat.setAttribute('theme', 'dark') }")
    await expect(chat.locator("h3")).to_have_text("需要什么帮助？")
    await expect(chat.locator(".panel")).to_have_css("background-color", "rgb(11, 20, 36)")


async def test_a_page_without_colours_or_a_slow_start_still_gets_a_chat(open_page: OpenPage, fake: FakeDesk) -> None:
    """The desk's own description failing does not keep anybody from writing."""
    page = await open_page()
    await page.route("**/api/v1/desk*", lambda route: route.abort())
    await visit(page, fake)
    await expect(page.locator("dengta-chat .never")).to_contain_text("We never ask")
    await write(page, QUESTION)
    await expect(page.locator("dengta-chat .receipt")).to_be_visible()
    await until(lambda: [each["code"] for each in fake.failures] == ["desk_failed"])


@pytest.mark.parametrize("device", ["phone", "desktop"])
async def test_the_keyboard_opens_closes_and_comes_back(open_page: OpenPage, fake: FakeDesk, device: Device) -> None:
    page = await open_page("en", device)
    await page.goto(f"{fake.origin}/host")
    launcher = page.locator("dengta-chat .launcher")
    await launcher.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(launcher).to_be_focused()


async def test_targets_are_large_enough_for_a_thumb_and_nothing_is_wider_than_the_screen(
    open_page: OpenPage, fake: FakeDesk
) -> None:
    page = await open_page("en", "phone")
    conversation = await asked(page, fake, "z" * 200)
    conversation.resolve()
    await expect(page.locator("dengta-chat .rating")).to_be_visible()
    small = await page.locator("dengta-chat").evaluate(
        """chat => [...chat.shadowRoot.querySelectorAll("button, a, label, textarea, summary")]
            .filter(node => node.checkVisibility()).map(node => [node.className, node.getBoundingClientRect()])
            .filter(([, box]) => box.height < 43.5 || box.width < 43.5 || box.right > innerWidth)
            .map(([name]) => name)"""
    )
    assert small == []


@pytest.mark.parametrize("colour", ["#1f5fa8", "#f7c325", "#ffffff", "#000000", "#7ed957", "#e4002b"])
async def test_every_colour_a_desk_may_choose_stays_legible(open_page: OpenPage, fake: FakeDesk, colour: str) -> None:
    page = await open_page()
    fake.colour = colour
    conversation = await asked(page, fake)
    conversation.answer("See https://desk.example/")
    await expect(bubbles(page, ".staff")).to_be_visible()
    shown = await page.evaluate(
        """() => {
          const two = n => (+n).toString(16).padStart(2, "0");
          const scale = colour => colour.startsWith("color(") ? 255 : 1;
          const part = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(n => Math.round(n * scale(colour)));
          const hex = colour => "#" + part(colour).map(two).join("");
          const root = document.querySelector("dengta-chat").shadowRoot;
          const style = query => getComputedStyle(root.querySelector(query));
          const own = style(".bubble.you");
          return [[hex(own.color), hex(own.backgroundColor)],
                  [hex(style(".bubble a").color), hex(style(".bubble.staff").backgroundColor)],
                  ["#ffffff", hex(style(".head").backgroundColor)]];
        }"""
    )
    assert [pair for pair in shown if contrast(*pair) < ENOUGH] == []


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: make setup fetches it")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@BOTH
async def test_no_page_of_the_widget_has_an_accessibility_violation(
    open_page: OpenPage,
    axe: Callable[[Page], Awaitable[list[str]]],
    fake: FakeDesk,
    language: Language,
    device: Device,
    scheme: str,
) -> None:
    page = await open_page(language, device, color_scheme=scheme, bypass_csp=True)
    await visit(page, fake, lang=language)
    assert await axe(page) == []
    await write(page, QUESTION)
    await expect(page.locator("dengta-chat .receipt")).to_be_visible()
    conversation = next(iter(fake.conversations.values()))
    conversation.answer("See https://desk.example/")
    await write(page, PHRASE)
    await expect(page.locator("dengta-chat .composer [role=alert]")).not_to_be_empty()
    await page.locator("dengta-chat summary").click()
    assert await axe(page) == []
    fake.refuse = True
    await write(page, "my key is SECRET")
    await expect(page.locator("dengta-chat .unsent")).to_be_visible()
    conversation.resolve()
    await expect(page.locator("dengta-chat .rating")).to_be_visible()
    assert await axe(page) == []
    await page.locator("dengta-chat .head button").first.click()
    await expect(page.locator("dengta-chat .card")).to_be_visible()
    assert await axe(page) == []
