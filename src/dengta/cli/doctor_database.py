"""What `dengta doctor` asks the database."""

from collections.abc import Iterator
from datetime import timedelta

from dengta.accounts.public import has_administrator
from dengta.cli.finding import Finding, State
from dengta.inbox.public import tally
from dengta.kernel.clock import Clock, SystemClock
from dengta.platform import health, retention
from dengta.platform.db import Database
from dengta.platform.migrate import pending
from dengta.webhooks.public import dead

OLDEST_POSTGRESQL = 15
SKEW = timedelta(seconds=2)
NIGHTS = timedelta(days=2)
LAG = 10.0  # seconds
START = "Start dengta serve or dengta worker."


async def findings(url: str, *, clock: Clock | None = None, repair: bool = False) -> list[Finding]:
    """Everything there is to say about the database at a URL, which need not be reachable.

    With `repair`, what can be put right while the desk goes on is put right first: the counters.
    """
    why_not = await health.unreachable(url)
    if why_not is not None:
        advice = "Check DATABASE_URL, that the server runs, and that this machine may connect to it."
        return [Finding("database", State.WRONG, f"PostgreSQL cannot be reached: {why_not}", advice)]
    db = Database(url, size=2)
    await db.open()
    try:
        async with db.snapshot() as tx:
            said = list(server(await health.examine(tx), clock or SystemClock()))
        waiting = pending(url)
        said.append(schema(waiting))
        if not waiting:
            async with db.snapshot() as tx:
                said.extend(working(await health.work(tx)))
                said.extend(dead_letters(await dead(tx)))
                said.append(kept(await retention.runs(tx), clock or SystemClock()))
                said.append(set_up(already=await has_administrator(tx)))
            if repair:
                await tally.recount(db)
            said.append(counters(await tally.drift(db)))
        return said
    finally:
        await db.close()


def server(found: health.Server, clock: Clock) -> Iterator[Finding]:
    skew = abs(found.clock - clock.now())
    if found.version < OLDEST_POSTGRESQL:
        advice = f"Upgrade to PostgreSQL {OLDEST_POSTGRESQL} or newer."
        yield Finding("database", State.WRONG, f"PostgreSQL {found.version} is too old.", advice)
    else:
        yield Finding("database", State.FINE, f"PostgreSQL {found.version} answers.")
    if not (found.fsync and found.synchronous_commit):
        advice = "Set fsync and synchronous_commit to on: without them an acknowledged message can be lost."
        yield Finding("durability", State.WRONG, "A power cut can lose what was committed.", advice)
    if not found.utf8:
        advice = "Create the database with `createdb --encoding=UTF8 --template=template0`."
        yield Finding("encoding", State.WRONG, "The database's encoding is not UTF-8.", advice)
    if skew > SKEW:
        said = f"This machine's clock and the database's differ by {skew.total_seconds():.0f} s."
        yield Finding("clock", State.WRONG, said, "Run a time service (NTP) on both: promised times depend on it.")


def counters(wrong: int) -> Finding:
    if wrong:
        said = f"{wrong} of the counters differ from a fresh count."
        return Finding("counters", State.WRONG, said, "Run: dengta doctor --repair")
    return Finding("counters", State.FINE, "The counters agree with the conversations.")


def schema(waiting: list[str]) -> Finding:
    if waiting:
        said = f"{len(waiting)} migrations are waiting: {', '.join(waiting)}."
        return Finding("schema", State.WRONG, said, "Run: dengta migrate (dengta serve does it too)")
    return Finding("schema", State.FINE, "The schema is this version's.")


def working(found: health.Work) -> Iterator[Finding]:
    if found.waiting_seconds > LAG:
        said = f"{found.waiting} facts have waited up to {found.waiting_seconds:.0f} s for the relay."
        advice = (
            "Start dengta serve or dengta worker." if not found.relaying else "See the log of the relaying process."
        )
        yield Finding("relay", State.WRONG, said, advice)
    elif not found.relaying:
        yield Finding("relay", State.LOOK, "No process relays.", START)
    else:
        yield Finding("relay", State.FINE, "One process relays and is level.")
    if found.workers == 0:
        yield Finding("worker", State.LOOK, "No worker is alive.", START)
    else:
        yield Finding("worker", State.FINE, f"Workers alive: {found.workers}.")
    if found.given_up:
        said = f"{found.given_up} jobs were given up after their last retry."
        yield Finding("given_up", State.LOOK, said, "The log says which and why.")


def kept(runs: list[retention.Run], clock: Clock) -> Finding:
    if not runs:
        return Finding("retention", State.FINE, "Nothing has been looked at for its age yet; the night will.")
    last = min(run.ran_at for run in runs)
    forgotten = ", ".join(f"{run.forgotten} {run.kind}" for run in runs)
    said = f"Retention last ran {last:%Y-%m-%d %H:%M} UTC; forgotten so far: {forgotten}."
    if clock.now() - last > NIGHTS:
        return Finding("retention", State.LOOK, said, f"{START} Or run: dengta retention")
    return Finding("retention", State.FINE, said)


def set_up(*, already: bool) -> Finding:
    if already:
        return Finding("set_up", State.FINE, "The desk has an administrator.")
    advice = "Open the address that dengta serve prints, or run: dengta admin create"
    return Finding("set_up", State.LOOK, "Nobody has set the desk up yet.", advice)


def dead_letters(count: int) -> Iterator[Finding]:
    if count:
        said = f"{count} webhook deliveries were given up."
        yield Finding("dead_letters", State.LOOK, said, "See why under /staff/webhooks, and send them again there.")
