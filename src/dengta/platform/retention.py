"""How long things are kept, and the nightly work that forgets them in small steps."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dengta.kernel.clock import Clock
from dengta.platform.db import Database, Tx

AT_ONCE = 200

NOTE = """
    insert into platform_retention as kept (kind, forgotten, ran_at) values (%(kind)s, %(forgotten)s, %(at)s)
    on conflict (kind) do update set forgotten = kept.forgotten + excluded.forgotten, ran_at = excluded.ran_at
"""
RUNS = "select kind, forgotten, ran_at from platform_retention order by kind"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that grows old.

    `days` 0 keeps it for ever. `due` counts what is older than a time. `forget` drops up to so many of them, durably
    when it returns, and says how many; dropped twice is dropped once.
    """

    name: str
    days: int
    due: Callable[[Tx, datetime], Awaitable[int]]
    forget: Callable[[Database, datetime, int], Awaitable[int]]

    def before(self, now: datetime) -> datetime:
        """What is older than this goes."""
        return now - timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Run:
    """How many of a kind were ever forgotten, and when that was last looked after."""

    kind: str
    forgotten: int
    ran_at: datetime


async def due(kinds: Sequence[Kind], *, db: Database, clock: Clock) -> dict[str, int]:
    """How many of each kind would go now; changes nothing."""
    now = clock.now()
    async with db.snapshot() as tx:
        return {kind.name: await kind.due(tx, kind.before(now)) if kind.days else 0 for kind in kinds}


async def retain(kinds: Sequence[Kind], *, db: Database, clock: Clock) -> dict[str, int]:
    """Forget what has been kept long enough, a few at a time; returns how many of each kind.

    Stopped in the middle, it goes on the next time; two at once do no harm. A kind that fails keeps no other from its
    turn, and is not noted as looked after: what they raised is raised at the end.
    """
    now, done, failures = clock.now(), dict[str, int](), list[Exception]()
    for kind in kinds:
        try:
            done[kind.name] = await _retain(kind, db, now)
        except Exception as error:  # noqa: BLE001 -- the job edge: the others must have their turn
            failures.append(error)
    if failures:
        raise ExceptionGroup("not everything old could be forgotten", failures)
    return done


async def _retain(kind: Kind, db: Database, now: datetime) -> int:
    done = 0
    while kind.days:
        forgotten = await kind.forget(db, kind.before(now), AT_ONCE)
        done += forgotten
        if forgotten < AT_ONCE:
            break
    async with db.transaction() as tx:
        await tx.execute(NOTE, {"kind": kind.name, "forgotten": done, "at": now})
    return done


async def runs(tx: Tx) -> list[Run]:
    """What has been forgotten so far, by kind."""
    return [Run(*row) for row in await (await tx.execute(RUNS)).fetchall()]
