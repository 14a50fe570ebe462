"""The staff's API at the whole desk's own door, asked with a real token."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from dengta.accounts.model import Scope
from dengta.accounts.public import Role
from dengta.accounts.tokens import make_token
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from dengta.web.app import create_app
from dengta.web.parts import make_parts
from tests.support.clock import FakeClock
from tests.support.conversations import conversation
from tests.support.staff import Desk

BASE = "/api/v1/desk/conversations"


@asynccontextmanager
async def door(settings: Settings, clock: FakeClock) -> AsyncIterator[httpx.AsyncClient]:
    parts = make_parts(settings, clock=clock)
    async with parts.running():
        transport = httpx.ASGITransport(create_app(parts))
        async with httpx.AsyncClient(transport=transport, base_url="http://desk.test") as client:
            yield client


@pytest.mark.parametrize("write", [False, True])
async def test_a_token_does_what_its_maker_may_and_its_scopes_allow(
    db: Database, keys: Keys, clock: FakeClock, settings: Settings, *, write: bool
) -> None:
    lead = await Desk(db, keys, clock).signed_in("lead", Role.LEAD)
    scopes = {Scope.DESK_READ, Scope.DESK_WRITE} if write else {Scope.DESK_READ}
    made = await make_token("program", scopes, lasts=None, actor=lead, db=db, clock=clock)
    plain, hidden = await conversation(db, clock), await conversation(db, clock, confidential=True)
    head = {"Authorization": f"Bearer {made.raw}"}
    async with door(settings, clock) as client:
        assert (await client.get(BASE)).status_code == 401
        page = await client.get(BASE, headers=head)
        assert [row["reference"] for row in page.json()["items"]] == [plain]
        assert (await client.get(f"{BASE}/{hidden}", headers=head)).status_code == 404
        said = await client.post(f"{BASE}/{plain}/messages", json={"text": "Hello"}, headers=head)
        assert said.status_code == (202 if write else 403)
        why = {"what": "name", "reason": "The customer asked for it."}
        assert (await client.post(f"{BASE}/{plain}/reveal", json=why, headers=head)).status_code == 403


async def test_other_sites_are_not_let_into_the_staffs_api(db: Database, clock: FakeClock, settings: Settings) -> None:
    """I21, I23: what lies under the customer's own address is not opened by its cross-origin headers."""
    async with door(settings, clock) as client:
        answer = await client.get(BASE, headers={"Origin": "https://elsewhere.example"})
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        schema = (await client.get("/api/v1/schema/openapi.json")).json()
        assert f"{BASE}/{{reference}}/messages" in schema["paths"]
