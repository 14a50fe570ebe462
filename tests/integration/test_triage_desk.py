"""The desk reads its hours, targets and groups from the database and answers from memory."""

from datetime import UTC, datetime, timedelta

import pytest

from dengta.inbox.model import Lane
from dengta.inbox.protocols import Desk
from dengta.platform.db import Database
from dengta.triage.public import CachedDesk, topics_for_form

MONDAY_NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)  # 12:00 in Shanghai


@pytest.fixture
async def desk(db: Database) -> CachedDesk:
    desk = CachedDesk()
    async with db.transaction() as tx:
        await desk.refresh(tx)
    return desk


async def test_a_fresh_desk_promises_the_seeded_targets_on_the_seeded_calendar(desk: CachedDesk) -> None:
    inbox_sees: Desk = desk
    assert inbox_sees.first_reply(Lane.EMERGENCY, MONDAY_NOON).due == MONDAY_NOON + timedelta(minutes=10)
    standard = inbox_sees.first_reply(Lane.STANDARD, MONDAY_NOON)
    assert standard.due == datetime(2026, 11, 24, 3, tzinfo=UTC)  # six hours today, two from nine tomorrow
    assert MONDAY_NOON < standard.warn_at < standard.due
    assert not standard.measured


async def test_every_topic_the_form_offers_has_a_group(desk: CachedDesk) -> None:
    assert all(desk.group_for(topic.key) is not None for topic in topics_for_form("en"))
    assert desk.group_for("no.such_topic") == desk.group_for("other")


async def test_an_emergency_is_answered_around_the_clock_and_the_rest_by_hours(desk: CachedDesk) -> None:
    night = datetime(2026, 11, 23, 18, tzinfo=UTC)  # 02:00 in Shanghai
    assert not desk.open_now(night)
    assert desk.opens_at(night) == datetime(2026, 11, 24, 1, tzinfo=UTC)
    assert desk.opens_at(MONDAY_NOON) is None
    assert desk.first_reply(Lane.EMERGENCY, night).due == night + timedelta(minutes=10)
    assert desk.first_reply(Lane.URGENT, night).due == datetime(2026, 11, 24, 2, tzinfo=UTC)
    assert desk.first_reply(Lane.URGENT, night).usual_high == 8 * 60
