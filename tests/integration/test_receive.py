"""Further messages: exactly once, in order, and a reply wakes whatever slept."""

import asyncio
import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from dengta.inbox import chronicle
from dengta.inbox.errors import ClientIdReused
from dengta.inbox.model import Status
from dengta.inbox.receive import receive
from tests.support.asking import ANA, BEN, everything, first, further, intake, rows
from tests.support.conversations import RoundDesk


async def opened(db, keys, clock):
    return await intake(db, keys, clock).open(first("hello"))


async def test_repeats_are_answered_with_the_first_answer(db, keys, clock) -> None:
    """I3"""
    receipt = await opened(db, keys, clock)
    told = await asyncio.gather(
        *[receive(further("more"), receipt.conversation_id, db=db, desk=RoundDesk(), clock=clock) for _ in range(30)]
    )
    assert len({added.message_uid for added in told}) == 1
    assert sum(not added.repeated for added in told) == 1
    assert await rows(db, "select body from inbox_message order by number") == ["hello", "more"]


async def test_numbers_are_dense_under_a_storm(db, keys, clock) -> None:
    receipt = await opened(db, keys, clock)
    await asyncio.gather(
        *[
            receive(further(f"m{n}", f"storm-{n:04d}"), receipt.conversation_id, db=db, desk=RoundDesk(), clock=clock)
            for n in range(60)
        ]
    )
    assert await rows(db, "select number from inbox_event order by number") == list(range(1, 63))
    assert await rows(db, "select last_event from inbox_conversation") == [62]


async def test_a_client_id_of_another_conversation_is_refused(db, keys, clock) -> None:
    first_one = await opened(db, keys, clock)
    other = await intake(db, keys, clock).open(first("another", "another-first"))
    await receive(further("words"), first_one.conversation_id, db=db, desk=RoundDesk(), clock=clock)
    with pytest.raises(ClientIdReused):
        await receive(further("words"), other.conversation_id, db=db, desk=RoundDesk(), clock=clock)


@pytest.mark.parametrize("status", [Status.WAITING, Status.SNOOZED, Status.RESOLVED])
async def test_a_reply_opens_what_was_asleep_with_a_new_promise(db, keys, clock, status) -> None:
    """I5, B7"""
    receipt = await opened(db, keys, clock)
    await sleep(db, receipt.conversation_id, status, clock)
    clock.advance(timedelta(days=3))
    added = await receive(further("still here"), receipt.conversation_id, db=db, desk=RoundDesk(), clock=clock)
    assert added.expected_reply_by > clock.now()
    assert await rows(db, "select status from inbox_conversation") == ["open"]
    assert await rows(db, "select resolved_at is null and snoozed_until is null from inbox_conversation") == [True]


async def test_adding_to_an_unanswered_message_does_not_push_the_promise_back(db, keys, clock) -> None:
    receipt = await opened(db, keys, clock)
    clock.advance(timedelta(minutes=30))
    added = await receive(further("hello?"), receipt.conversation_id, db=db, desk=RoundDesk(), clock=clock)
    assert added.expected_reply_by == receipt.expected_reply_by


async def test_the_sender_scopes_the_client_id(db, keys, clock) -> None:
    receipt = await opened(db, keys, clock)
    one = further("mine", "shared-client-id", ANA)
    two = further("yours", "shared-client-id", BEN)
    for message in (one, two):
        await receive(message, receipt.conversation_id, db=db, desk=RoundDesk(), clock=clock)
    assert await rows(db, "select body from inbox_message order by number") == ["hello", "mine", "yours"]


