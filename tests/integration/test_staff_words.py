"""What staff write is stored once, safe, and turns the conversation as they chose."""

import asyncio
from datetime import timedelta

import pytest

from dengta.accounts.public import Actor, Role
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.errors import ClientIdReused, EmptyMessage, NotAllowed
from dengta.inbox.load import find_for
from dengta.inbox.model import Conversation, Status
from dengta.inbox.note import names_in, note
from dengta.inbox.reply import Then, reply
from dengta.inbox.say import Said
from dengta.platform.db import Database
from dengta.safety.public import Knowledge
from tests.support.clock import FakeClock
from tests.support.conversations import RoundDesk, conversation
from tests.support.staff import actor, rows

KNOWN = Knowledge()
PHRASE = "abandon " * 11 + "about"


async def answer(
    db: Database,
    clock: FakeClock,
    who: Actor,
    reference: str,
    text: str = "We are on it.",
    key: str = "key-0001",
    **how: Then,
) -> Said:
    return await reply(
        reference, text, client_id=key, actor=who, db=db, desk=RoundDesk(), clock=clock, knowledge=KNOWN, **how
    )


async def standing(db: Database, who: Actor, reference: str) -> Conversation:
    async with db.transaction() as tx:
        return await find_for(tx, reference, who)


async def test_a_reply_takes_the_conversation_and_waits_for_the_customer(db: Database, clock: FakeClock) -> None:
    ana = await actor(db, Role.AGENT)
    reference = await conversation(db, clock)
    clock.advance(minutes=5)
    await answer(db, clock, ana, reference)
    now = await standing(db, ana, reference)
    assert (now.assignee_id, now.status) == (ana.staff_id, Status.WAITING)
    assert now.first_reply_at == now.last_staff_at == clock.now()
    assert now.next_update_due == clock.now() + timedelta(days=1)
    assert now.staff_read == now.last_event == 4
    assert await rows(db, "select kind from inbox_event order by number") == [
        "message",
        "message",
        "status",
        "assigned",
    ]
    assert await rows(db, "select state from inbox_delivery") == ["sent"]


@pytest.mark.parametrize(("then", "status"), [(Then.KEEP, Status.OPEN), (Then.RESOLVE, Status.RESOLVED)])
async def test_a_reply_can_keep_the_turn_or_end_it(db: Database, clock: FakeClock, then: Then, status: Status) -> None:
    ana = await actor(db, Role.AGENT)
    reference = await conversation(db, clock)
    clock.advance(minutes=30)
    await answer(db, clock, ana, reference, then=then)
    now = await standing(db, ana, reference)
    assert now.status is status
    promised = clock.now() + timedelta(hours=2)
    assert now.next_update_due == (promised if status is Status.OPEN else None)


async def test_the_same_client_id_answers_once_however_often_it_is_sent(db: Database, clock: FakeClock) -> None:
    """I3: a double press of Send, or a retry after a lost answer, must not reach the customer twice."""
    ana = await actor(db, Role.AGENT)
    reference = await conversation(db, clock)
    said = await asyncio.gather(*(answer(db, clock, ana, reference) for _ in range(6)))
    assert {one.number for one in said} == {2}
    assert sum(one.repeated for one in said) == 5
    assert await rows(db, "select count(*) from inbox_message where author = 'staff'") == [1]


async def test_a_client_id_is_refused_for_other_words(db: Database, clock: FakeClock) -> None:
    ana = await actor(db, Role.AGENT)
    reference, other = await conversation(db, clock), await conversation(db, clock)
    await answer(db, clock, ana, reference)
    with pytest.raises(ClientIdReused):
        await answer(db, clock, ana, reference, "Something else")
    with pytest.raises(ClientIdReused):
        await answer(db, clock, ana, other)


async def test_a_secret_in_a_reply_or_a_note_is_never_stored(db: Database, clock: FakeClock) -> None:
    ana = await actor(db, Role.AGENT)
    reference = await conversation(db, clock)
    said = await answer(db, clock, ana, reference, f"you wrote {PHRASE}")
    noted = await note(reference, f"they wrote {PHRASE}", client_id="key-0002", actor=ana, db=db, clock=clock)
    assert said.redactions == noted.said.redactions == ("seed_phrase",)
    assert not [body for body in await rows(db, "select body from inbox_message") if "abandon" in body]
    assert not [body for body in await rows(db, "select last_excerpt from inbox_conversation") if "abandon" in body]


async def test_helpers_note_and_do_not_send_and_auditors_do_neither(db: Database, clock: FakeClock) -> None:
    helper, auditor = await actor(db, Role.HELPER, groups=(1,)), await actor(db, Role.AUDITOR)
    reference = await conversation(db, clock, group=1)
    await note(reference, "Try this?", client_id="key-0003", actor=helper, db=db, clock=clock)
    for who in (helper, auditor):
        with pytest.raises(NotAllowed):
            await answer(db, clock, who, reference, key="key-0004")
    with pytest.raises(NotAllowed):
        await note(reference, "Hm", client_id="key-0005", actor=auditor, db=db, clock=clock)


async def test_nothing_can_be_written_where_nothing_can_be_seen(db: Database, clock: FakeClock) -> None:
    """I23: a guessed reference tells nothing, not even that it exists."""
    bo = await actor(db, Role.AGENT, groups=(2,))
    theirs = await conversation(db, clock, group=1)
    secret = await conversation(db, clock, confidential=True)
    for reference in (theirs, secret, "DT-2222-2222"):
        with pytest.raises(NoSuchConversation):
            await answer(db, clock, bo, reference)
        with pytest.raises(NoSuchConversation):
            await note(reference, "Hm", client_id="key-0006", actor=bo, db=db, clock=clock)


async def test_a_note_calls_those_who_may_see_it_and_says_whom_it_could_not_call(
    db: Database, clock: FakeClock
) -> None:
    ana, bo, outsider = await actor(db, Role.AGENT), await actor(db, Role.LEAD), await actor(db, Role.AGENT)
    await rows(db, "update accounts_staff set login = 'bo@desk.example' where id = %s returning 1", (bo.staff_id,))
    await rows(db, "update accounts_staff set login = 'out' where id = %s returning 1", (outsider.staff_id,))
    reference = await conversation(db, clock, group=1, assignee=ana.staff_id)
    words = "@bo please look, @out too, and @nobody. Not mail@bo."
    noted = await note(reference, words, client_id="key-0007", actor=ana, db=db, clock=clock)
    assert noted.mentioned == (bo.staff_id,)
    assert noted.unreached == ("out", "nobody")
    assert await rows(db, "select staff_id from inbox_mention") == [bo.staff_id]
    assert await rows(db, "select audience from inbox_event where kind = 'note'") == ["staff"]


async def test_blank_words_are_refused(db: Database, clock: FakeClock) -> None:
    ana = await actor(db, Role.AGENT)
    with pytest.raises(EmptyMessage):
        await answer(db, clock, ana, await conversation(db, clock), " \n")


def test_mentions_are_read_as_people_write_them() -> None:
    assert names_in("@Li.Wei, @li.wei. 请@wang看看 (@o-k) a@b.c @x@y.z") == ["li.wei", "wang", "o-k", "x@y.z"]
