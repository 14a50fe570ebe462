"""A cursor is good with its own conversation only: nobody who follows a case misses what is said after a merge.

In every test the merged conversation has more events than the kept one, so that its cursor is beyond what comes there.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest

from dengta.accounts.public import Actor, Role
from dengta.inbox.case import Key, find_case
from dengta.inbox.merge import merge, unmerge
from dengta.inbox.reply import Then, reply
from dengta.inbox.web import pages_case
from dengta.inbox.web.live import CaseSource
from dengta.platform.db import Database
from dengta.platform.keys import load_keys
from dengta.platform.settings import Settings
from dengta.platform.sse import Last
from dengta.safety.public import Knowledge
from dengta.triage.public import CachedDesk
from dengta.web.parts import Names
from tests.support.app import running_app
from tests.support.clock import FakeClock
from tests.support.conversations import RoundDesk
from tests.support.staff import actor

DEVICE = {"authorization": "Device " + "d" * 43}


@dataclass(frozen=True, slots=True)
class Two:
    """A customer's two conversations: `away`, in which much was said, is about to be merged into `kept`."""

    client: httpx.AsyncClient
    lead: Actor
    db: Database
    clock: FakeClock
    kept: str
    away: str
    secret: str
    cursor: int

    async def get(self, path: str, **query: object) -> httpx.Response:
        return await self.client.get(f"/api/v1/conversations/{path}", params=query, headers=DEVICE)  # type: ignore[arg-type]

    async def merge(self) -> None:
        await merge(self.kept, self.away, actor=self.lead, db=self.db, clock=self.clock)

    async def part(self) -> None:
        await unmerge(self.away, actor=self.lead, db=self.db, desk=RoundDesk(), clock=self.clock)

    async def answer(self, reference: str, words: str) -> None:
        given = {"actor": self.lead, "db": self.db, "desk": RoundDesk(), "clock": self.clock}
        await reply(reference, words, client_id=words, then=Then.KEEP, knowledge=Knowledge(), **given)  # type: ignore[arg-type]


@asynccontextmanager
async def two_cases(db: Database, clock: FakeClock, settings: Settings) -> AsyncIterator[Two]:
    lead = await actor(db, Role.LEAD)
    async with running_app(settings, clock=clock) as client:

        async def asked(number: int) -> dict[str, str]:
            asking = {"client_id": f"a-good-one-{number}", "text": f"Question {number}", "language": "en"}
            receipt = await client.post("/api/v1/conversations", json=asking, headers=DEVICE)
            clock.advance(timedelta(minutes=1))
            return dict(receipt.json())

        kept, away = await asked(1), await asked(2)
        two = Two(client, lead, db, clock, kept["reference"], away["reference"], away["secret"], 0)
        for number in range(8):
            await two.answer(two.away, f"answer-{number}")
        cursor = (await two.get(two.away)).json()["cursor"]
        yield Two(client, lead, db, clock, two.kept, two.away, two.secret, cursor)


async def test_a_poll_with_the_merged_cases_cursor_is_told_where_the_case_goes_on(
    db: Database, clock: FakeClock, settings: Settings
) -> None:
    async with two_cases(db, clock, settings) as two:
        await two.merge()
        await two.answer(two.kept, "what-matters")
        for path in (two.away, f"{two.away}/events"):
            refused = await two.get(path, after=two.cursor)
            assert refused.status_code == 409
            assert (refused.json()["code"], refused.json()["reference"]) == ("conversation_goes_on", two.kept)
        whole = (await two.get(two.away)).json()
        assert "what-matters" in [message["text"] for message in whole["messages"]]
        await two.answer(two.kept, "one-more")
        shown = await two.get(f"{two.away}/events", after=whole["cursor"], of=whole["reference"])
        assert "one-more" in shown.text


async def test_a_poll_is_told_when_the_case_was_parted_again(
    db: Database, clock: FakeClock, settings: Settings
) -> None:
    async with two_cases(db, clock, settings) as two:
        await two.merge()
        kept = (await two.get(two.away)).json()
        await two.part()
        shown = (await two.get(f"{two.away}/events", after=kept["cursor"], of=kept["reference"])).json()
        assert (shown["code"], shown["reference"]) == ("conversation_goes_on", two.away)


async def test_a_stream_ends_after_it_has_told_of_the_merge(db: Database, clock: FakeClock, settings: Settings) -> None:
    async with two_cases(db, clock, settings) as two:
        key, keys = Key(secret=two.secret), load_keys(settings)
        given = {"db": db, "labels": Names(CachedDesk()), "language": "en"}
        away = CaseSource(await find_case(two.away, key, db=db, keys=keys), key, two.cursor, **given)  # type: ignore[arg-type]
        assert await away.unseen() == b""
        await two.merge()
        with pytest.raises(Last) as ended:
            await away.unseen()
        assert b'"kind":"merged"' in ended.value.words
        kept = await find_case(two.away, key, db=db, keys=keys)
        through_it = CaseSource(kept, key, kept.last_event, **given)  # type: ignore[arg-type]
        await two.part()
        with pytest.raises(Last) as ended:
            await through_it.unseen()
        assert b'"kind":"unmerged"' in ended.value.words


async def test_the_cases_page_goes_on_in_the_kept_conversation_and_back(
    db: Database, clock: FakeClock, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_case, "LONGEST_WAIT", 0.0)
    async with two_cases(db, clock, settings) as two:
        page = f"/t/{two.away}"
        await two.client.get(f"{page}?k={two.secret}")
        assert (await two.client.get(f"{page}/now?after={two.cursor}&of={two.away}")).status_code == 204
        await two.merge()
        await two.answer(two.kept, "what-matters")
        now = await two.client.get(f"{page}/now?after={two.cursor}&of={two.away}")
        assert "what-matters" in now.text
        assert f"&amp;of={two.kept}" in now.text
        assert (await two.client.get(f"{page}/now?after=99&of={two.kept}")).status_code == 204
        await two.part()
        back = await two.client.get(f"{page}/now?after=99&of={two.kept}")
        assert "answer-7" in back.text


async def test_read_marks_of_the_merged_case_move_nothing_in_the_kept_one(
    db: Database, clock: FakeClock, settings: Settings
) -> None:
    async with two_cases(db, clock, settings) as two:
        await two.client.get(f"/t/{two.away}?k={two.secret}")
        await two.merge()
        seen = {"delivered": two.cursor, "read": two.cursor}
        told = await two.client.post(f"/api/v1/conversations/{two.away}/seen", json=seen, headers=DEVICE)
        assert told.status_code == 409
        assert (await two.client.post(f"/t/{two.away}/seen?number=9&of={two.away}")).status_code == 409
        of_kept = json.dumps({**seen, "of": two.kept}).encode()
        told = await two.client.post(
            f"/api/v1/conversations/{two.away}/seen",
            content=of_kept,
            headers={**DEVICE, "content-type": "application/json"},
        )
        assert told.status_code == 204


async def test_what_is_written_in_a_merged_case_says_which_it_went_to(
    db: Database, clock: FakeClock, settings: Settings
) -> None:
    async with two_cases(db, clock, settings) as two:
        await two.merge()
        more = {"client_id": "another-one", "text": "And this"}
        added = await two.client.post(f"/api/v1/conversations/{two.away}/messages", json=more, headers=DEVICE)
        assert added.json()["reference"] == two.kept
