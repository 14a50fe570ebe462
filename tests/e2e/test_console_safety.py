"""What the console must never do."""

import httpx
import pytest
from playwright.async_api import expect

from dengta.accounts.model import Role
from dengta.platform.db import Database
from tests.e2e.conftest import OpenPage
from tests.e2e.console import ask, colleague
from tests.support.desk import Desk
from tests.support.pictures import png
from tests.support.staff import rows

HOSTILE = """<script>window.stolen = 1</script><img src=x onerror="window.stolen = 2">
[click](javascript:window.stolen=3) {{ 7 * 7 }} </textarea><svg onload=alert(1)> "onfocus=alert(1) autofocus
\u202egnp.exe ⟦seed_phrase⟧"""


async def test_what_a_customer_writes_is_shown_and_never_runs(desk: Desk, db: Database, open_page: OpenPage) -> None:
    """I29: chat text as script in the agent's page."""
    asked = await ask(desk, HOSTILE, details={"device": "<b onclick=alert(1)>Pixel</b>", "error_text": HOSTILE})
    agent = await colleague(db, desk, open_page, Role.LEAD)
    page = await agent.at("/console?view=all")
    await page.locator(f"#row-{asked.reference} .open").click()
    written = page.locator(".entry.customer .written")
    await expect(written).to_contain_text("<script>window.stolen = 1</script>")
    await expect(written).to_contain_text("{{ 7 * 7 }}")
    await expect(written.locator(".removed")).to_have_count(0)  # typed brackets are no marker of ours
    assert await page.evaluate("window.stolen") is None
    assert await page.locator("article img, article script").count() == 0


async def test_a_removed_secret_is_a_chip_in_the_readers_language(
    desk: Desk, db: Database, open_page: OpenPage
) -> None:
    phrase = "abandon " * 11 + "about"
    asked = await ask(desk, f"is {phrase} still safe")
    agent = await colleague(db, desk, open_page, Role.LEAD)
    page = await agent.at(f"/console/c/{asked.reference}", "zh-CN")
    await expect(page.locator(".entry.customer .removed")).to_contain_text("助记词")
    assert "abandon" not in await page.content()


@pytest.mark.parametrize("role", [Role.HELPER, Role.AUDITOR])
async def test_those_who_may_not_send_are_not_offered_it_and_are_refused(
    desk: Desk, db: Database, open_page: OpenPage, role: Role
) -> None:
    """I23: the form is not there, and neither is the way around it."""
    asked = await ask(desk, "who may answer this")
    ((group,),) = [await rows(db, "select group_id from inbox_conversation where reference = %s", (asked.reference,))]
    person = await colleague(db, desk, open_page, role, groups=(group,) if group else ())
    if group is None:
        await rows(
            db,
            "update inbox_conversation set assignee_id = %s where reference = %s returning 1",
            (person.actor.staff_id, asked.reference),
        )
    page = await person.at(f"/console/c/{asked.reference}")
    await expect(page.locator(".talk-subject")).to_have_text("who may answer this")
    assert await page.locator(".write.reply, .talk-actions, .bulk").count() == 0
    async with person.client() as client:
        for verb, form in (("reply", {"text": "hello"}), ("resolve", {}), ("assign", {"person": ""}), ("reveal", {})):
            form |= {"client_id": "forged-form", "reason": "because I want to know", "field": "name"}
            answer = await client.post(
                f"/console/c/{asked.reference}/{verb}", data=form, headers={"HX-Request": "true"}
            )
            assert answer.status_code == 403, verb
    assert await asked.texts() == []


async def test_what_one_may_not_see_is_not_there_whatever_one_asks(
    desk: Desk, db: Database, open_page: OpenPage
) -> None:
    """I23: page, fragment, stream, search, deed and file all give the same answer as for what does not exist."""
    asked = await ask(desk, "hidden lighthouse question")
    await rows(
        db, "update inbox_conversation set confidential = true where reference = %s returning 1", (asked.reference,)
    )
    agent = await colleague(db, desk, open_page, Role.LEAD)
    async with agent.client() as client:
        for reference in (asked.reference, "DT-0000-0000"):
            path = f"/console/c/{reference}"
            for address in (path, f"{path}/print", f"/console/live?conversation={reference}"):
                answer = await client.get(address, headers={"Accept": "text/html"})
                assert answer.status_code == 404, address
            for verb in ("reply", "note", "resolve", "draft", "here", "reveal"):
                form = {"text": "hello", "client_id": "forged-form", "reason": "because I want to know"}
                answer = await client.post(f"{path}/{verb}", data=form, headers={"HX-Request": "true"})
                assert answer.status_code == 404, verb
        for address in ("/console?view=all", "/console/list?view=all", "/console/search?q=lighthouse"):
            assert asked.reference not in (await client.get(address)).text


