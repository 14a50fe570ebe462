"""The views show each person what is theirs to see, in order, page by page, and the counters agree with them."""

from dataclasses import asdict

import pytest

from dengta.accounts.public import Actor, Role
from dengta.inbox.assign import assign
from dengta.inbox.attend import escalate
from dengta.inbox.errors import BadCursor, BadFilter, CannotTake, NotAllowed
from dengta.inbox.list_conversations import EVERYTHING, list_conversations
from dengta.inbox.model import Lane
from dengta.inbox.note import note
from dengta.inbox.reply import reply
from dengta.inbox.scope import scope
from dengta.inbox.store import lists
from dengta.inbox.tally import counters, drift, recount
from dengta.inbox.views import Cursor, Filter, Sort, View
from dengta.kernel.ids import ConversationId, GroupId, StaffId
from dengta.platform.db import Database
from dengta.safety.public import Knowledge
from dengta.safety.public import stored as safe
from tests.support.clock import FakeClock
from tests.support.conversations import RoundDesk, conversation, customer, relay
from tests.support.staff import actor, rows

KNOWN = Knowledge()


async def listed(
    db: Database,
    clock: FakeClock,
    who: Actor,
    view: View,
    narrowed: Filter = EVERYTHING,
    sort: Sort = Sort.DUE,
) -> list[str]:
    page = await list_conversations(view, actor=who, db=db, clock=clock, narrowed=narrowed, sort=sort)
    return [row.reference for row in page.items]


async def test_each_view_shows_what_its_name_says(db: Database, clock: FakeClock) -> None:
    ana = await actor(db, Role.AGENT, groups=(1,))
    mine = await conversation(db, clock, assignee=ana.staff_id, group=2)
    free = await conversation(db, clock)
    grouped = await conversation(db, clock, group=1, status="waiting", assignee=99)
    emergency = await conversation(db, clock, group=1, lane="emergency", assignee=99)
    asleep = await conversation(db, clock, status="snoozed")
    done = await conversation(db, clock, status="resolved")
    shown = {view: set(await listed(db, clock, ana, view)) for view in View}
    assert shown[View.MINE] == {mine}
    assert shown[View.UNASSIGNED] == {free}
    assert shown[View.MY_GROUPS] == {grouped, emergency}
    assert shown[View.WAITING] == {grouped}
    assert shown[View.EMERGENCY] == {emergency}
    assert shown[View.SNOOZED] == {asleep}
    assert shown[View.RESOLVED] == {done}
    assert shown[View.ALL] == {mine, free, grouped, emergency}
    assert shown[View.OVERDUE] == set()
    clock.advance(hours=2)
    assert set(await listed(db, clock, ana, View.OVERDUE)) == {mine, free, emergency}


async def test_confidential_conversations_are_there_for_security_officers_only(db: Database, clock: FakeClock) -> None:
    hidden = await conversation(db, clock, confidential=True)
    assert await listed(db, clock, await actor(db, Role.SECURITY_OFFICER), View.ALL) == [hidden]
    for role in set(Role) - {Role.SECURITY_OFFICER}:
        assert await listed(db, clock, await actor(db, role), View.ALL) == []


async def test_pages_join_without_gaps_or_repeats(db: Database, clock: FakeClock) -> None:
    lead = await actor(db, Role.LEAD)
    whose = await customer(db, clock)
    made = []
    for number in range(23):
        clock.advance(seconds=number % 3)  # some at the same moment
        made.append(await conversation(db, clock, of=whose))
    clock.advance(hours=3)
    for view, sort, order in (
        (View.ALL, Sort.NEWEST, made[::-1]),
        (View.ALL, Sort.DUE, made),
        (View.UNASSIGNED, Sort.DUE, made),
        (View.OVERDUE, Sort.DUE, made),
        (View.OVERDUE, Sort.NEWEST, made[::-1]),
    ):
        seen: list[str] = []
        before: Cursor | None = None
        while True:
            page = await list_conversations(view, actor=lead, db=db, clock=clock, sort=sort, before=before, limit=5)
            seen += [row.reference for row in page.items]
            if page.next is None:
                break
            before = Cursor.parse(str(page.next))
        assert seen == order


