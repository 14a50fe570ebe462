"""Search finds what was said, for those who may see it."""

import asyncio
from datetime import timedelta

import pytest

from dengta.accounts.public import Actor, Role
from dengta.inbox import find_words
from dengta.inbox.customer_data import ERASED, erase_customer
from dengta.inbox.index_messages import SPOKEN, index_messages
from dengta.inbox.note import note
from dengta.inbox.reference import new_reference
from dengta.inbox.search import excerpt_of, search
from dengta.inbox.store import events, forgetting
from dengta.inbox.store import search as stored
from dengta.inbox.words import words_of
from dengta.kernel.ids import MessageId
from dengta.platform.db import Database
from dengta.platform.files import local_files
from dengta.platform.settings import Settings
from dengta.safety.public import redact
from dengta.safety.public import stored as safe
from tests.support.clock import FakeClock
from tests.support.conversations import conversation, relay
from tests.support.staff import actor, rows


async def index(db: Database) -> None:
    for fact in await relay(db):
        if fact.topic in SPOKEN:
            await index_messages(db, [fact.payload])
            await index_messages(db, [fact.payload])  # at least once means now and then twice


async def found(db: Database, clock: FakeClock, who: Actor, query: str) -> list[str]:
    return [hit.row.reference for hit in (await search(query, actor=who, db=db, clock=clock)).items]


async def test_two_character_words_and_glued_tickers_find_their_conversations(db: Database, clock: FakeClock) -> None:
    """I15: what found nothing elsewhere is found here."""
    lead = await actor(db, Role.LEAD)
    stuck = await conversation(db, clock, text="我的USDT轉賬一直沒有到賬")
    stolen = await conversation(db, clock, text="钱包被盗,助记词泄露")
    late = await conversation(db, clock, text="充值未到账")
    await index(db)
    expected = {
        "转账": [stuck],
        "轉賬": [stuck],
        "USDT转账": [stuck],
        "usdt": [stuck],
        "被盗": [stolen],
        "助记词": [stolen],
        "未到账": [late],
        "到账": [late, stuck],
        "比特币": [],
    }
    for query, references in expected.items():
        assert await found(db, clock, lead, query) == references, query


async def test_a_reference_is_found_however_it_is_written(db: Database, clock: FakeClock) -> None:
    lead = await actor(db, Role.LEAD)
    reference = new_reference()
    await conversation(db, clock)
    await rows(db, "update inbox_conversation set reference = %s returning 1", (reference,))
    plain = reference.replace("-", "")
    for written in (reference, reference.lower(), plain, plain[2:], f" {reference[3:]} "):
        assert await found(db, clock, lead, written) == [reference]


async def test_search_shows_nobody_what_the_list_would_not(db: Database, clock: FakeClock) -> None:
    """I23: search is scoped in the same statement as everything else."""
    ana, officer = await actor(db, Role.AGENT, groups=(1,)), await actor(db, Role.SECURITY_OFFICER)
    mine = await conversation(db, clock, text="转账 one", group=1)
    theirs = await conversation(db, clock, text="转账 two", group=2)
    hidden = await conversation(db, clock, text="转账 three", confidential=True)
    await index(db)
    assert await found(db, clock, ana, "转账") == [mine]
    assert await found(db, clock, officer, "转账") == [hidden, theirs, mine]
    reference = new_reference()
    await rows(db, "update inbox_conversation set reference = %s where confidential returning 1", (reference,))
    assert await found(db, clock, ana, reference) == []


async def test_each_conversation_is_found_once_by_its_latest_words_with_the_place_marked(
    db: Database, clock: FakeClock
) -> None:
    lead = await actor(db, Role.LEAD)
    reference = await conversation(db, clock, text="nonce too low")
    await note(reference, "Check the Nonce with them", client_id="k", actor=lead, db=db, clock=clock)
    await index(db)
    (hit,) = (await search("nonce", actor=lead, db=db, clock=clock)).items
    assert hit.number == 2
    assert [hit.excerpt[start:end] for start, end in hit.marks] == ["Nonce"]
    assert await rows(db, "select staff_only from inbox_word order by message_id") == [False, True]


def test_what_matched_is_in_sight_in_a_narrow_list() -> None:
    excerpt, ((first, last),) = excerpt_of(safe("很久以前说过的话。" * 20 + "转账未到账"), "未到账")
    assert excerpt[first:last] == "未到账"
    assert first < 20


