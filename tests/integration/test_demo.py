"""The demo: believable, whole, and harmless to a desk that has people of its own."""

import pyotp
import pytest

from dengta.accounts.model import Role
from dengta.accounts.sign_in import sign_in
from dengta.cli.demo import load_if_empty
from dengta.cli.demo_people import password, sign_ins, totp_secret
from dengta.cli.desk import Desk
from dengta.kernel.clock import SystemClock
from dengta.platform.db import Database
from dengta.platform.keys import load_keys
from dengta.platform.settings import Settings
from tests.support.staff import BROWSER, actor, rows


def test_the_demo_fills_an_empty_desk_once(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert load_if_empty(settings)
    first = capsys.readouterr().out
    assert "conversations in Chinese and English" in first
    assert load_if_empty(settings)
    again = capsys.readouterr().out
    assert "Loaded" not in again
    assert "wang.min" in again


async def test_the_story_has_every_state_both_languages_and_no_secret(settings: Settings, db: Database) -> None:
    from dengta.cli.demo_load import load
    from dengta.cli.demo_people import make_people

    desk = Desk(settings, db, load_keys(settings), SystemClock())
    assert await load(desk, await make_people(desk)) >= 50
    assert set(await rows(db, "select distinct status from inbox_conversation")) == {
        "open",
        "waiting",
        "snoozed",
        "resolved",
    }
    assert len(await rows(db, "select id from trust_entry where published_at is not null")) >= 5
    assert len(await rows(db, "select id from trust_change where decided_at is null")) == 1
    assert set(await rows(db, "select distinct language from inbox_conversation")) == {"zh_Hans", "en"}
    assert {"emergency", "urgent", "standard", "feedback"} <= set(
        await rows(db, "select distinct lane from inbox_conversation")
    )
    assert await rows(db, "select count(*) from inbox_conversation where topic = 'other'") < [6]
    assert await rows(db, "select count(*) from insight_rating") > [15]
    assert await rows(db, "select id from inbox_message where position('legal winner' in body) > 0") == []
    assert await rows(db, "select count(*) from inbox_message where redactions <> '{}'") == [1]


async def test_the_printed_sign_ins_work(settings: Settings, db: Database) -> None:
    from dengta.cli.demo_people import make_people

    desk = Desk(settings, db, load_keys(settings), SystemClock())
    await make_people(desk)
    code = pyotp.TOTP(totp_secret(desk, "ada")).at(desk.clock.now())
    assert any(line.split()[:1] == ["ada"] and totp_secret(desk, "ada") in line for line in sign_ins(desk))
    signed_in = await sign_in("ada", password(desk), code, visitor=BROWSER, **desk.tools)
    assert signed_in.token


async def test_a_desk_with_people_of_its_own_is_left_alone(settings: Settings, db: Database) -> None:
    import asyncio

    await actor(db, Role.ADMINISTRATOR)
    assert not await asyncio.to_thread(load_if_empty, settings)
    assert await rows(db, "select count(*) from inbox_conversation") == [0]
