"""Nothing a stranger wrote is mailed or shown to an address that has not been verified (I18)."""

import ast
import re
from pathlib import Path

import dengta
from dengta.platform.db import Database
from dengta.platform.settings import Settings
from tests.support.app import running_app
from tests.support.staff import rows

BAIT = "Dear victim@example.com, your wallet is locked; call lantern-rescue.example at once"
MAIL = re.compile(r"^(smtplib|aiosmtplib|email|imaplib)(\.|$)")


def imports(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text()))
    named = [node for node in tree if isinstance(node, ast.Import | ast.ImportFrom)]
    return {
        name
        for node in named
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    }


def test_the_desk_has_nothing_to_send_mail_with() -> None:
    """Until mail is a channel with verified addresses, no module can send any; this test is to change with that."""
    sources = Path(dengta.__file__).parent.rglob("*.py")
    assert [str(path) for path in sources if any(MAIL.match(name) for name in imports(path))] == []


async def test_an_address_in_a_message_is_words_and_not_a_recipient(settings: Settings, db: Database) -> None:
    async with running_app(settings) as client:
        opened = await client.post("/api/v1/conversations", json={"text": BAIT, "details": {"address": "a@b.example"}})
        assert opened.status_code == 202
    assert await rows(db, "select email from inbox_customer") == [None]
    assert await rows(db, "select count(*) from inbox_delivery") == [0]
    assert BAIT not in str(await rows(db, "select payload::text from platform_outbox"))


async def test_a_reference_without_its_link_shows_nothing_of_what_was_written(settings: Settings) -> None:
    html = {"accept": "text/html"}
    async with running_app(settings) as client:
        receipt = (await client.post("/api/v1/conversations", json={"text": BAIT})).json()
        page, other = f"/t/{receipt['reference']}", "k=" + "a" * len(receipt["secret"])
        asked = [
            await client.get(page, headers=html),
            await client.get(f"{page}?{other}", headers=html),
            await client.post("/track", data={"reference": receipt["reference"], "link": "a" * 26}, headers=html),
            await client.get(f"/api/v1/conversations/{receipt['reference']}"),
        ]
        unknown = await client.get("/t/DT-0000-0000", headers=html)
    assert {answer.status_code for answer in asked} <= {401, 404, 422}
    assert not [answer for answer in asked if "lantern-rescue" in answer.text or "victim" in answer.text]
    assert unknown.status_code == asked[0].status_code  # nor whether there is such a case
