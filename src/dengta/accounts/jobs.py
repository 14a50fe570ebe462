"""What accounts does on a schedule. Both may run twice, or on two nodes at once, without harm."""

from datetime import timedelta

from dengta.accounts.seal import seal
from dengta.accounts.sessions import LONGEST
from dengta.accounts.store import credentials, reads, sessions, throttle
from dengta.kernel.clock import Clock
from dengta.platform.db import Database

KEEP_ENDED = timedelta(days=30)
KEEP_READS = timedelta(days=90)


async def seal_audit_log(db: Database) -> int:
    """Seal what was recorded without a fact beside it; the relay seals the rest as it passes. Returns how many."""
    async with db.transaction() as tx:
        return await seal(tx)


async def forget_old(db: Database, clock: Clock) -> None:
    """Drop what has served its purpose: old sessions, tries, answered challenges and counted looks.

    The audit log is not among them.
    """
    now = clock.now()
    async with db.transaction() as tx:
        await sessions.forget(tx, now - LONGEST - KEEP_ENDED)
        await throttle.forget(tx, now - KEEP_ENDED)
        await credentials.forget_spent(tx, now)
        await reads.forget(tx, now - KEEP_READS)
