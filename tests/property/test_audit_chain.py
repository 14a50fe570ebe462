"""Any change to any sealed entry, and any entry moved, added or left out, is found."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dengta.accounts.chain import GENESIS, START, Broken, Head, link, walk
from dengta.accounts.model import AuditEntry
from dengta.kernel.ids import StaffId

MOMENT = datetime(2026, 3, 2, tzinfo=UTC)
code = st.from_regex(r"[a-z_.:-]{1,20}", fullmatch=True)
number = st.none() | st.integers(1, 2**62)
detail = st.dictionaries(code, st.booleans() | number | code | st.lists(code, max_size=3), max_size=3)


@st.composite
def logs(draw: st.DrawFn) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    previous = GENESIS
    for position in range(1, draw(st.integers(1, 8)) + 1):
        entry = AuditEntry(
            id=position * 3,
            at=MOMENT + timedelta(microseconds=draw(st.integers(0, 10**12))),
            actor_id=StaffId(draw(st.integers(1, 9))),
            session_id=draw(number),
            token_id=draw(number),
            action=draw(code),
            subject=draw(code),
            subject_id=draw(number),
            detail=draw(detail),
        )
        digest = link(previous, position, entry)
        entries.append(replace(entry, position=position, previous_hash=previous, hash=digest))
        previous = digest
    return entries


@given(logs())
def test_an_untouched_log_walks_to_its_end(log: list[AuditEntry]) -> None:
    assert walk(START, log) == Head(len(log), log[-1].hash or b"")


@given(logs(), st.data())
def test_a_changed_entry_breaks_the_walk_where_it_stands(log: list[AuditEntry], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(log) - 1))
    entry = log[at]
    changed = data.draw(
        st.sampled_from(
            [
                replace(entry, action=entry.action + "x"),
                replace(entry, at=entry.at + timedelta(microseconds=1)),
                replace(entry, actor_id=None),
                replace(entry, subject_id=(entry.subject_id or 0) + 1),
                replace(entry, detail={**entry.detail, "Z": True}),
                replace(entry, id=entry.id + 1),
            ]
        )
    )
    assert walk(START, [*log[:at], changed, *log[at + 1 :]]) == Broken(at + 1, "altered")


@given(logs(), st.data())
def test_an_entry_left_out_breaks_the_walk(log: list[AuditEntry], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(log) - 1))
    rest = [*log[:at], *log[at + 1 :]]
    expected = Broken(at + 1, "missing") if at + 1 < len(log) else walk(START, log[:-1])
    assert walk(START, rest) == expected
