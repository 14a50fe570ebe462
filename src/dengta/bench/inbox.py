"""How quickly staff are answered when the desk holds ten thousand conversations, and when it holds a million.

A hundred people of every role list, count, open and search, a few at a time, through the use cases that the console
and the API call, on a database with fsync on. The limit is 50 ms for the 95th percentile; growth is held against the
same figure at the smaller size.
"""

import asyncio
import itertools
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from dengta.accounts.public import Actor, Role
from dengta.bench import inbox_filling
from dengta.bench.figure import Figure, at_most
from dengta.bench.stand import database
from dengta.inbox.public import View, counters, list_conversations, open_conversation_page, search
from dengta.kernel.clock import SystemClock
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.db import Database

SIZES = (10_000, 1_000_000)
STAFF = 100
AT_ONCE = 2
LIMIT = 50.0  # milliseconds
GROWTH = 2.0
ROLES = (Role.AGENT, Role.AGENT, Role.AGENT, Role.AGENT, Role.HELPER, Role.LEAD, Role.SECURITY_OFFICER, Role.AUDITOR)
COMMON = ("转账", "被盗", "USDT", "未到账", "ledger nano", "手续费 太高")
RARE = ("助记词", "nonce", "0x00c0ffee", "没有这个词")


@dataclass(frozen=True, slots=True)
class Stage:
    """A filled desk, its people, and conversations that each of them may open."""

    db: Database
    people: tuple[Actor, ...]
    references: Mapping[StaffId, tuple[str, ...]]


Work = Callable[[Actor, Stage, random.Random], Awaitable[object]]
Measured = dict[str, list[float]]


def measure(seconds: float, sizes: tuple[int, ...] = SIZES) -> Iterator[tuple[Figure, dict[str, object]]]:
    """Each kind of work at each size for `seconds`, and how much slower the largest made it."""
    before: dict[str, float] = {}
    for size in sizes:
        with database() as url:
            taken = asyncio.run(_measure_one(url, size, seconds))
        for kind, millis in taken.items():
            p95 = percentile(millis, 95)
            conditions: dict[str, object] = {
                "conversations": size,
                "staff": STAFF,
                "at_once": AT_ONCE,
                "calls": len(millis),
                "p50_ms": round(percentile(millis, 50), 2),
                "through": "use cases",
            }
            yield at_most(f"inbox.{kind}.p95.{size}", p95, "ms", limit=LIMIT), conditions
            if kind in before:
                yield at_most(f"inbox.{kind}.growth", p95, "ms", limit=before[kind], aim=GROWTH), conditions
            before[kind] = max(p95, 1.0)  # below a millisecond growth is noise


def percentile(millis: list[float], percent: int) -> float:
    """The value that `percent` of a hundred stay under."""
    return statistics.quantiles(millis, n=100, method="inclusive")[percent - 1]


async def _measure_one(url: str, size: int, seconds: float) -> Measured:
    db = Database(url, size=AT_ONCE + 2)
    await db.open()
    try:
        await inbox_filling.fill(db, size, now=datetime.now(UTC))
        people = tuple(_person(number) for number in range(1, STAFF + 1))
        known = {person.staff_id: await inbox_filling.references(db, person) for person in people}
        stage = Stage(db, people, known)
        taken: Measured = {}
        for kind, work in WORKS.items():
            await _run(work, stage, seconds=min(3.0, seconds))  # caches warm, as they are in the middle of a day
            taken[kind] = await _run(work, stage, seconds=seconds)
        return taken
    finally:
        await db.close()


def _person(number: int) -> Actor:
    groups = frozenset({GroupId(number % 5 + 1)})
    return Actor(StaffId(number), f"Staff {number}", frozenset({ROLES[number % len(ROLES)]}), groups)


async def _run(work: Work, stage: Stage, *, seconds: float) -> list[float]:
    taken: list[float] = []
    until = time.perf_counter() + seconds
    turns = itertools.cycle(stage.people)

    async def one(seed: int) -> None:
        chance = random.Random(seed)
        while (start := time.perf_counter()) < until:
            await work(next(turns), stage, chance)
            taken.append((time.perf_counter() - start) * 1000)

    await asyncio.gather(*(one(seed) for seed in range(AT_ONCE)))
    return taken


async def _list(actor: Actor, stage: Stage, chance: random.Random) -> None:
    view = chance.choice(list(View))
    await list_conversations(view, actor=actor, db=stage.db, clock=SystemClock())


async def _count(actor: Actor, stage: Stage, chance: random.Random) -> None:
    await counters(actor=actor, db=stage.db, clock=SystemClock())


async def _open(actor: Actor, stage: Stage, chance: random.Random) -> None:
    reference = chance.choice(stage.references[actor.staff_id])
    await open_conversation_page(reference, actor=actor, db=stage.db, clock=SystemClock())


async def _search(actor: Actor, stage: Stage, chance: random.Random) -> None:
    query = chance.choice(COMMON if chance.random() < 0.5 else RARE)
    await search(query, actor=actor, db=stage.db, clock=SystemClock())


WORKS: dict[str, Work] = {"list": _list, "counters": _count, "open": _open, "search": _search}
