"""What has been kept long enough goes, everywhere it was kept, unless it is held."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from dengta.accounts.public import Role
from dengta.inbox.customer_data import erase_customer
from dengta.inbox.errors import UnderHold
from dengta.inbox.forget import hold
from dengta.inbox.index_messages import index_messages
from dengta.inbox.merge import merge
from dengta.inbox.model import Inbound
from dengta.inbox.note import note
from dengta.inbox.receive import receive
from dengta.inbox.turn import resolve
from dengta.inbox.web.caller import case_sender
from dengta.platform import retention
from dengta.platform.files import local_files
from dengta.worker.ageing import ageing
from dengta.worker.run import PROJECTIONS
from tests.support.asking import everything
from tests.support.conversations import RoundDesk, conversation, customer, relay
from tests.support.staff import actor, rows

WORDS = "kanarienvogel 金丝雀"


@pytest.fixture
def kinds(settings, clock):
    return ageing(settings, files=local_files(settings), clock=clock)


async def resolved(db, clock) -> str:
    """A conversation with words that are indexed, a draft and a file, resolved now."""
    lead = await actor(db, Role.LEAD)
    reference = await conversation(db, clock, text=WORDS)
    for fact in await relay(db):
        if "message_id" in fact.payload:
            await index_messages(db, [fact.payload])
    await resolve(reference, actor=lead, db=db, clock=clock)
    uid = uuid4()
    await rows(
        db,
        "insert into inbox_attachment (uid, conversation_id, name, content_type, size, sha256, state, created_at)"
        " select %s, id, 'kanarienvogel.png', 'image/png', 1, '', 'ready', now() from inbox_conversation returning 1",
        (uid,),
    )
    await rows(db, 'update inbox_conversation set details = \'{"device": "kanarienvogel"}\' returning 1')
    return reference


async def held_anywhere(db) -> bool:
    return any(word in table for table in await everything(db) for word in WORDS.split())


async def test_words_leave_every_table_when_their_time_has_come(db, clock, kinds) -> None:
    """The search index, facts, the queue and webhooks included."""
    await resolved(db, clock)
    assert await held_anywhere(db)
    clock.advance(timedelta(days=729))
    assert (await retention.retain(kinds, db=db, clock=clock))["words"] == 0
    assert await held_anywhere(db)
    clock.advance(timedelta(days=2))
    assert (await retention.due(kinds, db=db, clock=clock))["words"] == 1
    assert (await retention.retain(kinds, db=db, clock=clock))["words"] == 1
    assert not await held_anywhere(db)
    assert (await retention.retain(kinds, db=db, clock=clock))["words"] == 0


async def test_words_beside_ratings_are_told_to_go(db, clock, kinds) -> None:
    await resolved(db, clock)
    clock.advance(timedelta(days=1000))
    await retention.retain(kinds, db=db, clock=clock)
    assert "inbox.words_forgotten" in [fact.topic for fact in await relay(db)]
    assert "queue_erasures" in [projection.__name__ for projection in PROJECTIONS]


async def test_a_legal_hold_stops_it_and_is_audited(db, clock, kinds) -> None:
    reference = await resolved(db, clock)
    await hold(reference, held=True, db=db, clock=clock)
    clock.advance(timedelta(days=5000))
    assert set((await retention.retain(kinds, db=db, clock=clock)).values()) == {0}
    assert await held_anywhere(db)
    await hold(reference, held=False, db=db, clock=clock)
    assert (await retention.retain(kinds, db=db, clock=clock))["words"] == 1
    actions = await rows(db, "select action from accounts_audit order by id")
    assert [action for action in actions if action.endswith(("held", "released"))] == [
        "conversation.held",
        "conversation.released",
    ]


async def test_each_kind_has_its_age_and_files_lose_their_content(db, clock, settings, kinds) -> None:
    await resolved(db, clock)
    (uid,) = await rows(db, "select uid from inbox_attachment")
    await local_files(settings).put(uid, b"a picture")
    clock.advance(timedelta(days=91))
    assert (await retention.retain(kinds, db=db, clock=clock)) | {"words": 0} == {
        "words": 0,
        "files": 0,
        "devices": 1,
        "deliveries": 0,
        "jobs": 0,
    }
    clock.advance(timedelta(days=300))
    assert (await retention.retain(kinds, db=db, clock=clock))["files"] == 1
    assert await local_files(settings).get(uid) is None
    assert await rows(db, "select kind from platform_retention where forgotten > 0 order by kind") == [
        "devices",
        "files",
    ]


async def test_nothing_goes_from_what_is_open_or_kept_for_ever(db, clock, settings) -> None:
    await resolved(db, clock)
    await conversation(db, clock, text="still open")
    for_ever = replace(settings, keep_words=0, keep_files=0, keep_devices=0, keep_deliveries=0, keep_jobs=0)
    clock.advance(timedelta(days=9000))
    kinds = ageing(for_ever, files=local_files(settings), clock=clock)
    assert set((await retention.due(kinds, db=db, clock=clock)).values()) == {0}
    assert set((await retention.retain(kinds, db=db, clock=clock)).values()) == {0}
    await retention.retain(ageing(settings, files=local_files(settings), clock=clock), db=db, clock=clock)
    assert "still open" in await rows(db, "select body from inbox_message")


async def test_old_deliveries_and_jobs_go_in_steps(db, clock, kinds, monkeypatch) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 3)
    await rows(
        db,
        "insert into webhooks_endpoint (uid, url, secret, topics, made_by, made_at)"
        " values (gen_random_uuid(), 'https://x.example', '', '{}', 1, now()) returning 1",
    )
    await rows(
        db,
        "insert into webhooks_delivery (endpoint_id, message_id, fact_seq, topic, body, state, due_at, made_at,"
        " changed_at) select (select id from webhooks_endpoint), 'm' || n, n, 't', '{}',"
        " case when n = 1 then 'waiting' else 'dead' end, %s, %s, %s from generate_series(1, 8) n returning 1",
        (clock.now(), clock.now(), clock.now()),
    )
    clock.advance(timedelta(days=31))
    assert (await retention.retain(kinds, db=db, clock=clock))["deliveries"] == 7
    assert await rows(db, "select state from webhooks_delivery") == ["waiting"]


async def test_words_that_come_after_the_first_were_forgotten_have_their_time_too(db, clock, kinds) -> None:
    reference = await resolved(db, clock)
    clock.advance(timedelta(days=731))
    await retention.retain(kinds, db=db, clock=clock)
    (number,) = await rows(db, "select id from inbox_conversation")
    again = Inbound("client-1", case_sender("x"), WORDS, "en", ())
    await receive(again, number, db=db, desk=RoundDesk(), clock=clock)
    await resolve(reference, actor=await actor(db, Role.LEAD), db=db, clock=clock)
    clock.advance(timedelta(days=729))
    assert (await retention.due(kinds, db=db, clock=clock))["words"] == 0
    assert await held_anywhere(db)
    clock.advance(timedelta(days=2))
    assert (await retention.retain(kinds, db=db, clock=clock))["words"] == 1
    assert not await held_anywhere(db)
    assert (await retention.retain(kinds, db=db, clock=clock))["words"] == 0


async def test_a_note_on_what_was_forgotten_is_not_gone_the_next_night_and_not_kept_for_ever(db, clock, kinds) -> None:
    reference = await resolved(db, clock)
    clock.advance(timedelta(days=731))
    await retention.retain(kinds, db=db, clock=clock)
    clock.advance(timedelta(days=1))
    await note(reference, WORDS, client_id="one", actor=await actor(db, Role.LEAD), db=db, clock=clock)
    clock.advance(timedelta(days=1))
    assert (await retention.retain(kinds, db=db, clock=clock))["words"] == 0
    assert await held_anywhere(db)
    clock.advance(timedelta(days=731))
    assert (await retention.retain(kinds, db=db, clock=clock))["words"] == 1
    assert not await held_anywhere(db)


async def test_what_tells_repeats_of_the_words_goes_with_them(db, clock, kinds) -> None:
    reference = await conversation(db, clock)
    (number,) = await rows(db, "select id from inbox_conversation")
    await receive(Inbound("client-1", case_sender("x"), "four", "en", ()), number, db=db, desk=RoundDesk(), clock=clock)
    await resolve(reference, actor=await actor(db, Role.LEAD), db=db, clock=clock)
    clock.advance(timedelta(days=731))
    await retention.retain(kinds, db=db, clock=clock)
    assert await rows(db, "select fingerprint from inbox_claim") == [b""]


@pytest.mark.parametrize("held", ["kept", "merged"])
async def test_a_hold_keeps_everything_that_was_merged_into_one_case(db, clock, settings, kinds, held) -> None:
    references = await merged(db, clock)
    await hold(references[held], held=True, db=db, clock=clock)
    await resolve(references["kept"], actor=await actor(db, Role.LEAD), db=db, clock=clock)
    clock.advance(timedelta(days=5000))
    assert set((await retention.retain(kinds, db=db, clock=clock)).values()) == {0}
    assert sorted(await rows(db, "select body from inbox_message")) == ["in the kept one", "in the merged one"]
    await hold(references[held], held=False, db=db, clock=clock)
    assert (await retention.retain(kinds, db=db, clock=clock))["words"] == 2


async def test_what_was_merged_is_as_young_as_the_case_it_goes_on_in(db, clock, kinds) -> None:
    references = await merged(db, clock)
    clock.advance(timedelta(days=731))
    assert (await retention.retain(kinds, db=db, clock=clock))["words"] == 0
    await resolve(references["kept"], actor=await actor(db, Role.LEAD), db=db, clock=clock)
    assert (await retention.retain(kinds, db=db, clock=clock))["words"] == 0
    clock.advance(timedelta(days=731))
    assert (await retention.retain(kinds, db=db, clock=clock))["words"] == 2


@pytest.mark.parametrize("held", ["kept", "merged"])
async def test_nobody_is_erased_while_a_case_of_theirs_is_held(db, clock, settings, held) -> None:
    """Theirs, what theirs was merged into, and what was merged into theirs, whoever else's that is."""
    references = await merged(db, clock)
    erasing = {"actor": await actor(db, Role.ADMINISTRATOR), "files": local_files(settings), "db": db, "clock": clock}
    await hold(references[held], held=True, db=db, clock=clock)
    for reference in references.values():
        with pytest.raises(UnderHold):
            await erase_customer(reference, **erasing)
    assert sorted(await rows(db, "select body from inbox_message")) == ["in the kept one", "in the merged one"]
    await hold(references[held], held=False, db=db, clock=clock)
    await erase_customer(references["merged"], **erasing)
    assert "in the merged one" not in await rows(db, "select body from inbox_message")


async def test_a_kind_that_fails_keeps_no_other_from_its_turn_and_is_told_of(db, clock, kinds) -> None:
    await resolved(db, clock)
    clock.advance(timedelta(days=731))

    async def stumbles(*_: object) -> int:
        raise OSError

    first = replace(kinds[0], name="other", forget=stumbles)
    with pytest.raises(ExceptionGroup) as raised:
        await retention.retain((first, *kinds), db=db, clock=clock)
    assert raised.group_contains(OSError)
    assert not await held_anywhere(db)
    assert "other" not in await rows(db, "select kind from platform_retention")


async def merged(db, clock) -> dict[str, str]:
    """Two conversations of two customers who turned out to be one person."""
    kept = await conversation(db, clock, text="in the kept one", of=await customer(db, clock, "Zhang"))
    away = await conversation(db, clock, text="in the merged one", of=await customer(db, clock, "Wei"))
    await merge(kept, away, actor=await actor(db, Role.LEAD), db=db, clock=clock)
    return {"kept": kept, "merged": away}