async def test_nobody_comes_in_without_signing_in(desk: Desk, open_page: OpenPage) -> None:
    page = await open_page()
    await page.goto(desk.url + "/console?view=all")
    await page.wait_for_url("**/staff/sign-in?next=**")


async def test_a_form_sent_twice_is_done_once(desk: Desk, db: Database, open_page: OpenPage) -> None:
    """I3: a double click, a retried request."""
    asked = await ask(desk, "send me one answer")
    agent = await colleague(db, desk, open_page, Role.LEAD)
    async with agent.client() as client:
        for _ in range(3):
            form = {"text": "one answer", "client_id": "one-form-one-answer"}
            answer = await client.post(f"/console/c/{asked.reference}/reply", data=form)
            assert answer.status_code == 303
    assert await asked.texts() == ["one answer"]


async def test_a_failed_delivery_is_seen_and_sent_again(desk: Desk, db: Database, open_page: OpenPage) -> None:
    """I12: what did not arrive never looks as if it had."""
    asked = await ask(desk, "can you hear me")
    agent = await colleague(db, desk, open_page, Role.LEAD)
    async with agent.client() as client:
        await client.post(f"/console/c/{asked.reference}/reply", data={"text": "yes", "client_id": "answer-that-fails"})
    await rows(db, "update inbox_delivery set state = 'failed', failure = 'bounced' returning 1")
    page = await agent.at(f"/console/c/{asked.reference}")
    await expect(page.locator(".entry .delivery")).to_contain_text("Not delivered (bounced)")
    await page.get_by_text("Send again").click()
    await expect(page.locator("#flash")).to_have_text("It is being sent again.")
    await expect(page.locator(".entry .delivery")).not_to_contain_text("Not delivered")


async def test_personal_data_is_shown_once_and_for_a_reason(desk: Desk, db: Database, open_page: OpenPage) -> None:
    """I19: masked until somebody says why."""
    asked = await ask(desk, "please call me")
    await rows(db, "update inbox_customer set name = '王小红' returning 1")
    agent = await colleague(db, desk, open_page, Role.AGENT, Role.LEAD)
    page = await agent.at(f"/console/c/{asked.reference}")
    assert "王小红" not in await page.content()
    await page.keyboard.press("v")
    await page.fill("#reveal-reason", "they asked to be called back")
    await page.get_by_text("Show and record").click()
    await expect(page.locator(".context .notice")).to_contain_text("王小红")
    await expect(page.locator(".entry.note .written")).to_have_text("they asked to be called back")
    await page.reload()
    assert "王小红" not in await page.content()


async def test_a_customers_file_is_a_download_for_those_who_may_see_it(
    desk: Desk, db: Database, open_page: OpenPage
) -> None:
    """I23, I27: never shown in the page's own origin, and not there for anybody else."""
    async with httpx.AsyncClient(base_url=desk.url, headers={"Authorization": f"Device {'d' * 43}"}) as customer:
        taken = await customer.post("/api/v1/attachments?name=proof.png", content=png())
        body = {"client_id": "with-a-file", "text": "see the picture", "attachments": [taken.json()["id"]]}
        asked = (await customer.post("/api/v1/conversations", json=body)).json()
    path = f"/console/c/{asked['reference']}/files/{taken.json()['id']}"
    agent = await colleague(db, desk, open_page, Role.LEAD)
    helper = await colleague(db, desk, open_page, Role.HELPER)
    async with agent.client() as client:
        answer = await client.get(path)
        assert (answer.status_code, answer.content) == (200, png())
        assert answer.headers["content-disposition"].startswith("attachment")
    async with helper.client() as client:
        assert (await client.get(path, headers={"Accept": "text/html"})).status_code == 404
