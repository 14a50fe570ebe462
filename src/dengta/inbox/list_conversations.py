"""The list of conversations, a page at a time, through an actor."""

from dataclasses import replace

from dengta.accounts.public import Actor, staff_names
from dengta.inbox.store import lists
from dengta.inbox.views import Cursor, Filter, Page, Row, Sort, View
from dengta.kernel.clock import Clock
from dengta.platform.db import Database

MOST = 100
EVERYTHING = Filter()


async def list_conversations(
    view: View,
    *,
    actor: Actor,
    db: Database,
    clock: Clock,
    narrowed: Filter = EVERYTHING,
    sort: Sort = Sort.DUE,
    before: Cursor | None = None,
    limit: int = 40,
) -> Page[Row]:
    """One page of a view, in the order that `sort` promises. At most `MOST` rows.

    What the actor may not see is not in it. `before` is the `next` of the page that came earlier.
    """
    limit = min(max(limit, 1), MOST)
    async with db.transaction() as tx:
        rows = await lists.rows(
            tx, view, narrowed, sort=sort, actor=actor, now=clock.now(), before=before, limit=limit + 1
        )
        names = await staff_names(tx, sorted({row.assignee_id for row in rows if row.assignee_id is not None}))
    shown = [replace(row, assignee=names.get(row.assignee_id) if row.assignee_id else None) for row in rows[:limit]]
    return Page(tuple(shown), _after(lists.order(view, sort), rows[limit - 1]) if len(rows) > limit else None)


def _after(order: lists.Order, row: Row) -> Cursor:
    at = row.last_activity_at if order is lists.LATEST else row.next_update_due
    return Cursor(at or row.last_activity_at, int(row.id), row.answer_order)
