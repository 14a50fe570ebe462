"""How the console says times, texts, events and places."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dengta.inbox.model import EventKind, Lane
from dengta.inbox.views import Filter, View
from dengta.inbox.web.console_texts import EVENTS
from dengta.inbox.web.console_where import Where, read_where
from dengta.inbox.web.console_words import Teller, Times, pieces
from dengta.kernel.ids import GroupId

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
SHANGHAI = Times("zh_Hans", ZoneInfo("Asia/Shanghai"), NOW)
ENGLISH = Times("en", ZoneInfo("UTC"), NOW)
ADDRESS = "0x3f5CE5FBFe3E9af3971dD833D26bA9b5C936f0bE"


def teller(times: Times = ENGLISH) -> Teller:
    return Teller(times, {1: "Li Wei", 2: "Ana"}, {7: "Security"}, {"security.theft": "Assets stolen"})


def test_what_safety_removed_and_what_must_be_copied_whole_are_cut_out_of_a_text() -> None:
    cut = pieces(f"@ana sent ⟦seed_phrase⟧ and {ADDRESS}.")
    assert [(piece.kind, piece.text) for piece in cut] == [
        ("mention", "@ana"),
        ("text", " sent "),
        ("removed", "seed_phrase"),
        ("text", " and "),
        ("hash", ADDRESS),
        ("text", "."),
    ]


def test_an_e_mail_address_is_no_mention() -> None:
    assert [piece.kind for piece in pieces("ana@lighthouse.example")] == ["text"]


@given(some.text(max_size=200))
def test_no_word_is_lost_by_cutting(text: str) -> None:
    joined = "".join(f"⟦{piece.text}⟧" if piece.kind == "removed" else piece.text for piece in pieces(text))
    assert joined == text


def test_matches_are_marked_and_everything_else_is_cut_as_ever() -> None:
    cut = pieces("钱包被盗 ⟦seed_phrase⟧", [(2, 4)])
    assert [piece.kind for piece in cut] == ["text", "mark", "text", "removed"]


@pytest.mark.parametrize(
    ("ago", "english", "chinese"),
    [
        (timedelta(seconds=20), "just now", "刚刚"),
        (timedelta(minutes=12), "12 min", "12 分钟"),
        (timedelta(hours=3), "3 h", "3 小时"),
        (timedelta(minutes=119), "2 h", "2 小时"),
        (timedelta(days=3), "19 Nov", "11 月 19 日"),
    ],
)
def test_a_past_moment_is_short_in_a_list(ago: timedelta, english: str, chinese: str) -> None:
    assert ENGLISH.ago(NOW - ago) == english
    assert SHANGHAI.ago(NOW - ago) == chinese


def test_days_change_at_the_readers_own_midnight() -> None:
    late = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
    assert SHANGHAI.day(late) == "今天"
    assert ENGLISH.day(late) == "Yesterday"


def test_a_time_without_a_known_zone_says_that_it_is_utc() -> None:
    assert ENGLISH.whole(NOW).endswith("08:30 UTC")
    assert SHANGHAI.whole(NOW) == "11 月 22 日 周日 16:30"


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_of_event_has_a_sentence(kind: EventKind) -> None:
    assert teller().sentence(kind, {}, 1)


def test_events_say_who_did_what_to_whom() -> None:
    tell = teller()
    assert tell.sentence(EventKind.ASSIGNED, {"to": 1}, 1) == "Li Wei took it"
    assert tell.sentence(EventKind.ASSIGNED, {"to": 2}, 1) == "Li Wei gave it to Ana"
    assert tell.sentence(EventKind.ASSIGNED, {"to": None}, None) == EVENTS["unassigned"] % {"who": "The desk"}
    assert tell.sentence(EventKind.GROUP, {"to": 7}, 2) == "Ana handed it over to Security"
    assert tell.sentence(EventKind.LANE, {"to": "urgent"}, 1) == "Li Wei moved it to the lane Urgent"
    assert tell.sentence(EventKind.STATUS, {"status": "open", "by": "customer"}, None) == EVENTS["reopened_by_customer"]


@pytest.mark.parametrize(
    "where",
    [
        Where(),
        Where(view=View.EMERGENCY),
        Where(view=View.ALL, narrowed=Filter(lane=Lane.URGENT, group=GroupId(3), language="zh_Hans")),
        Where(saved=12),
        Where(query="USDT 转账 & 未到账"),
    ],
)
def test_an_address_leads_back_to_where_one_was(where: Where) -> None:
    assert read_where(where.parameters()) == where


def test_an_address_that_says_nonsense_leads_to_ones_own_conversations() -> None:
    nonsense = {"view": "everything", "lane": "fast", "group": "9" * 40, "saved": "-1", "assignee": "’; drop"}
    assert read_where(nonsense) == Where()
