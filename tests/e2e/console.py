"""What the console's journeys share: people who are signed in, customers who ask."""

import itertools
from dataclasses import dataclass
from typing import Any

import httpx
from playwright.async_api import Page

from dengta.accounts.model import Actor, Method, Role
from dengta.accounts.sessions import Visitor, open_session
from dengta.kernel.clock import SystemClock
from dengta.platform.db import Database
from tests.e2e.conftest import OpenPage
from tests.support.desk import Desk
from tests.support.staff import actor

NUMBERS = itertools.count(1)
BROWSER = Visitor("127.0.0.1", "Mozilla/5.0 Chrome/140.0")


@dataclass(slots=True)
class Colleague:
    """Somebody of the staff, signed in."""

    actor: Actor
    token: str
    desk: Desk
    open_page: OpenPage

    async def at(self, path: str, language: str = "en", device: str = "desktop", **more: Any) -> Page:
        """A browser of theirs at a page of the desk."""
        page = await self.open_page(language, device, **more)
        cookies = [
            {"name": "dengta", "value": self.token, "url": self.desk.url},
            {"name": "zone", "value": "Asia/Shanghai", "url": self.desk.url},
        ]
        await page.context.add_cookies(cookies)
        await page.goto(self.desk.url + path)
        return page

    def client(self) -> httpx.AsyncClient:
        """Their session without a browser."""
        return httpx.AsyncClient(base_url=self.desk.url, cookies={"dengta": self.token})


async def colleague(
    db: Database, desk: Desk, open_page: OpenPage, *roles: Role, name: str = "Li Wei", groups: tuple[int, ...] = ()
) -> Colleague:
    """A new member of the staff, signed in."""
    made = await actor(db, *roles, name=name, groups=groups)
    async with db.transaction() as tx:
        opened = await open_session(tx, made.staff_id, Method.PASSKEY, BROWSER, SystemClock().now())
    return Colleague(made, opened.token, desk, open_page)


@dataclass(frozen=True, slots=True)
class Asked:
    """A customer's conversation and the secret of its receipt."""

    reference: str
    secret: str
    desk: Desk

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Case {self.secret}"}

    async def add(self, text: str) -> None:
        """Write again."""
        body = {"client_id": f"again-{next(NUMBERS):08}", "text": text}
        async with httpx.AsyncClient(base_url=self.desk.url, headers=self.headers) as client:
            answer = await client.post(f"/api/v1/conversations/{self.reference}/messages", json=body)
        assert answer.status_code == 202, answer.text

    async def texts(self) -> list[str]:
        """What staff have said, as the customer reads it."""
        async with httpx.AsyncClient(base_url=self.desk.url, headers=self.headers) as client:
            answer = await client.get(f"/api/v1/conversations/{self.reference}")
        return [message["text"] for message in answer.json()["messages"] if message["from"] == "staff"]


async def ask(desk: Desk, text: str, language: str = "en", **more: Any) -> Asked:
    """Ask as a customer without an account."""
    body = {"client_id": f"first-{next(NUMBERS):08}", "text": text, "language": language, **more}
    async with httpx.AsyncClient(base_url=desk.url) as client:
        answer = await client.post("/api/v1/conversations", json=body)
    assert answer.status_code == 202, answer.text
    receipt = answer.json()
    return Asked(receipt["reference"], receipt["secret"], desk)
