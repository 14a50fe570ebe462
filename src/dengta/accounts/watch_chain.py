"""Walk the audit log on a schedule, and ring when it is not what was sealed."""

from datetime import UTC

from dengta.accounts.chain import START, Broken, Head
from dengta.accounts.ring import ring
from dengta.accounts.seal import verify
from dengta.accounts.store import reads as store
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.log import log


async def watch_chain(db: Database, clock: Clock, *, since: Head = START) -> Head | Broken:
    """Where the chain ends, to go on from the next time, or the first break after `since`.

    A break rings once a day for as long as it is there; `reads` says where it is.
    """
    async with db.snapshot() as tx:
        found = await verify(tx, since=since)
    if not isinstance(found, Broken):
        return found.head
    log.error("audit.broken", position=found.position, why=found.why)
    today = clock.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    async with db.transaction() as tx:
        await ring(tx, None, "audit", store.Rate("day", today, found.position, 0, None))
    return found
