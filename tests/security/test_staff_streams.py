"""A stream that is open shows no more than a page asked for at the same moment would (I21, I23)."""

import pytest

from dengta.accounts.public import Role, Unauthenticated
from dengta.inbox.confide import confide
from dengta.inbox.note import note
from dengta.inbox.web.staff_live import GONE, FollowSource
from dengta.platform.db import Database
from dengta.platform.keys import Keys
from tests.support.clock import FakeClock
from tests.support.conversations import conversation
from tests.support.staff import Desk, actor, rows

SUSPEND = "update accounts_staff set state = 'suspended', suspended_at = now() where id = %s returning 1"


async def test_a_stream_says_goodbye_when_its_conversation_becomes_confidential(db: Database, clock: FakeClock) -> None:
    ana, officer = await actor(db, Role.AGENT), await actor(db, Role.SECURITY_OFFICER)
    reference = await conversation(db, clock)
    stream = FollowSource(reference, 0, actor=ana, db=db, clock=clock)
    assert b'"kind":"message"' in await stream.unseen()
    sign = {"kind": "typing", "from": "customer", "name": "Bo"}
    assert stream.sign(sign)
    await confide(reference, actor=officer, db=db, clock=clock)
    await note(reference, "for officers' eyes", client_id="k", actor=officer, db=db, clock=clock)
    assert await stream.unseen() == GONE
    assert stream.sign(sign) == b""


async def test_a_stream_ends_for_a_colleague_who_is_suspended(db: Database, keys: Keys, clock: FakeClock) -> None:
    ana = await Desk(db, keys, clock).signed_in("ana", Role.AGENT)
    reference = await conversation(db, clock)
    stream = FollowSource(reference, 0, actor=ana, db=db, clock=clock)
    assert await stream.unseen() != GONE
    await rows(db, SUSPEND, (ana.staff_id,))
    with pytest.raises(Unauthenticated):
        await stream.unseen()


async def test_a_stream_follows_its_readers_groups(db: Database, keys: Keys, clock: FakeClock) -> None:
    helper = await Desk(db, keys, clock).signed_in("bo", Role.HELPER)
    reference = await conversation(db, clock, group=1)
    stream = FollowSource(reference, 0, actor=helper, db=db, clock=clock)
    assert await stream.unseen() == GONE
    await rows(db, "insert into accounts_membership values (%s, 1) returning 1", (helper.staff_id,))
    assert b'"kind":"message"' in await stream.unseen()
