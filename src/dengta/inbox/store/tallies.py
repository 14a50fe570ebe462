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
    select count(distinct c.id) from inbox_mention m join inbox_conversation c on c.id = m.conversation_id
    where m.staff_id = %(me)s and m.seen_at is null and {scope}
""")
FRESH: Final[LiteralString] = """
    select coalesce(group_id, 0) as group_id, coalesce(assignee_id, 0) as assignee_id, status, lane, confidential,
           count(*) as conversations
    from inbox_conversation group by 1, 2, 3, 4, 5
"""
DRIFT: Final[LiteralString] = """
    select count(*)
    from (select * from inbox_tally where conversations <> 0) kept
    full join ({fresh}) fresh using (group_id, assignee_id, status, lane, confidential)
    where kept.conversations is distinct from fresh.conversations
""".replace("{fresh}", FRESH)
EMPTY = "delete from inbox_tally"
RECOUNT: Final[LiteralString] = "insert into inbox_tally " + FRESH


async def move(tx: Tx, moved: Mapping[tuple[object, ...], int]) -> None:
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
    """In how many conversations they were called and have not looked."""
    return await _number(tx, MENTIONS, scope(actor))


async def drift(tx: Tx) -> int:
    """In how many cells the kept number differs from a fresh count."""
    return await _number(tx, DRIFT, {})


async def recount(tx: Tx) -> None:
    """Throw the cells away and count."""
    await tx.execute(EMPTY)
    await tx.execute(RECOUNT)


async def _number(tx: Tx, statement: LiteralString, values: Mapping[str, Any]) -> int:
    ((number,),) = await (await tx.execute(statement, values, prepare=False)).fetchall()
    return int(number)
