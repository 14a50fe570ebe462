"""The list of conversations. One constant statement a view: nothing a caller sends becomes part of it (I24)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, LiteralString
from uuid import UUID

from psycopg.rows import kwargs_row

from dengta.accounts.public import Actor
from dengta.inbox.masking import masked_name
from dengta.inbox.model import Lane, Status
from dengta.inbox.scope import scope, scoped
from dengta.inbox.views import SORTED_BY_DUE, Cursor, Filter, Row, Sort, View
from dengta.kernel.ids import ConversationId
from dengta.platform.db import Tx


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is ordered: what comes `after` a cursor, and the moment before the first row."""

    after: LiteralString
    by: LiteralString
    start: LiteralString


LATEST: Final = Order(
    "(c.last_activity_at, c.id) < (%(at)s::timestamptz, %(id)s::bigint)",
    "c.last_activity_at desc, c.id desc",
    "infinity",
)
LONGEST_OVERDUE: Final = Order(
    "(c.next_update_due, c.id) > (%(at)s::timestamptz, %(id)s::bigint)",
    "c.next_update_due, c.id",
    "-infinity",
)
FIRST_DUE: Final = Order(
    "(c.answer_order, c.next_update_due, c.id) > (%(rank)s::smallint, %(at)s::timestamptz, %(id)s::bigint)",
    "c.answer_order, c.next_update_due, c.id",
    "-infinity",
)


def order(view: View, sort: Sort) -> Order:
    """How a view is ordered when it is asked for like this."""
    if sort is Sort.NEWEST or view not in SORTED_BY_DUE:
        return LATEST
    return LONGEST_OVERDUE if view is View.OVERDUE else FIRST_DUE


def _listing(view: LiteralString, order: Order) -> LiteralString:
    """The statement of one view, put together from our own constants when the module is read."""
    return (
        scoped("""
    select c.id, c.reference, c.subject, c.last_excerpt as excerpt, c.status, c.lane, c.topic, c.language,
           (select kind from inbox_channel where id = c.channel_id) as channel,
           c.group_id, c.assignee_id, c.confidential, c.created_at, c.last_activity_at, c.next_update_due,
           c.snoozed_until, c.answer_order, p.uid as customer_uid, p.name as customer_name,
           c.status = 'open' and c.next_update_due < %(now)s as overdue,
           c.last_event > c.staff_read as unread,
           exists (select from inbox_draft d where d.conversation_id = c.id and d.staff_id = %(me)s) as has_draft
    from inbox_conversation c
    join inbox_customer p on p.id = c.customer_id
    where {view}
      and (%(lane)s::text is null or c.lane = %(lane)s::text)
      and (%(status)s::text is null or c.status = %(status)s::text)
      and (%(topic)s::text is null or c.topic = %(topic)s::text or starts_with(c.topic, %(topic)s::text || '.'))
      and (%(group)s::bigint is null or c.group_id = %(group)s::bigint)
      and (%(assignee)s::bigint is null or c.assignee_id = %(assignee)s::bigint)
      and (%(language)s::text is null or c.language = %(language)s::text)
      and (%(channel)s::text is null
           or c.channel_id in (select id from inbox_channel where kind = %(channel)s::text))
      and {scope}
      and {after}
    order by {order}
    limit %(limit)s
""")
        .replace("{view}", view)
        .replace("{after}", order.after)
        .replace("{order}", order.by)
    )


HELD: Final[Mapping[View, LiteralString]] = {
    View.MINE: "c.assignee_id = %(me)s and c.status in ('open', 'waiting')",
    View.MY_GROUPS: "c.group_id = any(%(my_groups)s::bigint[]) and c.status in ('open', 'waiting')",
    View.UNASSIGNED: "c.assignee_id is null and c.status = 'open'",
    View.WAITING: "c.status = 'waiting'",
    View.OVERDUE: "c.status = 'open' and c.next_update_due < %(now)s",
    View.EMERGENCY: "c.lane = 'emergency' and c.status in ('open', 'waiting')",
    View.ALL: "c.status in ('open', 'waiting')",
    View.MENTIONS: "c.id in (select m.conversation_id from inbox_mention m where m.staff_id = %(me)s)",
    View.SNOOZED: "c.status = 'snoozed'",
    View.RESOLVED: "c.status = 'resolved' and c.merged_into is null",
}
LIST: Final[Mapping[tuple[View, Sort], LiteralString]] = {
    (view, sort): _listing(held, order(view, sort)) for view, held in HELD.items() for sort in Sort
}
THESE: Final = _listing("c.id = any(%(ids)s::bigint[])", LATEST)


async def rows(
    tx: Tx,
    view: View,
    narrowed: Filter,
    *,
    sort: Sort,
    actor: Actor,
    now: datetime,
    before: Cursor | None,
    limit: int,
) -> list[Row]:
    """Up to `limit` rows of a view that the actor may see, after `before`.

    Planned afresh each time, because with the values known most conditions fall away and the right index is chosen.
    """
    keys = asdict(before) if before else {"at": order(view, sort).start, "id": 0, "rank": 0}
    values = {**asdict(narrowed), **scope(actor), **keys, "now": now, "limit": limit}
    async with tx.cursor(row_factory=kwargs_row(_row)) as found:
        await found.execute(LIST[view, sort], values, prepare=False)
        return await found.fetchall()


async def these(tx: Tx, conversations: Sequence[ConversationId], *, actor: Actor, now: datetime) -> list[Row]:
    """The rows of these conversations, as far as the actor may see them."""
    values = {
        **asdict(Filter()),
        **scope(actor),
        "ids": [int(one) for one in conversations],
        "at": "infinity",
        "id": 0,
        "now": now,
        "limit": len(conversations),
    }
    async with tx.cursor(row_factory=kwargs_row(_row)) as found:
        await found.execute(THESE, values, prepare=False)
        return await found.fetchall()


def _row(*, status: str, lane: str, customer_uid: UUID, customer_name: str | None, **row: Any) -> Row:
    customer = masked_name(customer_name, customer_uid)
    return Row(status=Status(status), lane=Lane(lane), customer=customer, assignee=None, **row)