async def test_what_must_be_answered_first_stands_first_in_every_view_of_what_waits_for_us(
    db: Database, clock: FakeClock
) -> None:
    """Our turn before the customer's, then the lane's gravity, then the promise; `newest` is there for who asks."""
    lead = await actor(db, Role.LEAD, groups=(1,))
    made: dict[str, str] = {}
    for status in ("open", "waiting"):
        for lane in ("emergency", "urgent", "standard", "feedback"):
            for which in ("first", "second"):
                clock.advance(minutes=1)
                made[f"{status} {lane} {which}"] = await conversation(db, clock, lane=lane, status=status, group=1)
    expected = list(made.values())
    assert await listed(db, clock, lead, View.ALL) == expected
    assert await listed(db, clock, lead, View.MY_GROUPS) == expected
    assert await listed(db, clock, lead, View.UNASSIGNED) == expected[:8]
    assert await listed(db, clock, lead, View.EMERGENCY) == expected[:2] + expected[8:10]
    assert await listed(db, clock, lead, View.ALL, sort=Sort.NEWEST) == expected[::-1]


@pytest.mark.parametrize(
    ("view", "index"),
    [(View.ALL, "inbox_conversation_answer"), (View.UNASSIGNED, "inbox_conversation_free")],
)
async def test_the_most_urgent_are_read_in_the_order_of_an_index_and_not_sorted(
    db: Database, clock: FakeClock, view: View, index: str
) -> None:
    """I14: forty rows cost the same among a million conversations."""
    lead = await actor(db, Role.LEAD)
    values = {
        **asdict(EVERYTHING),
        **scope(lead),
        "at": "-infinity",
        "id": 0,
        "rank": 0,
        "now": clock.now(),
        "limit": 41,
    }
    async with db.transaction() as tx:
        await tx.execute(
            "set local enable_seqscan = off; set local enable_sort = off; set local enable_bitmapscan = off"
        )
        plan = await (await tx.execute("explain " + lists.LIST[view, Sort.DUE], values, prepare=False)).fetchall()
    told = " ".join(line for (line,) in plan)
    assert index in told
    assert "Sort" not in told


async def test_a_filter_narrows_and_cannot_be_anything_but_a_value(db: Database, clock: FakeClock) -> None:
    """I24: what is put into a filter is compared, never executed."""
    lead = await actor(db, Role.LEAD)
    urgent = await conversation(db, clock, lane="urgent", language="zh_Hans")
    await conversation(db, clock)
    assert await listed(db, clock, lead, View.ALL, Filter(lane=Lane.URGENT)) == [urgent]
    assert await listed(db, clock, lead, View.ALL, Filter(language="zh_Hans", channel="widget")) == [urgent]
    for poison in ("') or true --", "other' or '1'='1", "%", "nul\0", "", "\ud800"):
        with pytest.raises(BadFilter):
            Filter(topic=poison)
        with pytest.raises(BadFilter):
            Filter(channel=poison)
    for number in (-1, 2**64):
        with pytest.raises(BadFilter):
            Filter(group=GroupId(number))


@pytest.mark.parametrize("text", ["", "x", "bm90IGpzb24", "W251bGwsMV0", "é", "WyIyMDI2LTAzLTAyVDA5OjMwOjAwIiwxXQ"])
def test_a_cursor_that_is_not_ours_is_refused(text: str) -> None:
    with pytest.raises(BadCursor):
        Cursor.parse(text)


async def test_names_of_customers_are_masked_in_the_list(db: Database, clock: FakeClock) -> None:
    """I19: a list must not be worth copying."""
    lead = await actor(db, Role.LEAD)
    whose = await customer(db, clock, name="Ana Petrova", email="ana@example.org")
    await conversation(db, clock, of=whose)
    page = await list_conversations(View.ALL, actor=lead, db=db, clock=clock)
    assert page.items[0].customer == "A•• P•••"


