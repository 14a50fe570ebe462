"""Customers judge how a question was answered, and a bad judgement reaches somebody who leads (G4)."""

import pytest

from dengta.accounts.model import Role
from dengta.inbox.chronicle import take
from dengta.inbox.customer_data import ERASED, erase_customer
from dengta.inbox.model import Conversation
from dengta.inbox.store import conversations
from dengta.insight.errors import BadRating, NotResolvedYet, RatingClosed
from dengta.insight.public import Given, Resolution, find_rating, rate
from dengta.platform.db import Database
from dengta.platform.files import local_files
from dengta.platform.relay import relay_batch
from dengta.platform.settings import Settings
from dengta.worker.run import PROJECTIONS, reactions
from tests.support.clock import FakeClock
from tests.support.conversations import RoundDesk, conversation
from tests.support.staff import actor, rows

GOOD = Given(5, 4, Resolution.YES, "Quick and clear")
DESK = RoundDesk()
PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


async def found(db: Database, reference: str) -> Conversation:
    async with db.transaction() as tx:
        known = await conversations.find_by_reference(tx, reference)
        assert known is not None
        return await take(tx, known.id)


async def resolved(db: Database, clock: FakeClock) -> Conversation:
    return await found(db, await conversation(db, clock, status="resolved"))


async def test_a_rating_is_kept_once_for_a_resolution_and_may_be_changed(db: Database, clock: FakeClock) -> None:
    case = await resolved(db, clock)
    await rate(case, GOOD, db=db, desk=DESK, clock=clock)
    clock.advance(days=6)
    await rate(case, Given(3, 4, Resolution.PARTLY), db=db, desk=DESK, clock=clock)
    kept = await find_rating(case, db=db)
    assert kept is not None
    assert (kept.speed, kept.resolution) == (3, Resolution.PARTLY)
    assert await rows(db, "select count(*) from insight_rating") == [1]
    assert await rows(db, "select count(*) from inbox_event where kind = 'rated'") == [1]


async def test_after_seven_days_it_stands(db: Database, clock: FakeClock) -> None:
    case = await resolved(db, clock)
    await rate(case, GOOD, db=db, desk=DESK, clock=clock)
    clock.advance(days=7)
    with pytest.raises(RatingClosed):
        await rate(case, Given(1, 1, Resolution.NO), db=db, desk=DESK, clock=clock)
    assert (await found(db, case.reference)).status == "resolved"


async def test_a_bad_one_calls_the_leads_with_the_customers_words_cleaned(db: Database, clock: FakeClock) -> None:
    lead = await actor(db, Role.LEAD)
    case = await resolved(db, clock)
    await rate(case, Given(1, 3, Resolution.PARTLY, f"等了太久。{PHRASE}"), db=db, desk=DESK, clock=clock)
    assert await rows(db, "select staff_id from inbox_mention") == [lead.staff_id]
    (note,) = await rows(db, "select body from inbox_message where kind = 'note'")
    assert "等了太久。⟦seed_phrase⟧" in note
    assert "winner" not in note
    await rate(case, Given(2, 2, Resolution.PARTLY), db=db, desk=DESK, clock=clock)
    assert await rows(db, "select count(*) from inbox_mention") == [1]


async def test_not_solved_opens_the_question_again_with_a_promise(db: Database, clock: FakeClock) -> None:
    case = await resolved(db, clock)
    await rate(case, Given(4, 4, Resolution.NO), db=db, desk=DESK, clock=clock)
    opened = await found(db, case.reference)
    assert opened.status == "open"
    assert opened.next_update_due is not None
    assert opened.next_update_due > clock.now()
    await rate(opened, GOOD, db=db, desk=DESK, clock=clock)
    assert await rows(db, "select count(*) from insight_rating") == [1]


async def test_what_is_open_or_makes_no_sense_is_refused(db: Database, clock: FakeClock) -> None:
    case = await found(db, await conversation(db, clock))
    with pytest.raises(NotResolvedYet):
        await rate(case, GOOD, db=db, desk=DESK, clock=clock)
    for given in (Given(0, 5, Resolution.YES), Given(5, 6, Resolution.YES)):
        with pytest.raises(BadRating):
            await rate(case, given, db=db, desk=DESK, clock=clock)


async def test_no_half_of_a_secret_stays_where_the_words_are_cut(db: Database, clock: FakeClock) -> None:
    case = await resolved(db, clock)
    before = "so " * 640
    await rate(case, Given(5, 5, Resolution.YES, before + PHRASE), db=db, desk=DESK, clock=clock)
    (words,) = await rows(db, "select words from insight_rating")
    assert "winner" not in words


async def test_what_was_said_goes_when_its_customer_is_erased(
    db: Database, clock: FakeClock, settings: Settings
) -> None:
    case = await resolved(db, clock)
    await rate(case, GOOD, db=db, desk=DESK, clock=clock)
    administrator = await actor(db, Role.ADMINISTRATOR)
    await erase_customer(case.reference, actor=administrator, db=db, files=local_files(settings), clock=clock)
    async with db.transaction() as tx:
        await relay_batch(tx, PROJECTIONS)
    for job in await rows(db, "select args from procrastinate_jobs order by id"):
        await reactions(clock)[job["reaction"]](db, job["payloads"])
    assert await rows(db, "select words from insight_rating") == [ERASED]
    assert await rows(db, "select speed from insight_rating") == [5]