async def test_results_come_page_by_page_and_searching_leaves_a_trace(db: Database, clock: FakeClock) -> None:
    lead = await actor(db, Role.LEAD)
    made = [await conversation(db, clock, text=f"gas {number}") for number in range(7)]
    await index(db)
    first = await search("gas", actor=lead, db=db, clock=clock, limit=4)
    second = await search("gas", actor=lead, db=db, clock=clock, limit=4, before=first.next)
    assert [hit.row.reference for hit in (*first.items, *second.items)] == made[::-1]
    assert second.next is None
    assert await rows(db, "select action from accounts_audit") == ["conversation.searched"] * 2
    assert "gas" not in str(await rows(db, "select detail from accounts_audit"))


@pytest.mark.parametrize("most", [1, 3, 100])
async def test_a_walk_through_many_stretches_misses_and_repeats_nothing(
    db: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """The bounds that keep a search cheap must not show: made tiny here, so that every one of them is met."""
    monkeypatch.setattr(find_words, "FIRST", 1)
    monkeypatch.setattr(find_words, "WIDER", 2)
    monkeypatch.setattr(find_words, "DEEPEST", 5)
    monkeypatch.setattr(find_words, "MOST", most)
    monkeypatch.setattr(find_words, "AT_ONCE", 2)
    monkeypatch.setattr(find_words, "LOOK", 3)
    monkeypatch.setattr(stored, "STRETCH_BITS", 2)
    lead, helper = await actor(db, Role.LEAD), await actor(db, Role.HELPER, groups=(1,))
    made = []
    for number in range(60):
        words = "gas" if number % 3 == 0 else "oil"
        made.append((await conversation(db, clock, text=words, group=1 if number % 2 else 2), words, number % 2))
    await index(db)
    for who, group in ((lead, (0, 1)), (helper, (1,))):
        expected = [reference for reference, words, side in made if words == "gas" and side in group][::-1]
        seen: list[str] = []
        before: int | None = None
        for _ in range(80):
            page = await search("gas", actor=who, db=db, clock=clock, limit=4, before=before)
            seen += [hit.row.reference for hit in page.items]
            before = page.next
            if before is None:
                break
        assert seen == expected
        assert before is None


async def test_words_that_are_common_apart_and_never_together_find_nothing_and_say_so(
    db: Database, clock: FakeClock
) -> None:
    lead = await actor(db, Role.LEAD)
    await conversation(db, clock, text="gas fee")
    await conversation(db, clock, text="oil price")
    await index(db)
    page = await search("gas oil", actor=lead, db=db, clock=clock)
    assert (page.items, page.next) == ((), None)


@pytest.mark.parametrize("how", ["amended", "erased", "forgotten"])
async def test_words_taken_out_while_they_are_indexed_are_not_found(
    db: Database, clock: FakeClock, settings: Settings, how: str
) -> None:
    """The index holds on to what it read, and whoever takes it out comes after."""
    reference = await conversation(db, clock, text="legal winner thank")
    (message,) = await rows(db, "select id from inbox_message")

    async def take_out() -> None:
        if how == "erased":
            administrator = await actor(db, Role.ADMINISTRATOR)
            files = local_files(settings)
            await erase_customer(reference, actor=administrator, db=db, files=files, clock=clock)
        elif how == "forgotten":
            await rows(
                db,
                "update inbox_conversation set status = 'resolved', resolved_at = created_at, last_activity_at ="
                " created_at returning 1",
            )
            async with db.transaction() as tx:
                later = clock.now() + timedelta(days=1)
                assert await forgetting.forget_words(tx, later, 9, ERASED, later)
        else:
            async with db.transaction() as tx:
                await events.amend(tx, MessageId(message), redact("gone").text, ("phrase",))
            await index_messages(db, [{"message_id": message}])

    async with db.transaction() as tx:
        said = await stored.spoken(tx, [MessageId(message)])
        taking = asyncio.create_task(take_out())
        await asyncio.sleep(0.3)
        assert not taking.done()
        await stored.keep(tx, [(one, words_of(one.body)) for one in said])
    await taking
    assert "winner" not in str(await rows(db, "select array_to_string(words, ' ') from inbox_word"))


async def test_what_is_being_taken_out_is_indexed_as_it_is_left(db: Database, clock: FakeClock) -> None:
    await conversation(db, clock, text="legal winner thank")
    (message,) = await rows(db, "select id from inbox_message")
    async with db.transaction() as tx:
        await events.amend(tx, MessageId(message), redact("gone").text, ("phrase",))
        indexing = asyncio.create_task(index_messages(db, [{"message_id": message}]))
        await asyncio.sleep(0.3)
        assert not indexing.done()
    await indexing
    assert await rows(db, "select array_to_string(words, ' ') from inbox_word") == ["gone"]