async def test_counters_agree_with_a_fresh_count_after_everything_that_can_happen(
    db: Database, clock: FakeClock
) -> None:
    """I14: counters are kept by events; they must not drift."""
    ana = await actor(db, Role.AGENT, groups=(1,))
    lead = await actor(db, Role.LEAD)
    first = await conversation(db, clock, group=1)
    second = await conversation(db, clock, lane="emergency")
    await conversation(db, clock, group=2, confidential=True)
    await relay(db)
    await assign(first, ana.staff_id, actor=lead, db=db, clock=clock)
    await reply(second, "Hi", client_id="k1", actor=ana, db=db, desk=RoundDesk(), clock=clock, knowledge=KNOWN)
    await note(first, "Hm", client_id="k2", actor=ana, db=db, clock=clock)
    await relay(db)
    assert await drift(db) == 0
    for who in (ana, lead):
        counted = await counters(actor=who, db=db, clock=clock)
        assert set(counted) == set(View) - {View.RESOLVED}
        for view, count in counted.items():
            assert count == len(await listed(db, clock, who, view)), view


async def test_a_recount_repairs_what_was_spoilt(db: Database, clock: FakeClock) -> None:
    await conversation(db, clock, group=1)
    await relay(db)
    await rows(db, "update inbox_tally set conversations = 7 returning 1")
    assert await drift(db) == 1
    assert await recount(db) == 1
    assert await drift(db) == 0


async def test_a_recount_leaves_to_the_relay_what_is_on_its_way(db: Database, clock: FakeClock) -> None:
    """The desk need not stop for it: what waits in the outbox is counted once, by the relay."""
    await conversation(db, clock, group=1)
    await relay(db)
    await rows(db, "delete from inbox_tally returning 1")
    await conversation(db, clock, group=1)
    await conversation(db, clock, group=2)
    assert await recount(db) == 1
    assert await rows(db, "select conversations from inbox_tally") == [1]
    await relay(db)
    assert await drift(db) == 0
    assert await rows(db, "select conversations from inbox_tally order by group_id") == [2, 1]


async def test_a_conversation_is_given_only_to_those_who_may_have_it(db: Database, clock: FakeClock) -> None:
    officer = await actor(db, Role.SECURITY_OFFICER)
    agent, auditor = await actor(db, Role.AGENT), await actor(db, Role.AUDITOR)
    hidden = await conversation(db, clock, confidential=True)
    for to in (agent.staff_id, auditor.staff_id, StaffId(4_000)):
        with pytest.raises(CannotTake):
            await assign(hidden, to, actor=officer, db=db, clock=clock)
    await assign(hidden, officer.staff_id, actor=officer, db=db, clock=clock)
    plain = await conversation(db, clock)
    with pytest.raises(NotAllowed):
        await assign(plain, agent.staff_id, actor=auditor, db=db, clock=clock)
    await rows(
        db,
        "update accounts_staff set state = 'suspended', suspended_at = now() where id = %s returning 1",
        (agent.staff_id,),
    )
    with pytest.raises(CannotTake):
        await assign(plain, agent.staff_id, actor=officer, db=db, clock=clock)


async def test_a_clock_that_calls_leaves_the_lists_order_and_times_alone(db: Database, clock: FakeClock) -> None:
    ana = await actor(db, Role.LEAD)
    older = await conversation(db, clock)
    clock.advance(minutes=10)
    newer = await conversation(db, clock)
    clock.advance(hours=2)
    (late,) = await rows(db, "select id from inbox_conversation where reference = %s", (older,))
    promise, words = RoundDesk().next_reply(Lane.STANDARD, clock.now()), safe("Late.")
    assert await escalate(ConversationId(late), promise=promise, words=words, db=db, clock=clock)
    assert await listed(db, clock, ana, View.ALL, sort=Sort.NEWEST) == [newer, older]
    await note(older, "I look into it", client_id="k", actor=ana, db=db, clock=clock)
    assert await listed(db, clock, ana, View.ALL, sort=Sort.NEWEST) == [older, newer]
