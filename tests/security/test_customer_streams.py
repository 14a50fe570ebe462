"""What a key has opened it must still open: on every stream, behind every merge, for every program (I21, I23)."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import httpx
import pytest

from dengta.accounts.model import Role, Scope
from dengta.accounts.tokens import make_token
from dengta.inbox.case import Key, find_case, look, news
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.confide import confide
from dengta.inbox.customer_data import erase_customer
from dengta.inbox.errors import NotProven
from dengta.inbox.merge import merge
from dengta.inbox.model import Conversation
from dengta.inbox.note import note
from dengta.inbox.open_page import open_conversation_page
from dengta.inbox.reference import new_reference
from dengta.inbox.reply import reply
from dengta.inbox.web.live import CaseSource
from dengta.platform.db import Database
from dengta.platform.files import local_files
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from dengta.safety.public import Knowledge
from dengta.triage.public import CachedDesk
from dengta.web.parts import Names
from tests.support.app import running_app
from tests.support.clock import FakeClock
from tests.support.conversations import RoundDesk, customer
from tests.support.conversations import conversation as added
from tests.support.staff import Desk, actor, rows

KNOWN = Knowledge()
PROGRAM = Key(everything=True)


async def conversation(db: Database, clock: FakeClock, *, of: int | None = None, text: str = "Hello") -> str:
    """As customers know it: with a reference that has its check character."""
    rename = "update inbox_conversation set reference = %s where reference = %s returning reference"
    (reference,) = await rows(db, rename, (new_reference(), await added(db, clock, of=of, text=text)))
    return str(reference)


async def opened(reference: str, key: Key, db: Database, keys: Keys) -> Conversation:
    return await find_case(reference, key, db=db, keys=keys)


def stream(case: Conversation, key: Key, db: Database, prove: object = None) -> CaseSource:
    return CaseSource(case, key, 0, db=db, labels=Names(CachedDesk()), language="en", prove=prove)  # type: ignore[arg-type]


async def answered(reference: str, text: str, db: Database, clock: FakeClock) -> None:
    officer = await actor(db, Role.SECURITY_OFFICER)
    await reply(reference, text, client_id=text, actor=officer, db=db, desk=RoundDesk(), clock=clock, knowledge=KNOWN)


async def test_a_programs_stream_ends_when_its_conversation_becomes_confidential(
    db: Database, keys: Keys, clock: FakeClock
) -> None:
    reference = await conversation(db, clock)
    case = await opened(reference, PROGRAM, db, keys)
    source = stream(case, PROGRAM, db)
    assert b'"kind":"message"' in await source.unseen()
    await confide(reference, actor=await actor(db, Role.SECURITY_OFFICER), db=db, clock=clock)
    await answered(reference, "between-us", db, clock)
    with pytest.raises(NoSuchConversation):
        await source.unseen()
    with pytest.raises(NoSuchConversation):  # the long-poll too
        await news(case, PROGRAM, db=db, after=0)


async def test_a_programs_stream_ends_with_its_token(db: Database, keys: Keys, clock: FakeClock) -> None:
    case = await opened(await conversation(db, clock), PROGRAM, db, keys)

    async def revoked() -> None:
        raise NotProven

    with pytest.raises(NotProven):
        await stream(case, PROGRAM, db, revoked).unseen()


async def test_a_link_that_was_made_useless_shows_nothing_more(
    db: Database, keys: Keys, clock: FakeClock, settings: Settings
) -> None:
    reference = await conversation(db, clock)
    case = await opened(reference, PROGRAM, db, keys)
    source = stream(case, Key(secret="x"), db)
    await source.unseen()
    administrator = await actor(db, Role.ADMINISTRATOR)
    await erase_customer(reference, actor=administrator, db=db, files=local_files(settings), clock=clock)
    with pytest.raises(NoSuchConversation):  # the page too, although nothing new was said
        await look(case, Key(secret="x"), db=db)
    await answered(reference, "after-it", db, clock)
    with pytest.raises(NoSuchConversation):
        await source.unseen()


async def test_a_merge_does_not_lead_a_program_to_what_is_confidential(
    db: Database, keys: Keys, clock: FakeClock
) -> None:
    officer, whose = await actor(db, Role.SECURITY_OFFICER), await customer(db, clock)
    kept, away = [await conversation(db, clock, of=whose, text=text) for text in ("kept", "away")]
    await merge(kept, away, actor=officer, db=db, clock=clock)
    assert (await opened(away, PROGRAM, db, keys)).reference == kept
    await confide(kept, actor=officer, db=db, clock=clock)
    assert (await opened(away, PROGRAM, db, keys)).reference == away


@pytest.mark.parametrize(("role", "seen"), [(Role.LEAD, 200), (Role.AGENT, 401), (Role.HELPER, 401)])
async def test_a_token_reads_no_more_than_its_maker_may_now(
    role: Role, seen: int, db: Database, keys: Keys, clock: FakeClock, settings: Settings
) -> None:
    lead = await Desk(db, keys, clock).signed_in("ana", Role.LEAD)
    scopes: Sequence[str] = (Scope.CONVERSATIONS_READ,)
    made = await make_token("App", scopes, lasts=timedelta(days=1), actor=lead, db=db, clock=clock)
    await rows(db, "update accounts_token set expires_at = now() + interval '1 day' returning 1")
    await rows(db, "update accounts_staff_role set role = %s where staff_id = %s returning 1", (role, lead.staff_id))
    reference = await conversation(db, clock)
    async with running_app(settings) as client:
        asked: httpx.Response = await client.get(
            f"/api/v1/conversations/{reference}", headers={"authorization": f"Bearer {made.raw}"}
        )
    assert asked.status_code == seen, asked.text


async def test_what_only_staff_see_moves_no_cursor_and_ends_no_wait(
    db: Database, keys: Keys, clock: FakeClock, settings: Settings
) -> None:
    """I21: until something is shown to them, customers cannot tell that anything happened."""
    device = {"authorization": "Device " + "d" * 43}
    asking = {"client_id": "a-good-one", "text": "My transfer has not arrived", "language": "en"}
    async with running_app(settings) as client:
        receipt = (await client.post("/api/v1/conversations", json=asking, headers=device)).json()
        case = f"/api/v1/conversations/{receipt['reference']}"
        before = (await client.get(case, headers=device)).json()["cursor"]
        started = asyncio.get_running_loop().time()
        waiting = asyncio.create_task(client.get(f"{case}/events?after={before}&wait=2", headers=device))
        await asyncio.sleep(0.5)
        officer = await actor(db, Role.SECURITY_OFFICER)
        given = {"actor": officer, "db": db, "clock": clock}
        await note(receipt["reference"], "Looks odd.", client_id="only-for-us", **given)  # type: ignore[arg-type]
        answer = await waiting
        assert answer.json() == {"events": [], "cursor": before}
        assert asyncio.get_running_loop().time() - started >= 2
        assert (await client.get(case, headers=device)).json()["cursor"] == before
        await answered(receipt["reference"], "Looking", db, clock)
        shown = (await client.get(f"{case}/events?after={before}", headers=device)).json()
        assert "Looking" in [event.get("message", {}).get("text") for event in shown["events"]]
        assert shown["cursor"] == (await client.get(case, headers=device)).json()["cursor"] > before


async def test_what_only_staff_do_moves_no_read_mark_no_time_and_no_order(
    db: Database, clock: FakeClock, settings: Settings
) -> None:
    """I21: a note on a conversation that staff have read looks to its customer as if nothing had happened."""
    device = {"authorization": "Device " + "d" * 43}
    officer = await actor(db, Role.SECURITY_OFFICER)
    async with running_app(settings, clock=clock) as client:

        async def asked(number: int) -> str:
            asking = {"client_id": f"a-good-one-{number}", "text": f"Question {number}", "language": "en"}
            receipt = (await client.post("/api/v1/conversations", json=asking, headers=device)).json()
            clock.advance(timedelta(minutes=1))
            return str(receipt["reference"])

        async def look_around() -> tuple[int, int, list[dict[str, object]]]:
            case = (await client.get(f"/api/v1/conversations/{older}", headers=device)).json()
            mine = (await client.get("/api/v1/conversations", headers=device)).json()["items"]
            return case["read_by_staff"], case["cursor"], mine

        older, newer = await asked(1), await asked(2)
        await open_conversation_page(older, actor=officer, db=db, clock=clock)
        before = await look_around()
        clock.advance(timedelta(minutes=3))
        await note(older, "Looks odd.", client_id="only-for-us", actor=officer, db=db, clock=clock)
        await confide(older, actor=officer, db=db, clock=clock)
        await open_conversation_page(older, actor=officer, db=db, clock=clock)
        assert await look_around() == before
        await answered(older, "Looking", db, clock)
        *numbers, mine = await look_around()
        assert numbers == [7, 7]
        assert [line["reference"] for line in mine] == [older, newer]
