"""Saved views."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from psycopg.rows import kwargs_row
from psycopg.types.json import Jsonb

from dengta.inbox.model import Lane, Status
from dengta.inbox.views import Filter, View
from dengta.kernel.ids import StaffId
from dengta.platform.db import Tx


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view under a name. `shared` ones are everybody's."""

    id: int
    name: str
    shared: bool
    view: View
    narrowed: Filter


EVERY = """
    select id, name, staff_id, filter from inbox_saved_view
    where staff_id is null or staff_id = %(staff)s
    order by staff_id nulls first, position, name, id
"""
COUNT = "select count(*) from inbox_saved_view where staff_id is not distinct from %(staff)s::bigint"
ADD = """
    insert into inbox_saved_view (staff_id, name, filter) values (%(staff)s, %(name)s, %(filter)s) returning id
"""
DELETE = "delete from inbox_saved_view where id = %(id)s"


async def every(tx: Tx, staff: StaffId) -> list[SavedView]:
    """Everybody's first, then this person's own."""
    async with tx.cursor(row_factory=kwargs_row(_view)) as found:
        await found.execute(EVERY, {"staff": staff})
        return await found.fetchall()


async def count(tx: Tx, staff: StaffId | None) -> int:
    """How many this person has, or everybody together."""
    ((number,),) = await (await tx.execute(COUNT, {"staff": staff})).fetchall()
    return int(number)


async def add(tx: Tx, staff: StaffId | None, name: str, view: View, narrowed: Filter) -> int:
    """Keep one more; returns its number."""
    chosen = {key: value for key, value in asdict(narrowed).items() if value is not None}
    values = {"staff": staff, "name": name, "filter": Jsonb({"view": view.value, **chosen})}
    ((number,),) = await (await tx.execute(ADD, values)).fetchall()
    return int(number)


async def delete(tx: Tx, saved: int) -> None:
    """Forget one."""
    await tx.execute(DELETE, {"id": saved})


def _view(*, id: int, name: str, staff_id: int | None, filter: Mapping[str, object]) -> SavedView:  # noqa: A002
    chosen = dict(filter)
    view = View(str(chosen.pop("view", View.ALL)))
    lane, status = chosen.pop("lane", None), chosen.pop("status", None)
    known = {key: value for key, value in chosen.items() if key in Filter.__slots__}
    narrowed = Filter(
        lane=Lane(str(lane)) if lane else None,
        status=Status(str(status)) if status else None,
        **known,  # type: ignore[arg-type]
    )
    return SavedView(id, name, staff_id is None, view, narrowed)
