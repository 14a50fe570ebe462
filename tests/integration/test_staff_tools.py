"""What staff work with: canned replies, saved views, bulk changes, reveals, exports and erasures."""

import json
from dataclasses import replace
from datetime import timedelta

import httpx
import msgspec
import pytest

from dengta.accounts.public import ReadLimitReached, Role
from dengta.inbox.bulk import AssignTo, Done, MoveTo, Resolve, SnoozeUntil, Wait, bulk
from dengta.inbox.canned import CannedText, delete_canned, list_canned, render_canned, save_canned
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.customer_data import ERASED, erase_customer, export_customer
from dengta.inbox.errors import BadCanned, BadName, NoReason, NoSuchCanned, NoSuchView, NotAllowed, NotFailed, TooMany
from dengta.inbox.events import CustomerErased
from dengta.inbox.forget import hold
from dengta.inbox.index_messages import SPOKEN, index_messages
from dengta.inbox.model import Lane
from dengta.inbox.note import note
from dengta.inbox.reply import reply
from dengta.inbox.resend import resend
from dengta.inbox.reveal import Personal, reveal
from dengta.inbox.saved_views import ViewText, delete_view, list_saved_views, save_view, share_view
from dengta.inbox.tally import drift
from dengta.inbox.views import Filter, View
from dengta.insight.public import KeptRatings, erase_words
from dengta.platform.db import Database
from dengta.platform.files import local_files
from dengta.platform.settings import Settings
from dengta.safety.public import Knowledge
from tests.support.clock import FakeClock
from tests.support.conversations import RoundDesk, conversation, customer, relay
from tests.support.staff import actor, rows
from tests.support.staff_app import staff_client

KNOWN = Knowledge()
DESK = RoundDesk()
RATED = """
    insert into insight_rating (
        conversation_id, resolved_at, speed, professionalism, resolution, words, rated_at, changed_at)
    select id, now(), 2, 5, 'partly', %s, now(), now() from inbox_conversation where reference = %s returning id
"""
HELLO = CannedText(
    "hello",
    "问好",
    "Greeting",
    "{{customer_name}}您好,编号 {{reference}},我是 {{agent_name}}。",
    "Hello {{ customer_name }}, this is {{agent_name}} about {{reference}}.",
)


async def test_a_canned_reply_speaks_the_customers_language_and_names_them_only_when_sent(
    db: Database, clock: FakeClock
) -> None:
    """I19: asking for a canned reply must not be a way to read a masked name."""
    ana, lead = await actor(db, Role.AGENT, name="Ana"), await actor(db, Role.LEAD)
    number = await save_canned(HELLO, actor=lead, db=db, clock=clock, knowledge=KNOWN)
    english = await conversation(db, clock, of=await customer(db, clock, name="Wei Zhang"))
    chinese = await conversation(db, clock, language="zh_Hans")
    text = await render_canned(number, english, actor=ana, db=db)
    assert text == f"Hello {{{{ customer_name }}}}, this is Ana about {english}."
    assert (
        await render_canned(number, chinese, actor=ana, db=db) == f"{{{{customer_name}}}}您好,编号 {chinese},我是 Ana。"
    )
    for key, reference in (("k1", english), ("k2", chinese)):
        words = await render_canned(number, reference, actor=ana, db=db)
        await reply(reference, words, client_id=key, actor=ana, db=db, desk=DESK, clock=clock, knowledge=KNOWN)
    sent = await rows(db, "select body from inbox_message where author = 'staff' order by id")
    assert sent == [f"Hello Wei Zhang, this is Ana about {english}.", f"您好,编号 {chinese},我是 Ana。"]


