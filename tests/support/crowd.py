"""Customers who keep writing whatever happens to the desk, and screens that keep looking."""

import asyncio
import json
import random
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

GIVE_UP = 60.0  # seconds until a message must have been acknowledged


@dataclass(slots=True)
class Writer:
    """One customer: sends numbered messages one after another, each until it is acknowledged."""

    url: str
    name: str
    secret: str = field(default_factory=lambda: f"device-{uuid4()}-{uuid4()}")
    reference: str = ""
    acknowledged: list[str] = field(default_factory=list)
    attempts: int = 0
    refused: int = 0

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Device {self.secret}"}

    async def open(self) -> None:
        """Open the conversation; its first message is acknowledged like every other."""
        answer = await self.post("/api/v1/conversations", f"{self.name} 0")
        self.reference = answer["reference"]

    async def write(self, many: int, *, storm: int = 1) -> None:
        """Send further messages in order; `storm` sends each several times at once."""
        path = f"/api/v1/conversations/{self.reference}/messages"
        for number in range(1, many + 1):
            await self.post(path, f"{self.name} {number}", storm=storm)

    async def post(self, path: str, text: str, *, storm: int = 1) -> dict:
        client_id = str(uuid4())
        async with asyncio.timeout(GIVE_UP):
            while True:
                tries = [self._try(path, text, client_id) for _ in range(storm)]
                answers = [answer for answer in await asyncio.gather(*tries) if answer is not None]
                if answers:
                    assert len({json.dumps(answer["message"]["id"]) for answer in answers}) == 1
                    self.acknowledged.append(text)
                    return answers[0]
                await asyncio.sleep(random.uniform(0.05, 0.3))

    async def _try(self, path: str, text: str, client_id: str) -> dict | None:
        self.attempts += 1
        try:
            async with httpx.AsyncClient(base_url=self.url, headers=self.headers, timeout=8) as client:
                answer = await client.post(path, json={"text": text, "client_id": client_id})
        except httpx.HTTPError:
            return None
        if answer.status_code == 202:
            return answer.json()
        assert answer.status_code in {502, 503}, answer.text
        self.refused += 1
        return None


@dataclass(slots=True)
class Screen:
    """What one customer's device shows: follows the live stream, and resumes from its last event whenever it breaks."""

    writer: Writer
    shown: list[tuple[int, str]] = field(default_factory=list)
    cursor: int = 0
    breaks: int = 0

    async def follow(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self._stream()
            except (httpx.HTTPError, AssertionError):
                self.breaks += 1
                await asyncio.sleep(0.1)

    async def _stream(self) -> None:
        path = f"/api/v1/conversations/{self.writer.reference}/events"
        headers = {**self.writer.headers, "Accept": "text/event-stream", "Last-Event-ID": str(self.cursor)}
        async with (
            httpx.AsyncClient(base_url=self.writer.url, timeout=httpx.Timeout(8, read=25)) as client,
            client.stream("GET", path, headers=headers) as answer,
        ):
            assert answer.status_code == 200
            async for line in answer.aiter_lines():
                if line.startswith("data: ") and '"number"' in line:
                    self._show(json.loads(line[6:]))

    def _show(self, event: dict) -> None:
        self.cursor = event["number"]
        if event["kind"] == "message":
            self.shown.append((event["number"], event["message"]["text"]))


async def shown_everything(screens: list[Screen], seconds: float = 40) -> None:
    """Wait until every screen shows what its writer was told is there."""
    async with asyncio.timeout(seconds):
        while any(len(s.shown) < len(s.writer.acknowledged) for s in screens):  # noqa: ASYNC110 -- no event tells it
            await asyncio.sleep(0.1)
