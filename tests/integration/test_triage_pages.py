"""The settings pages and the clock fragment, through their handlers."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import httpx
import pytest
from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide

from dengta.accounts.public import Actor, Role
from dengta.kernel.errors import Refused
from dengta.platform.db import Database
from dengta.platform.web import refusal
from dengta.triage import store
from dengta.triage.model.calendar import Span
from dengta.triage.public import CachedDesk
from dengta.triage.web import routes
from tests.support.clock import FakeClock
from tests.support.conversations import conversation
from tests.support.staff import actor, rows

pytestmark = pytest.mark.filterwarnings("ignore::litestar.exceptions.base_exceptions.LitestarDeprecationWarning")

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
HOURS = "/staff/settings/hours"
TARGETS = "/staff/settings/targets"

Enter = Callable[[Actor], httpx.AsyncClient]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MONDAY)


@pytest.fixture
async def enter(db: Database, clock: FakeClock) -> AsyncIterator[Enter]:
    """A browser in which somebody is signed in."""
    opened: list[httpx.AsyncClient] = []

    def open_as(person: Actor) -> httpx.AsyncClient:
        given: dict[str, Any] = {"db": db, "clock": clock, "actor": person, "desk": CachedDesk()}
        app = Litestar(
            routes,
            dependencies={name: Provide(_same(value), sync_to_thread=False) for name, value in given.items()},
            exception_handlers={Refused: lambda _, refused: refusal(refused)},
            state=State({"desk_name": "Dengta"}),
            openapi_config=None,
        )
        opened.append(httpx.AsyncClient(transport=httpx.ASGITransport(cast(Any, app)), base_url="http://desk"))
        return opened[-1]

    yield open_as
    for browser in opened:
        await browser.aclose()


def _same(value: Any) -> Any:
    return lambda: value


@pytest.fixture
async def administrator(db: Database) -> Actor:
    return await actor(db, Role.ADMINISTRATOR)


def week(**changes: str) -> dict[str, str]:
    form = {"zone": "Europe/Berlin"}
    for weekday in range(5):
        form |= {f"day-{weekday}-0-opens": "09:00", f"day-{weekday}-0-closes": "12:00"}
        form |= {f"day-{weekday}-1-opens": "13:00", f"day-{weekday}-1-closes": "00:00"}
    return form | {name.replace("_", "-"): value for name, value in changes.items()}


async def test_the_hours_an_administrator_enters_are_the_desks(
    db: Database, enter: Enter, administrator: Actor
) -> None:
    answer = await enter(administrator).post(HOURS, data=week())
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HOURS}?done=week")
    async with db.transaction() as tx:
        calendar = await store.load_calendar(tx)
    assert calendar.zone == "Europe/Berlin"
    assert calendar.week[0] == (Span(540, 720), Span(780, 1_440))
    assert calendar.week[5:] == ((), ())
    assert await rows(db, "select action from accounts_audit") == ["calendar.week_changed"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day_0_0_opens": "25:00"}, "day-0-0-opens"),
        ({"day_0_0_closes": "08:00"}, "day-0-0-closes"),
        ({"day_0_0_closes": ""}, "day-0-0-closes"),
        ({"day_2_1_opens": "11:00"}, "day-2-1-opens"),
        ({"zone": "Mars/Olympus"}, "zone"),
    ],
)
async def test_hours_that_cannot_be_followed_are_explained_and_not_kept(
    db: Database, enter: Enter, administrator: Actor, changes: dict[str, str], field: str
) -> None:
    answer = await enter(administrator).post(HOURS, data=week(**changes))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}-wrong"' in answer.text
    assert await rows(db, "select time_zone from triage_calendar") == ["Asia/Shanghai"]


async def test_a_week_without_an_open_hour_is_refused(enter: Enter, administrator: Actor) -> None:
    answer = await enter(administrator).post(HOURS, data={"zone": "UTC"})
    assert answer.status_code == 422


async def test_a_holiday_is_added_shown_replaced_and_removed(db: Database, enter: Enter, administrator: Actor) -> None:
    browser = enter(administrator)
    date = {"date-day": "2026-12-25", "date-name": "<b>Christmas</b>"}
    assert (await browser.post(f"{HOURS}/dates", data=date)).status_code == 303
    half = {**date, "date-0-opens": "09:00", "date-0-closes": "12:00"}
    assert (await browser.post(f"{HOURS}/dates", data=half)).status_code == 303
    page = (await browser.get(HOURS)).text
    assert "&lt;b&gt;Christmas&lt;/b&gt;" in page
    assert "09:00–12:00" in page
    assert (await browser.post(f"{HOURS}/dates/drop", data=date)).status_code == 303
    assert "&lt;b&gt;Christmas" not in (await browser.get(HOURS)).text
    assert await rows(db, "select count(*) from triage_special_span") == [0]


async def test_a_date_that_is_none_is_explained(enter: Enter, administrator: Actor) -> None:
    answer = await enter(administrator).post(f"{HOURS}/dates", data={"date-day": "2026-02-30"})
    assert answer.status_code == 422
    assert 'id="date-day-wrong"' in answer.text


async def test_targets_are_saved_in_the_units_people_chose(db: Database, enter: Enter, administrator: Actor) -> None:
    form = {
        "urgent-first": "2", "urgent-first-unit": "hours", "urgent-next": "45", "urgent-next-unit": "minutes",
        "urgent-silence": "2", "urgent-silence-unit": "days", "urgent-close_after": "12",
        "urgent-close_after-unit": "hours", "urgent-warn_share": "80", "urgent-around": "yes",
    }  # fmt: skip
    browser = enter(administrator)
    assert (await browser.post(f"{TARGETS}/urgent", data=form)).status_code == 303
    saved = "select array[first_minutes, next_minutes, silence_minutes, close_after_minutes] from triage_target"
    assert await rows(db, saved + " where lane = 'urgent' and around_the_clock and warn_share = 0.8") == [
        [120, 45, 2_880, 720]
    ]
    page = (await browser.get(f"{TARGETS}?done=target")).text
    assert "Promises already made stay as they are" in page


@pytest.mark.parametrize(("field", "value"), [("first", "0"), ("first", "soon"), ("warn_share", "99"), ("next", "-1")])
async def test_a_target_that_means_nothing_is_explained(
    enter: Enter, administrator: Actor, field: str, value: str
) -> None:
    form = {f"standard-{part}": "2" for part in ("first", "next", "silence", "close_after")}
    units = {f"standard-{part}-unit": "hours" for part in ("first", "next", "silence", "close_after")}
    form |= {**units, "standard-warn_share": "50", f"standard-{field}": value}
    answer = await enter(administrator).post(f"{TARGETS}/standard", data=form)
    assert answer.status_code == 422
    assert f'id="standard-{field}-wrong"' in answer.text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
@pytest.mark.parametrize("path", [HOURS, TARGETS])
async def test_to_everyone_else_these_pages_are_not_there(db: Database, enter: Enter, role: Role, path: str) -> None:
    browser = enter(await actor(db, role))
    assert (await browser.get(path)).status_code == 404
    target = path if path == HOURS else f"{path}/standard"
    assert (await browser.post(target, data=week())).status_code == 404
    assert (await browser.post(f"{HOURS}/dates", data={"date-day": "2026-12-25"})).status_code == 404
    assert (await browser.post(f"{HOURS}/dates/drop", data={"date-day": "2026-12-25"})).status_code == 404


@pytest.mark.parametrize("path", [HOURS, TARGETS])
async def test_pages_speak_chinese(enter: Enter, administrator: Actor, path: str) -> None:
    page = await enter(administrator).get(path, headers={"accept-language": "zh-CN"})
    assert page.status_code == 200
    assert ("每周工作" in page.text) or ("全天候值守" in page.text)


async def test_the_clock_says_what_is_left_and_what_is_late(db: Database, enter: Enter, clock: FakeClock) -> None:
    browser = enter(await actor(db, Role.LEAD))
    path = f"/triage/conversations/{await conversation(db, clock)}/clock"
    clock.advance(timedelta(minutes=13))
    first = (await browser.get(path)).text
    assert "47 min left" in first
    assert "23 Nov, 11:00 (Asia/Shanghai)" in first
    clock.advance(timedelta(hours=3))
    late = (await browser.get(path, headers={"accept-language": "zh"})).text
    assert "超时 2 小时" in late
    assert "due late" in late


async def test_a_resolved_conversation_has_no_clock(db: Database, enter: Enter, clock: FakeClock) -> None:
    browser = enter(await actor(db, Role.LEAD))
    answer = await browser.get(f"/triage/conversations/{await conversation(db, clock, status='resolved')}/clock")
    assert (answer.status_code, answer.text.strip()) == (200, "")


async def test_the_clock_of_what_one_may_not_see_is_not_there(db: Database, enter: Enter, clock: FakeClock) -> None:
    """I23: the fragment is as closed as the page it stands in."""
    browser = enter(await actor(db, Role.LEAD))
    hidden = await conversation(db, clock, confidential=True)
    for reference in (hidden, "DT-0000000"):
        assert (await browser.get(f"/triage/conversations/{reference}/clock")).status_code == 404
