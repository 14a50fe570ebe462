"""What one console page is told of others' presence."""

import pytest

from dengta.accounts.model import Actor, Role
from dengta.inbox.model import Cell, Lane, Status
from dengta.inbox.web.console_live import ConsoleSource
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.db import Database
from tests.support.clock import FakeClock

AGENT = Actor(StaffId(1), "Ana", frozenset({Role.AGENT}), frozenset({GroupId(7)}))
OFFICER = Actor(StaffId(2), "Ben", frozenset({Role.SECURITY_OFFICER}), frozenset())


def source(actor: Actor, reference: str | None = "DT-7KQ2-9MXA") -> ConsoleSource:
    return ConsoleSource(actor, reference, Database("postgresql://nowhere"), FakeClock())


def sign(cell: Cell, who: int = 3, **more: object) -> dict[str, object]:
    stands = {"group": cell.group_id, "assignee": cell.assignee_id, "status": cell.status.value}
    about = {"kind": "here", "reference": "DT-7KQ2-9MXA", "name": "Cleo", "who": who}
    return {**about, **stands, "lane": cell.lane.value, "confidential": cell.confidential, **more}


SEEN = Cell(GroupId(7), None, Status.OPEN, Lane.STANDARD, confidential=False)
ELSEWHERE = Cell(GroupId(8), None, Status.OPEN, Lane.STANDARD, confidential=False)
HIDDEN = Cell(GroupId(7), None, Status.OPEN, Lane.STANDARD, confidential=True)


@pytest.mark.parametrize(
    ("actor", "cell", "shown"),
    [(AGENT, SEEN, True), (AGENT, ELSEWHERE, False), (AGENT, HIDDEN, False), (OFFICER, HIDDEN, True)],
)
def test_presence_is_told_only_where_the_conversation_may_be_seen(actor: Actor, cell: Cell, *, shown: bool) -> None:
    """I21, I23: a stream carries only what the page may show."""
    assert bool(source(actor).sign(sign(cell))) is shown


def test_a_sign_says_who_and_where_and_nothing_of_how_the_conversation_stands() -> None:
    told = source(AGENT).sign(sign(SEEN)).decode()
    assert '"name":"Cleo"' in told
    for word in ("group", "assignee", "lane", "confidential", "status"):
        assert word not in told


def test_ones_own_sign_and_signs_of_other_kinds_are_not_told() -> None:
    assert source(AGENT).sign(sign(SEEN, who=1)) == b""
    assert source(AGENT).sign(sign(SEEN, kind="secret")) == b""


def test_the_customers_typing_is_told_in_their_own_conversation_only() -> None:
    typing = {"kind": "typing", "from": "customer", "reference": "DT-7KQ2-9MXA"}
    assert b"customer_typing" in source(AGENT).sign(typing)
    assert source(AGENT, None).sign(typing) == b""
