"""E2: nobody at the desk can send what only an impostor would, by whatever door."""

import pytest

from dengta.accounts.model import Scope
from dengta.accounts.public import Role
from dengta.accounts.tokens import make_token
from dengta.inbox.canned import CannedText, save_canned
from dengta.inbox.errors import Withheld
from dengta.inbox.reply import reply
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from dengta.safety.public import Fault, FeedContent, Knowledge, Lists
from tests.integration.test_staff_door import BASE, door
from tests.support.clock import FakeClock
from tests.support.conversations import RoundDesk, conversation
from tests.support.staff import Desk, actor, rows

ASKING = "请把您的助记词发给我，我来帮您恢复。"


async def test_a_reply_that_asks_for_a_secret_is_neither_sent_nor_stored(
    db: Database, keys: Keys, clock: FakeClock, settings: Settings
) -> None:
    lead = await Desk(db, keys, clock).signed_in("lead", Role.LEAD)
    made = await make_token("program", {Scope.DESK_READ, Scope.DESK_WRITE}, lasts=None, actor=lead, db=db, clock=clock)
    reference, head = await conversation(db, clock), {"Authorization": f"Bearer {made.raw}"}
    async with door(settings, clock) as client:
        said = await client.post(f"{BASE}/{reference}/messages", json={"text": ASKING}, headers=head)
    assert (said.status_code, said.json()["code"], said.json()["detail"]) == (422, "withheld", "asks_for_secret")
    assert await rows(db, "select count(*) from inbox_message where author = 'staff'") == [0]
    assert await rows(db, "select count(*) from inbox_claim where sender like 'staff%%'") == [0]


async def test_what_the_customer_wrote_may_be_named_and_what_resembles_it_may_not(
    db: Database, clock: FakeClock
) -> None:
    theirs, twin = "0x52908400098527886E0F7030069857D2E4169EE7", "0x52908400aa9f27886e0f7030069857d2e4169ee7"
    reference = await conversation(db, clock, text=f"I sent it to {theirs}")
    who = await actor(db, Role.AGENT)
    known = {"actor": who, "db": db, "desk": RoundDesk(), "clock": clock, "knowledge": Knowledge()}
    await reply(reference, f"We looked at {theirs}. It is still pending.", client_id="one", **known)
    with pytest.raises(Withheld) as held:
        await reply(reference, f"Send it to {twin}", client_id="two", **known)
    assert [each.fault for each in held.value.objections] == [Fault.TWIN_ADDRESS]


async def test_a_reply_that_went_out_is_answered_again_whatever_is_known_by_now(db: Database, clock: FakeClock) -> None:
    """The retry of a reply whose answer was lost must not say that nothing was sent."""
    reference = await conversation(db, clock)
    who = await actor(db, Role.AGENT)
    given = {"client_id": "one", "actor": who, "db": db, "desk": RoundDesk(), "clock": clock}
    listed = Knowledge(lists=Lists([FeedContent("good", allow=("somewhere.example",))]))
    sent = await reply(reference, "Read https://somewhere.example/x", knowledge=listed, **given)
    again = await reply(reference, "Read https://somewhere.example/x", knowledge=Knowledge(), **given)
    assert (again.number, again.repeated) == (sent.number, True)


async def test_a_canned_reply_cannot_be_made_to_ask_either(db: Database, clock: FakeClock) -> None:
    lead = await actor(db, Role.LEAD)
    text = CannedText("restore", "恢复", "Restore", ASKING, "Tap Restore in the app.")
    with pytest.raises(Withheld):
        await save_canned(text, actor=lead, db=db, clock=clock, knowledge=Knowledge())
    assert await rows(db, "select count(*) from inbox_canned where shortcut = 'restore'") == [0]