async def test_only_leads_change_canned_replies_and_only_to_something_usable(db: Database, clock: FakeClock) -> None:
    ana, lead = await actor(db, Role.AGENT), await actor(db, Role.LEAD)
    with pytest.raises(NotAllowed):
        await save_canned(HELLO, actor=ana, db=db, clock=clock, knowledge=KNOWN)
    number = await save_canned(HELLO, actor=lead, db=db, clock=clock, knowledge=KNOWN)
    for change in ({}, {"shortcut": "Big One"}, {"body_zh": " "}, {"shortcut": "x", "body_en": "{{password}}"}):
        with pytest.raises(BadCanned):
            await save_canned(replace(HELLO, **change), actor=lead, db=db, clock=clock, knowledge=KNOWN)
    assert (
        await save_canned(
            replace(HELLO, title_en="Hi"), replaces=number, actor=lead, db=db, clock=clock, knowledge=KNOWN
        )
        == number
    )
    assert [one.title_en for one in await list_canned(actor=ana, db=db)] == ["Hi"]
    with pytest.raises(NoSuchCanned):
        await save_canned(replace(HELLO, shortcut="new"), replaces=999, actor=lead, db=db, clock=clock, knowledge=KNOWN)
    await delete_canned(number, actor=lead, db=db)
    with pytest.raises(NoSuchCanned):
        await delete_canned(number, actor=lead, db=db)


async def test_saved_views_are_ones_own_unless_a_lead_shares_them(db: Database) -> None:
    ana, bo, lead = await actor(db, Role.AGENT), await actor(db, Role.AGENT), await actor(db, Role.LEAD)
    text = ViewText("被盗 · urgent", View.ALL, Filter(lane=Lane.EMERGENCY, language="zh_Hans"))
    own = await save_view(text, actor=ana, db=db)
    shared = await share_view(text, actor=lead, db=db)
    with pytest.raises(NotAllowed):
        await share_view(text, actor=ana, db=db)
    assert [(view.id, view.shared) for view in await list_saved_views(actor=ana, db=db)] == [
        (shared, True),
        (own, False),
    ]
    assert [view.narrowed for view in await list_saved_views(actor=bo, db=db)] == [text.narrowed]
    with pytest.raises(NoSuchView):
        await delete_view(own, actor=bo, db=db)
    with pytest.raises(NotAllowed):
        await delete_view(shared, actor=bo, db=db)
    await delete_view(own, actor=ana, db=db)
    with pytest.raises(BadName):
        await save_view(ViewText(" ", View.ALL, Filter()), actor=ana, db=db)


