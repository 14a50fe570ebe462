"""What staff change about a conversation: how it stands, whose it is, what it is about, with what it belongs."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from dengta.accounts.public import Actor, Role
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.classify import classify
from dengta.inbox.confide import confide, unconfide
from dengta.inbox.draft import load_draft, save_draft
from dengta.inbox.errors import BadMoment, BadTopic, CannotMerge, MergedAway, NoSuchGroup, NotAllowed, NotMerged
from dengta.inbox.hand_over import hand_over
from dengta.inbox.load import find_for
from dengta.inbox.merge import merge, unmerge
from dengta.inbox.model import Conversation, EventKind, Lane, Status
from dengta.inbox.note import note
from dengta.inbox.open_page import open_conversation_page
from dengta.inbox.reply import reply
from dengta.inbox.snooze import snooze
from dengta.inbox.tally import drift
from dengta.inbox.turn import reopen, resolve, set_waiting
from dengta.kernel.ids import GroupId
from dengta.platform.db import Database
from dengta.safety.public import Knowledge
from tests.support.clock import FakeClock
from tests.support.conversations import RoundDesk, conversation, customer, relay
from tests.support.staff import actor, rows

KNOWN = Knowledge()
DESK = RoundDesk()
HOUR = timedelta(hours=1)


async def standing(db: Database, who: Actor, reference: str) -> Conversation:
    async with db.transaction() as tx:
        return await find_for(tx, reference, who)


async def test_a_conversation_goes_through_every_status_and_is_never_without_a_next_update(
    db: Database, clock: FakeClock
) -> None:
    """I5: whatever staff do, an unresolved conversation has a promised update; the database agrees."""
    ana = await actor(db, Role.AGENT)
    reference = await conversation(db, clock)
    steps: list[tuple[Callable[[], Awaitable[object]], Status]] = [
        (lambda: set_waiting(reference, actor=ana, db=db, desk=DESK, clock=clock), Status.WAITING),
        (lambda: snooze(reference, clock.now() + HOUR, actor=ana, db=db, clock=clock), Status.SNOOZED),
        (lambda: reopen(reference, actor=ana, db=db, desk=DESK, clock=clock), Status.OPEN),
        (lambda: resolve(reference, actor=ana, db=db, clock=clock), Status.RESOLVED),
        (lambda: snooze(reference, clock.now() + HOUR, actor=ana, db=db, clock=clock), Status.SNOOZED),
        (lambda: resolve(reference, actor=ana, db=db, clock=clock), Status.RESOLVED),
        (lambda: reopen(reference, actor=ana, db=db, desk=DESK, clock=clock), Status.OPEN),
    ]
    for step, status in steps:
        clock.advance(minutes=1)
        await step()
        now = await standing(db, ana, reference)
        assert now.status is status
        assert (now.next_update_due is None) == (status is Status.RESOLVED)
        assert now.staff_read == now.last_event or now.staff_read == 0
    await relay(db)
    assert await drift(db) == 0
    assert await rows(db, "select count(*) from accounts_audit") == [len(steps)]


async def test_a_conversation_that_became_confidential_is_opened_by_who_may(db: Database, clock: FakeClock) -> None:
    """Its event says what it was and is by yes and no, which are no people."""
    officer = await actor(db, Role.SECURITY_OFFICER)
    reference = await conversation(db, clock)
    await confide(reference, actor=officer, db=db, clock=clock)
    page = await open_conversation_page(reference, actor=officer, db=db, clock=clock)
    assert [moment.event.kind for moment in page.timeline][-1] is EventKind.CONFIDENTIAL
    assert page.names == {officer.staff_id: officer.name}


async def test_doing_again_what_is_done_changes_nothing(db: Database, clock: FakeClock) -> None:
    ana = await actor(db, Role.AGENT)
    reference = await conversation(db, clock)
    await resolve(reference, actor=ana, db=db, clock=clock)
    events = await rows(db, "select count(*) from inbox_event")
    await resolve(reference, actor=ana, db=db, clock=clock)
    await classify(reference, lane=Lane.STANDARD, actor=ana, db=db, desk=DESK, clock=clock)
    assert await rows(db, "select count(*) from inbox_event") == events


@pytest.mark.parametrize("ahead", [timedelta(0), -HOUR, timedelta(days=91)])
async def test_sleep_ends_ahead_and_within_a_season(db: Database, clock: FakeClock, ahead: timedelta) -> None:
    ana = await actor(db, Role.AGENT)
    with pytest.raises(BadMoment):
        await snooze(await conversation(db, clock), clock.now() + ahead, actor=ana, db=db, clock=clock)


async def test_a_hand_over_carries_a_note_and_frees_the_assignee(db: Database, clock: FakeClock) -> None:
    ana, bo = await actor(db, Role.AGENT, groups=(1,)), await actor(db, Role.AGENT, groups=(2,))
    reference = await conversation(db, clock, group=1, assignee=ana.staff_id)
    words = {"words": "Stuck at nonce 7.", "client_id": "h1"}
    await hand_over(reference, GroupId(2), **words, actor=ana, db=db, clock=clock)
    with pytest.raises(NoSuchConversation):
        await hand_over(reference, GroupId(2), **words, actor=ana, db=db, clock=clock)
    await hand_over(reference, GroupId(2), words="Stuck at nonce 7.", actor=bo, db=db, clock=clock)
    now = await standing(db, bo, reference)
    assert (now.group_id, now.assignee_id) == (2, None)
    assert await rows(db, "select body from inbox_message where kind = 'note'") == ["Stuck at nonce 7."] * 2
    with pytest.raises(NoSuchGroup):
        await hand_over(reference, GroupId(999), actor=bo, db=db, clock=clock)


async def test_a_more_urgent_lane_brings_the_promise_forward_and_a_lesser_one_keeps_it(
    db: Database, clock: FakeClock
) -> None:
    ana = await actor(db, Role.AGENT)
    reference = await conversation(db, clock)
    await classify(reference, lane=Lane.EMERGENCY, topic="security.theft", actor=ana, db=db, desk=DESK, clock=clock)
    due = clock.now() + timedelta(minutes=15)
    now = await standing(db, ana, reference)
    assert (now.lane, now.topic, now.next_update_due) == (Lane.EMERGENCY, "security.theft", due)
    await classify(reference, lane=Lane.FEEDBACK, actor=ana, db=db, desk=DESK, clock=clock)
    assert (await standing(db, ana, reference)).next_update_due == due
    with pytest.raises(BadTopic):
        await classify(reference, topic="Robert'); --", actor=ana, db=db, desk=DESK, clock=clock)


async def test_only_security_officers_hide_and_the_hidden_is_taken_from_others(db: Database, clock: FakeClock) -> None:
    ana, officer = await actor(db, Role.AGENT), await actor(db, Role.SECURITY_OFFICER)
    reference = await conversation(db, clock, assignee=ana.staff_id)
    with pytest.raises(NotAllowed):
        await confide(reference, actor=ana, db=db, clock=clock)
    await confide(reference, actor=officer, db=db, clock=clock)
    assert (await standing(db, officer, reference)).assignee_id is None
    with pytest.raises(NoSuchConversation):
        await standing(db, ana, reference)
    await unconfide(reference, actor=officer, db=db, clock=clock)
    assert not (await standing(db, ana, reference)).confidential


async def test_a_merge_closes_one_keeps_the_other_and_can_be_undone(db: Database, clock: FakeClock) -> None:
    """B5: the customer is told so in both."""
    ana = await actor(db, Role.AGENT)
    whose = await customer(db, clock)
    first, second = await conversation(db, clock, of=whose), await conversation(db, clock, of=whose)
    await merge(first, second, actor=ana, db=db, clock=clock)
    away = await standing(db, ana, second)
    assert (away.status, away.merged_into) == (Status.RESOLVED, (await standing(db, ana, first)).id)
    merged = "select body from inbox_event where kind = 'merged' and audience = 'everyone' order by body ? 'into'"
    told = await rows(db, merged)
    assert told == [{"source": second}, {"into": first}]
    page = await open_conversation_page(first, actor=ana, db=db, clock=clock)
    assert [one.reference for one in page.merged] == [second]
    with pytest.raises(MergedAway):
        await reply(second, "Hi", client_id="k", actor=ana, db=db, desk=DESK, clock=clock, knowledge=KNOWN)
    with pytest.raises(MergedAway):
        await merge(second, first, actor=ana, db=db, clock=clock)
    await unmerge(second, actor=ana, db=db, desk=DESK, clock=clock)
    back = await standing(db, ana, second)
    assert (back.status, back.merged_into) == (Status.OPEN, None)
    with pytest.raises(NotMerged):
        await unmerge(second, actor=ana, db=db, desk=DESK, clock=clock)


async def test_conversations_of_two_customers_are_merged_by_leads_only_and_tell_neither_of_the_other(
    db: Database, clock: FakeClock
) -> None:
    """I23: a merge must not become a way into somebody else's conversation."""
    ana, lead = await actor(db, Role.AGENT), await actor(db, Role.LEAD)
    first, second = await conversation(db, clock), await conversation(db, clock)
    with pytest.raises(CannotMerge):
        await merge(first, second, actor=ana, db=db, clock=clock)
    with pytest.raises(CannotMerge):
        await merge(first, first, actor=lead, db=db, clock=clock)
    await merge(first, second, actor=lead, db=db, clock=clock)
    told = await rows(db, "select body::text from inbox_event where kind = 'merged' and audience = 'everyone'")
    assert not [body for body in told if "DT-" in body]