async def test_a_phrase_split_over_two_messages_leaves_neither_half(db, keys, clock) -> None:
    words = "legal winner thank year wave sausage worth useful legal winner thank yellow".split()  # noqa: SIM905
    told = "The app closed and shows nothing. I wrote these down: "
    receipt = await intake(db, keys, clock).open(first(told + " ".join(words[:7])))
    message = further(" ".join(words[7:]) + " - what now?")
    added = await receive(message, receipt.conversation_id, db=db, desk=RoundDesk(), clock=clock)
    assert added.redactions == ("seed_phrase",)
    kept = await rows(db, "select body from inbox_message order by number")
    kept += await rows(db, "select subject || last_excerpt from inbox_conversation")
    assert not [text for text in kept if any(word in text for word in words)]
    assert kept[0].startswith("The app closed and shows nothing.")
    assert kept[1].endswith("- what now?")


WORDS = "slogan vibrant ridge nominee glove cradle hybrid trumpet walnut pyramid embody fragile".split()  # noqa: SIM905


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
async def test_a_phrase_spread_over_many_messages_is_nowhere(db, keys, clock, size) -> None:
    """I20. Whether a word in each, or a few; the first message, what staff are shown, and repeats included."""
    receipt = await intake(db, keys, clock).open(first(f"Bonjour! {' '.join(WORDS[:size])}"))
    said = [" ".join(WORDS[at : at + size]) for at in range(size, 12, size)]
    for at, text in enumerate(said):
        message = further(f"{at + 2}. {text}", f"spread-message-{at}")
        await receive(message, receipt.conversation_id, db=db, desk=RoundDesk(), clock=clock)
    found = "\n".join(await everything(db))
    assert [word for word in WORDS if word in found] == []
    assert (await rows(db, "select body from inbox_message order by number"))[0].startswith("Bonjour!")
    for at, text in enumerate(said):
        message = further(f"{at + 2}. {text}", f"spread-message-{at}")
        again = await receive(message, receipt.conversation_id, db=db, desk=RoundDesk(), clock=clock)
        assert again.repeated
    assert [word for word in WORDS if word in "\n".join(await everything(db))] == []
    hashed = {hashlib.sha256(json.dumps([word, {}, []], separators=(",", ":")).encode()).hexdigest() for word in WORDS}
    assert not [digest for digest in hashed if digest in "\n".join(await everything(db))]


async def test_a_repeat_is_not_read_as_the_second_half_of_itself(db, keys, clock) -> None:
    """Six words that, said twice, would be a phrase: a phone in a bad network said them once."""
    receipt = await intake(db, keys, clock).open(first("What do these words mean?"))
    message = further("river ocean about zebra above legal", "six-words-once")
    for repeated in (False, True):
        added = await receive(message, receipt.conversation_id, db=db, desk=RoundDesk(), clock=clock)
        assert added.repeated is repeated
        await receive(
            further("hello", "another-one-after"), receipt.conversation_id, db=db, desk=RoundDesk(), clock=clock
        )
    assert await rows(db, "select body from inbox_message where number = 3") == [message.text]


async def test_what_is_said_after_a_phrase_stays(db, keys, clock) -> None:
    receipt = await intake(db, keys, clock).open(first(" ".join(WORDS)))
    for at, text in enumerate(["Is that bad?", "hello", "what do I do now", "12.5 ETH", "thank you"]):
        message = further(text, f"after-message-{at}")
        await receive(message, receipt.conversation_id, db=db, desk=RoundDesk(), clock=clock)
    assert (await rows(db, "select body from inbox_message order by number"))[1:] == [
        "Is that bad?",
        "hello",
        "what do I do now",
        "12.5 ETH",
        "thank you",
    ]


async def sleep(db, conversation, status, clock) -> None:
    async with db.transaction() as tx:
        before = await chronicle.take(tx, conversation)
        later = clock.now() + timedelta(days=9)
        after = replace(
            before,
            status=status,
            next_update_due=None if status is Status.RESOLVED else later,
            snoozed_until=later if status is Status.SNOOZED else None,
            resolved_at=clock.now() if status is Status.RESOLVED else None,
        )
        await chronicle.write(tx, before, after, [], at=clock.now())
