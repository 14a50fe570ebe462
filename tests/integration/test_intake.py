"""First messages: durable before they are answered, once each, whatever arrives beside them."""

import asyncio

import pytest

from dengta.inbox.errors import ClientIdReused, EmptyMessage
from dengta.inbox.intake import LARGEST_GROUP
from dengta.platform.db import Database, DatabaseAway
from tests.support.asking import ANA, BEN, NOBODY, everything, first, intake, rows

SEED = "abandon ability able about above absent absorb abstract absurd abuse access accident"


async def test_a_first_message_opens_a_conversation_with_a_promise(db, keys, clock) -> None:
    receipt = await intake(db, keys, clock).open(first("My transfer is stuck"))
    assert receipt.expected_reply_by > clock.now()
    assert await rows(db, "select body from inbox_message") == ["My transfer is stuck"]
    assert await rows(db, "select kind from inbox_event order by number") == ["message", "understood"]
    assert await rows(db, "select next_update_due from inbox_conversation") == [receipt.expected_reply_by]
    assert await rows(db, "select topic from platform_outbox") == ["inbox.conversation_opened"]


async def test_a_storm_of_one_message_is_stored_once_and_answered_alike(db, keys, clock) -> None:
    """I3: a weak network and an impatient finger send twice."""
    opening = intake(db, keys, clock)
    receipts = await asyncio.gather(*[opening.open(first("stuck")) for _ in range(100)])
    assert len({(receipt.reference, receipt.secret, receipt.message_uid) for receipt in receipts}) == 1
    assert sum(not receipt.repeated for receipt in receipts) == 1
    assert await rows(db, "select count(*) from inbox_message") == [1]


async def test_two_servers_answer_one_message_alike(db, keys, clock) -> None:
    """I3: the retry may reach another process."""
    one, two = intake(db, keys, clock), intake(db, keys, clock)
    sent = [server.open(first("stuck")) for server in (one, two) for _ in range(20)]
    receipts = await asyncio.gather(*sent)
    assert len({receipt.reference for receipt in receipts}) == 1
    assert await rows(db, "select count(*) from inbox_conversation") == [1]


async def test_a_crowd_shares_commits_and_loses_nobody(db, keys, clock) -> None:
    opening = intake(db, keys, clock)
    crowd = [first(f"message {n}", f"client-{n:06d}", NOBODY) for n in range(3 * LARGEST_GROUP + 1)]
    receipts = await asyncio.gather(*[opening.open(message) for message in crowd])
    assert len({receipt.reference for receipt in receipts}) == len(crowd)
    stored = await rows(db, "select body from inbox_message")
    assert sorted(stored) == sorted(message.text for message in crowd)
    commits = await rows(db, "select count(distinct xmin::text) from inbox_conversation")
    assert commits[0] <= 8


async def test_a_client_id_belongs_to_its_sender(db, keys, clock) -> None:
    opening = intake(db, keys, clock)
    hers = await opening.open(first("hers", "the-same-id", ANA))
    his = await opening.open(first("his", "the-same-id", BEN))
    assert hers.reference != his.reference


async def test_other_words_under_a_used_client_id_are_refused_and_lose_nothing(db, keys, clock) -> None:
    opening = intake(db, keys, clock)
    await opening.open(first("one"))
    with pytest.raises(ClientIdReused):
        await opening.open(first("two"))
    assert await rows(db, "select body from inbox_message") == ["one"]


async def test_a_bad_row_fails_alone(db, keys, clock) -> None:
    """A statement that the database refuses costs its neighbours nothing."""
    opening = intake(db, keys, clock)
    good = [first(f"good {n}", f"client-{n:06d}", NOBODY) for n in range(5)]
    bad = first("bad", "client-bad-1", NOBODY, channel="no such channel")
    told = await asyncio.gather(*[opening.open(m) for m in [*good[:3], bad, *good[3:]]], return_exceptions=True)
    assert sum(isinstance(answer, Exception) for answer in told) == 1
    assert isinstance(told[3], Exception)
    assert await rows(db, "select count(*) from inbox_message") == [5]


async def test_what_nobody_foresaw_fails_everybody_at_once_and_the_next_are_taken(db, keys, clock, monkeypatch) -> None:
    """A mistake of ours must not leave a whole group waiting for ever."""
    opening = intake(db, keys, clock)

    async def stumbles(_group) -> None:
        raise LookupError

    with monkeypatch.context() as broken:
        broken.setattr(opening, "_write", stumbles)
        waiting = [opening.open(first(f"message {n}", f"client-{n:06d}", NOBODY)) for n in range(8)]
        async with asyncio.timeout(10):
            told = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(answer) for answer in told] == [LookupError] * 8
    assert await opening.open(first("again", "client-again", NOBODY))


async def test_a_first_message_is_known_again_after_a_secret_was_taken_out_of_it(db, keys, clock) -> None:
    """Half of a phrase is taken out when the other half comes; the retry of the first half is no new case."""
    opening = intake(db, keys, clock)
    told = await opening.open(first("abandon ability able about"))
    amend = "update inbox_message set body = 'x', redactions = '{seed_phrase}' returning id"
    await rows(db, amend)
    await rows(db, "update inbox_claim set fingerprint = '' returning 1")
    again = await opening.open(first("abandon ability able about"))
    assert (again.reference, again.repeated) == (told.reference, True)


async def test_a_secret_is_in_no_table(db, keys, clock) -> None:
    receipt = await intake(db, keys, clock).open(first(f"here it is: {SEED}", details={"error_text": SEED}))
    assert receipt.redactions == ("seed_phrase",)
    assert not [table for table in await everything(db) if "abandon ability" in table]
    assert "inbox.secret_exposed" in await rows(db, "select topic from platform_outbox")


async def test_nothing_at_all_is_refused(db, keys, clock) -> None:
    with pytest.raises(EmptyMessage):
        await intake(db, keys, clock).open(first(" \n "))


async def test_without_a_database_the_sender_is_told_to_try_again(keys, clock) -> None:
    away = Database("postgresql://nobody@/nothing?host=/nowhere", size=2)
    with pytest.raises(DatabaseAway):
        await intake(away, keys, clock).open(first("hello", sender=NOBODY))