async def test_what_cannot_be_seen_cannot_be_merged_or_parted(db: Database, clock: FakeClock) -> None:
    """I23: checked in the merge too, on both sides."""
    ana, officer = await actor(db, Role.LEAD), await actor(db, Role.SECURITY_OFFICER)
    whose = await customer(db, clock)
    plain, hidden = await conversation(db, clock, of=whose), await conversation(db, clock, of=whose, confidential=True)
    for kept, merged in ((plain, hidden), (hidden, plain)):
        with pytest.raises(NoSuchConversation):
            await merge(kept, merged, actor=ana, db=db, clock=clock)
    await merge(hidden, plain, actor=officer, db=db, clock=clock)
    with pytest.raises(NotMerged):
        await unmerge(plain, actor=ana, db=db, desk=DESK, clock=clock)


async def test_a_draft_waits_for_its_writer_without_secrets_and_goes_when_sent(db: Database, clock: FakeClock) -> None:
    ana, bo = await actor(db, Role.AGENT), await actor(db, Role.HELPER, groups=(1,))
    reference = await conversation(db, clock, group=1, assignee=ana.staff_id)
    phrase = "abandon " * 11 + "about"
    await save_draft(reference, f"Dear {phrase}", actor=ana, db=db, clock=clock)
    await save_draft(reference, "Say this", actor=bo, db=db, clock=clock)
    draft = await load_draft(reference, actor=ana, db=db)
    assert draft is not None
    assert "abandon" not in draft.body
    page = await open_conversation_page(reference, actor=ana, db=db, clock=clock)
    assert [one.body for one in page.suggestions] == ["Say this"]
    await reply(reference, "Hi", client_id="k", actor=ana, db=db, desk=DESK, clock=clock, knowledge=KNOWN)
    assert await load_draft(reference, actor=ana, db=db) is None
    await save_draft(reference, " ", actor=bo, db=db, clock=clock)
    assert await rows(db, "select count(*) from inbox_draft") == [0]