async def test_a_bulk_change_does_each_for_itself_and_says_which_were_refused(db: Database, clock: FakeClock) -> None:
    """I23: a reference slipped into a list opens nothing."""
    ana = await actor(db, Role.AGENT, groups=(1,))
    one, two = await conversation(db, clock, group=1), await conversation(db, clock)
    hidden = await conversation(db, clock, confidential=True)
    theirs = await conversation(db, clock, group=2)
    every = [one, hidden, two, theirs, "nonsense", one]
    missing = "conversation_not_found"
    expected = [Done(one), Done(hidden, missing), Done(two), Done(theirs, missing), Done("nonsense", missing)]
    actions = (
        AssignTo(ana.staff_id),
        MoveTo(Lane.URGENT),
        SnoozeUntil(clock.now() + timedelta(hours=1)),
        Wait(),
        Resolve(),
    )
    for action in actions:
        assert await bulk(action, every, actor=ana, db=db, desk=DESK, clock=clock) == expected
    assert await rows(db, "select count(*) from inbox_conversation where status = 'resolved'") == [2]
    with pytest.raises(TooMany):
        await bulk(Resolve(), [str(number) for number in range(201)], actor=ana, db=db, desk=DESK, clock=clock)
    for role in (Role.HELPER, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            await bulk(Resolve(), [], actor=await actor(db, role), db=db, desk=DESK, clock=clock)
    await relay(db)
    assert await drift(db) == 0


async def test_personal_data_is_revealed_for_a_reason_that_stands_in_the_conversation(
    db: Database, clock: FakeClock
) -> None:
    """I19: a reveal is counted, audited, explained and limited."""
    ana = await actor(db, Role.AGENT)
    reference = await conversation(db, clock, of=await customer(db, clock, name="张伟", email="zhang@example.com"))
    why = "They asked us to call them by name."
    assert await reveal(reference, Personal.NAME, why, actor=ana, db=db, clock=clock) == "张伟"
    assert await reveal(reference, Personal.EMAIL, why, actor=ana, db=db, clock=clock) == "zhang@example.com"
    assert await rows(db, "select body from inbox_message where kind = 'note'") == [why, why]
    revealed = "select detail->>'what' from accounts_audit where action = 'customer.revealed'"
    assert await rows(db, revealed) == ["name", "email"]
    assert "张伟" not in json.dumps(await rows(db, "select detail from accounts_audit"), ensure_ascii=False)
    with pytest.raises(NoReason):
        await reveal(reference, Personal.NAME, "because", actor=ana, db=db, clock=clock)
    for role in (Role.AUDITOR, Role.HELPER):
        who = await actor(db, role, groups=(1,))
        await rows(db, "update inbox_conversation set group_id = 1 returning 1")
        with pytest.raises(NotAllowed):
            await reveal(reference, Personal.NAME, why, actor=who, db=db, clock=clock)
    await rows(db, "update accounts_read_limit set alarm_above = 2, refuse_above = 2 where kind = 'reveal' returning 1")
    await rows(db, "update inbox_conversation set group_id = null returning 1")
    with pytest.raises(ReadLimitReached):
        await reveal(reference, Personal.NAME, why, actor=ana, db=db, clock=clock)


async def test_a_failed_message_is_sent_again_and_one_that_arrived_is_not(db: Database, clock: FakeClock) -> None:
    """I12: what failed is seen as failed, and can be tried again."""
    ana = await actor(db, Role.AGENT)
    reference = await conversation(db, clock)
    said = await reply(reference, "Hi", client_id="k", actor=ana, db=db, desk=DESK, clock=clock, knowledge=KNOWN)
    with pytest.raises(NotFailed):
        await resend(reference, said.number, actor=ana, db=db, clock=clock)
    await rows(db, "update inbox_delivery set state = 'failed', failure = 'bounced' returning 1")
    await resend(reference, said.number, actor=ana, db=db, clock=clock)
    assert await rows(db, "select state from inbox_delivery") == ["queued"]
    assert await rows(db, "select attempts from inbox_delivery") == [1]


async def test_an_export_holds_everything_of_one_person_and_nothing_of_others(db: Database, clock: FakeClock) -> None:
    """I26, E8: rendered from rows; notes, other customers and what the actor may not see stay out."""
    lead, ana = await actor(db, Role.LEAD), await actor(db, Role.AGENT)
    whose = await customer(db, clock, name="张伟", email="zhang@example.com")
    reference = await conversation(db, clock, of=whose, text='<img src="file:///etc/passwd"> 转账')
    await conversation(db, clock, of=whose, confidential=True, text="very secret")
    await conversation(db, clock, text="a stranger's words")
    await note(reference, "an internal note", client_id="k", actor=lead, db=db, clock=clock)
    with pytest.raises(NotAllowed):
        await export_customer(reference, actor=ana, db=db, ratings=KeptRatings(), clock=clock)
    await rows(db, RATED, ("my words with it", reference))
    exported = await export_customer(reference, actor=lead, db=db, ratings=KeptRatings(), clock=clock)
    text = msgspec.json.encode(exported).decode()
    assert '"speed":2' in text
    assert "my words with it" in text
    assert "张伟" in text
    assert "file:///etc/passwd" in text  # as it was written, never fetched
    assert '"left_out":1' in text
    for absent in ("very secret", "stranger", "internal note"):
        assert absent not in text
    assert "conversation.exported" in await rows(db, "select action from accounts_audit")


async def test_an_erasure_leaves_no_word_and_every_count(db: Database, clock: FakeClock, settings: Settings) -> None:
    files = local_files(settings)
    administrator, lead = await actor(db, Role.ADMINISTRATOR), await actor(db, Role.LEAD)
    whose = await customer(db, clock, name="张伟", email="zhang@example.com")
    reference = await conversation(db, clock, of=whose, text="转账 hushed words", details={"device": "Pixel"})
    await conversation(db, clock, text="转账 of somebody else")
    await reply(
        reference,
        "About your hushed words",
        client_id="k",
        actor=lead,
        db=db,
        desk=DESK,
        clock=clock,
        knowledge=KNOWN,
    )
    for fact in await relay(db):
        if fact.topic in SPOKEN:
            await index_messages(db, [fact.payload])
    with pytest.raises(NotAllowed):
        await erase_customer(reference, actor=lead, db=db, files=files, clock=clock)
    await rows(db, RATED, ("hushed words with it", reference))
    await erase_customer(reference, actor=administrator, db=db, files=files, clock=clock)
    await erase_words(db, [fact.payload for fact in await relay(db) if fact.topic == CustomerErased.topic])
    assert await rows(db, "select words || ' ' || speed from insight_rating") == [f"{ERASED} 2"]
    left = str(await rows(db, "select to_jsonb(c)::text from inbox_conversation c where reference = %s", (reference,)))
    left += str(await rows(db, "select to_jsonb(p)::text from inbox_customer p where id = %s", (whose,)))
    assert not [word for word in ("hushed", "张伟", "zhang", "Pixel") if word in left]
    assert await rows(db, "select body from inbox_message order by id") == [ERASED, "转账 of somebody else", ERASED]
    assert await rows(db, "select count(*) from inbox_word") == [1]
    assert await rows(db, "select count(*) from inbox_event") == [5]
    assert await drift(db) == 0
    with pytest.raises(NoSuchConversation):
        await erase_customer("DT-2222-2222", actor=administrator, db=db, files=files, clock=clock)


async def test_a_customers_data_is_exported_and_erased_from_a_page(
    db: Database, clock: FakeClock, settings: Settings
) -> None:
    """E8: through the product, by the roles that may; erasing asks for the reference again."""
    people = {role.value: await actor(db, role) for role in Role}
    whose = await customer(db, clock, name="张伟", email="zhang@example.com")
    reference = await conversation(db, clock, of=whose, text="转账 hushed words")
    page = f"/console/c/{reference}/person"
    async with staff_client(people, db=db, clock=clock, settings=settings) as client:

        async def ask(who: str, method: str, path: str, **form: str) -> httpx.Response:
            return await client.request(method, path, data=form, headers={"X-Staff": who, "Accept": "text/html"})

        assert {role for role in people if (await ask(role, "GET", page)).status_code == 200} == {
            "administrator",
            "lead",
            "security_officer",
        }
        exported = await ask("lead", "POST", f"{page}/export")
        assert exported.headers["content-disposition"] == f'attachment; filename="customer-{reference}.json"'
        assert "zhang@example.com" in exported.text
        assert (await ask("agent", "POST", f"{page}/export")).status_code == 403
        assert (await ask("lead", "POST", f"{page}/erase", typed=reference)).status_code == 403
        assert (await ask("administrator", "POST", f"{page}/erase", typed="DT-2222")).status_code == 400
        await hold(reference, held=True, db=db, clock=clock)
        kept = await ask("administrator", "POST", f"{page}/erase", typed=reference)
        assert (kept.status_code, "a legal hold keeps a conversation" in kept.text) == (409, True)
        await hold(reference, held=False, db=db, clock=clock)
        assert await rows(db, "select name from inbox_customer where id = %s", (whose,)) == ["张伟"]
        assert (await ask("administrator", "POST", f"{page}/erase", typed=reference.lower())).status_code == 200
    assert await rows(db, "select name from inbox_customer where id = %s", (whose,)) == [None]
    assert await rows(db, "select body from inbox_message") == [ERASED]
