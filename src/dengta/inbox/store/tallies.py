"""The counters' cells."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, LiteralString

from psycopg.rows import dict_row

from dengta.accounts.public import Actor
from dengta.inbox.scope import scope, scoped
from dengta.platform.db import Tx

ENOUGH = 100
"""Beyond this many overdue conversations the exact number helps nobody."""

MOVE = """
    insert into inbox_tally as kept (group_id, assignee_id, status, lane, confidential, conversations)
    select * from unnest(
        %(groups)s::bigint[], %(assignees)s::bigint[], %(statuses)s::text[], %(lanes)s::text[],
        %(confidential)s::boolean[], %(amounts)s::bigint[]
    )
    on conflict (group_id, assignee_id, status, lane, confidential)
    do update set conversations = kept.conversations + excluded.conversations
"""
COUNTED: Final[LiteralString] = scoped("""
    select coalesce(sum(c.n) filter (where c.assignee_id = %(me)s and c.current), 0)::bigint as mine,
           coalesce(sum(c.n) filter (where c.group_id = any(%(my_groups)s::bigint[]) and c.current), 0)::bigint
               as my_groups,
           coalesce(sum(c.n) filter (where c.assignee_id is null and c.status = 'open'), 0)::bigint as unassigned,
           coalesce(sum(c.n) filter (where c.status = 'waiting'), 0)::bigint as waiting,
           coalesce(sum(c.n) filter (where c.lane = 'emergency' and c.current), 0)::bigint as emergency,
           coalesce(sum(c.n) filter (where c.current), 0)::bigint as "all",
           coalesce(sum(c.n) filter (where c.status = 'snoozed'), 0)::bigint as snoozed
    from (
        select nullif(group_id, 0) as group_id, nullif(assignee_id, 0) as assignee_id, status, lane, confidential,
               conversations as n, status in ('open', 'waiting') as current
        from inbox_tally where status <> 'resolved' and conversations <> 0
    ) c
    where {scope}
""")
OVERDUE: Final[LiteralString] = scoped("""
    select count(*) from (
        select from inbox_conversation c
        where c.status = 'open' and c.next_update_due < %(now)s and {scope} limit %(enough)s
    ) late
""")
MENTIONS: Final[LiteralString] = scoped("""
    select count(*) from (
        select distinct m.conversation_id
        from inbox_mention m join inbox_conversation c on c.id = m.conversation_id
        where m.staff_id = %(me)s and m.seen_at is null and {scope} limit %(enough)s
    ) called
""")
FRESH: Final[LiteralString] = """
    select coalesce(group_id, 0) as group_id, coalesce(assignee_id, 0) as assignee_id, status, lane, confidential,
           count(*) as conversations
    from inbox_conversation group by 1, 2, 3, 4, 5
"""
KEPT = "select group_id, assignee_id, status, lane, confidential, conversations from inbox_tally"
# The isolation level must stand before anything is read, and the lock before the snapshot is taken.
ISOLATE = "set transaction isolation level repeatable read"
LOCK = "lock table inbox_tally in exclusive mode"

CellRow = tuple[int, int, str, str, bool]
"""Group, assignee (0 is none), status, lane and whether it is confidential."""


def cell_row(group: object, assignee: object, status: object, lane: object, confidential: object) -> CellRow:
    """A cell as facts carry it."""
    return int(str(group)), int(str(assignee)), str(status), str(lane), bool(confidential)


async def hold(tx: Tx) -> None:
    """Keep everybody else from changing the cells until commit; the first thing a transaction does."""
    await tx.execute(ISOLATE)
    await tx.execute(LOCK)


async def fresh(tx: Tx) -> dict[CellRow, int]:
    """Every cell as the conversations themselves say."""
    return await _cells(tx, FRESH)


async def kept(tx: Tx) -> dict[CellRow, int]:
    """Every cell as it is kept."""
    return await _cells(tx, KEPT)


async def move(tx: Tx, moved: Mapping[CellRow, int]) -> None:
    """Add to cells, making those that are new."""
    cells = list(moved)
    values = {
        "groups": [cell[0] for cell in cells],
        "assignees": [cell[1] for cell in cells],
        "statuses": [cell[2] for cell in cells],
        "lanes": [cell[3] for cell in cells],
        "confidential": [cell[4] for cell in cells],
        "amounts": list(moved.values()),
    }
    await tx.execute(MOVE, values)


async def counted(tx: Tx, actor: Actor) -> dict[str, Any]:
    """What the cells that the actor may see add up to, by the name of the view."""
    async with tx.cursor(row_factory=dict_row) as found:
        await found.execute(COUNTED, scope(actor), prepare=False)
        return await found.fetchone() or {}


async def overdue(tx: Tx, actor: Actor, now: datetime) -> int:
    """How many open conversations are past their promise, `ENOUGH` standing for that many or more."""
    return await _number(tx, OVERDUE, {**scope(actor), "now": now, "enough": ENOUGH})


async def mentions(tx: Tx, actor: Actor) -> int:
    """In how many conversations they were called and have not looked; `ENOUGH` stands for that or more."""
    return await _number(tx, MENTIONS, {**scope(actor), "enough": ENOUGH})


async def _cells(tx: Tx, statement: LiteralString) -> dict[CellRow, int]:
    found = await tx.execute(statement)
    return {cell_row(*row[:5]): int(row[5]) for row in await found.fetchall()}


async def _number(tx: Tx, statement: LiteralString, values: Mapping[str, Any]) -> int:
    ((number,),) = await (await tx.execute(statement, values, prepare=False)).fetchall()
    return int(number)
