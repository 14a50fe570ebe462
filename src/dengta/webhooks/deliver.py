"""Send what is due, and decide what becomes of it."""

import asyncio
from datetime import timedelta

import httpx

from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.http import AddressRefused, Outbound
from dengta.platform.keys import Keys
from dengta.platform.log import log
from dengta.webhooks import store
from dengta.webhooks.model import GONE, Due, State, next_attempt
from dengta.webhooks.sealed import unseal
from dengta.webhooks.signing import headers

AT_ONCE = 20
HOLD = timedelta(minutes=2)  # longer than any attempt can take


async def deliver_due(*, db: Database, keys: Keys, clock: Clock, outbound: Outbound) -> int:
    """Try every delivery whose time has come, twenty at once; returns how many were tried.

    Safe to run in several processes: a delivery is claimed by one, and comes due again if that one dies.
    """
    async with db.transaction() as tx:
        due = await store.claim_due(tx, now=clock.now(), hold=HOLD, limit=AT_ONCE)
    await asyncio.gather(*[_attempt(one, db=db, keys=keys, clock=clock, outbound=outbound) for one in due])
    return len(due)


async def _attempt(due: Due, *, db: Database, keys: Keys, clock: Clock, outbound: Outbound) -> None:
    status, problem = await _send(due, keys=keys, clock=clock, outbound=outbound)
    at = clock.now()
    if status is not None and 200 <= status < 300:
        values = {"state": State.DELIVERED, "status": status, "problem": None, "due": None, "at": at}
    else:
        again = None if status == GONE else next_attempt(due.attempts, at)
        state = State.WAITING if again else State.DEAD
        values = {"state": state, "status": status, "problem": problem, "due": again, "at": at}
        log.warning("webhook.failed", delivery=due.id, status=status, problem=problem, dead=again is None)
    async with db.transaction() as tx:
        await store.settle(tx, due.id, values)
        if status == GONE:
            await store.set_enabled(tx, due.endpoint_id, enabled=False, why="gone", at=at)


async def _send(due: Due, *, keys: Keys, clock: Clock, outbound: Outbound) -> tuple[int | None, str | None]:
    secret = unseal(keys, due.secret)
    try:
        answer = await outbound.post(due.url, due.body.encode(), headers(secret, due.message_id, clock.now(), due.body))
    except AddressRefused as refused:
        return None, refused.code
    except httpx.HTTPError as error:
        return None, type(error).__name__
    return answer.status, None if 200 <= answer.status < 300 else "status"