async def test_a_page_shows_the_timeline_masked_and_leaves_a_trace(db: Database, clock: FakeClock) -> None:
    """I19: masked by default, every look audited."""
    ana, bo = await actor(db, Role.AGENT, name="Ana"), await actor(db, Role.AGENT)
    whose = await customer(db, clock, name="张伟", email="zhang@example.com")
    reference = await conversation(db, clock, of=whose, text="转账未到账", details={"device": "Pixel 8"})
    other = await conversation(db, clock, of=whose)
    await conversation(db, clock, of=whose, confidential=True)
    await rows(db, "update accounts_staff set login = 'bo' where id = %s returning 1", (bo.staff_id,))
    await note(reference, "@bo?", client_id="k", actor=ana, db=db, clock=clock)
    page = await open_conversation_page(reference, actor=bo, db=db, clock=clock)
    assert (page.customer.name, page.customer.email) == ("张•", "z•••@•••.com")
    assert "张伟" not in repr(page)
    assert [moment.message.body for moment in page.timeline if moment.message] == ["转账未到账", "@bo?"]
    assert page.timeline[1].by == "Ana"
    assert [one.reference for one in page.others] == [other]
    assert page.details == {"device": "Pixel 8"}
    assert await rows(db, "select action from accounts_audit where actor_id = %s", (bo.staff_id,)) == [
        "conversation.opened"
    ]
    assert await rows(db, "select count(*) from inbox_mention where seen_at is null") == [0]
    await open_conversation_page(other, actor=bo, db=db, clock=clock)
    assert "inbox.seen_by_staff" in await rows(db, "select topic from platform_outbox")


async def test_an_auditors_look_does_not_count_as_read(db: Database, clock: FakeClock) -> None:
    auditor = await actor(db, Role.AUDITOR)
    reference = await conversation(db, clock)
    await open_conversation_page(reference, actor=auditor, db=db, clock=clock)
    assert (await standing(db, auditor, reference)).staff_read == 0
    assert await rows(db, "select assignee_id from inbox_conversation") == [None]


async def test_a_page_begins_where_it_is_asked_to_and_says_what_it_leaves_out(
    db: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, reference = await actor(db, Role.AGENT), await conversation(db, clock)
    for number in range(9):
        await note(reference, f"note {number}", client_id=f"k{number}", actor=ana, db=db, clock=clock)

    async def numbers(since: int | None) -> tuple[list[int], bool, bool]:
        page = await open_conversation_page(reference, actor=ana, db=db, clock=clock, span=3, since=since)
        return [moment.event.number for moment in page.timeline], page.earlier, page.later

    assert await numbers(None) == ([8, 9, 10], True, False)
    assert await numbers(99) == ([8, 9, 10], True, False)
    assert await numbers(0) == (list(range(1, 11)), False, False)
    monkeypatch.setattr("dengta.inbox.open_page.MOST", 4)
    assert await numbers(2) == ([2, 3, 4, 5], True, True)
