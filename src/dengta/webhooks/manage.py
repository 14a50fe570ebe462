"""Add, list, stop and remove endpoints; look at deliveries and send them again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from dengta.accounts.public import Actor, audit, may_manage_webhooks
from dengta.kernel.clock import Clock
from dengta.kernel.ids import uuid7
from dengta.platform.db import Database, Tx
from dengta.platform.http import AddressRefused, Outbound
from dengta.platform.keys import Keys
from dengta.webhooks import store
from dengta.webhooks.errors import BadWebhook, NoSuchWebhook
from dengta.webhooks.model import TOPICS, Delivery, Endpoint
from dengta.webhooks.sealed import seal
from dengta.webhooks.signing import new_secret

LONGEST_URL = 500


@dataclass(frozen=True, slots=True)
class Made:
    """A new endpoint; `secret` is shown this once."""

    endpoint: Endpoint
    secret: str = field(repr=False)


async def add_endpoint(
    url: str, topics: Iterable[str], *, actor: Actor, db: Database, keys: Keys, clock: Clock, outbound: Outbound
) -> Made:
    """Begin to tell an address. Raises `BadWebhook` for an address the outbound policy refuses or unknown topics."""
    _require(actor)
    wanted = sorted(set(topics))
    if not wanted or not set(wanted) <= TOPICS.keys() or len(url) > LONGEST_URL:
        raise BadWebhook(f"topics are some of {', '.join(TOPICS)}")
    try:
        await outbound.resolve(url)
    except AddressRefused as refused:
        raise BadWebhook(refused.detail) from refused
    uid, secret, at = uuid7(), new_secret(), clock.now()
    values = {"uid": uid, "url": url, "secret": seal(keys, secret), "topics": wanted, "by": actor.staff_id, "at": at}
    async with db.transaction() as tx:
        await store.add_endpoint(tx, values)
        made = await _load(tx, uid)
        await _note(tx, actor, "webhook.added", made, topics=wanted)
    return Made(made, secret)


async def list_endpoints(*, actor: Actor, db: Database) -> list[Endpoint]:
    """Every endpoint, without secrets."""
    _require(actor)
    async with db.transaction() as tx:
        return await store.endpoints(tx)


async def remove_endpoint(uid: UUID, *, actor: Actor, db: Database) -> None:
    """Forget an endpoint and what was to be told it."""
    _require(actor)
    async with db.transaction() as tx:
        endpoint = await _load(tx, uid)
        await store.drop_endpoint(tx, uid)
        await _note(tx, actor, "webhook.removed", endpoint)


async def set_enabled(uid: UUID, *, enabled: bool, actor: Actor, db: Database, clock: Clock) -> Endpoint:
    """Stop or resume telling an endpoint. What happened while it was stopped is not told later."""
    _require(actor)
    async with db.transaction() as tx:
        endpoint = await _load(tx, uid)
        why = None if enabled else "staff"
        await store.set_enabled(tx, endpoint.id, enabled=enabled, why=why, at=clock.now())
        await _note(tx, actor, "webhook.resumed" if enabled else "webhook.stopped", endpoint)
        return await _load(tx, uid)


async def list_deliveries(
    uid: UUID, *, before: int | None, state: str | None, actor: Actor, db: Database, limit: int = 50
) -> list[Delivery]:
    """What was told an endpoint, the latest first."""
    _require(actor)
    async with db.transaction() as tx:
        endpoint = await _load(tx, uid)
        return await store.deliveries(tx, endpoint.id, before=before, state=state, limit=limit)


async def replay(uid: UUID, delivery: int | None, *, actor: Actor, db: Database, clock: Clock) -> int:
    """Send one delivery again, or every dead one; the message id stays the same, so receivers can tell."""
    _require(actor)
    async with db.transaction() as tx:
        endpoint = await _load(tx, uid)
        again = await store.replay(tx, endpoint.id, delivery, at=clock.now())
        if delivery is not None and not again:
            raise NoSuchWebhook
        await _note(tx, actor, "webhook.replayed", endpoint, deliveries=again)
    return again


def _require(actor: Actor) -> None:
    if not may_manage_webhooks(actor):
        raise NoSuchWebhook


async def _load(tx: Tx, uid: UUID) -> Endpoint:
    found = await store.find_endpoint(tx, uid)
    if found is None:
        raise NoSuchWebhook
    return found


async def _note(tx: Tx, actor: Actor, action: str, endpoint: Endpoint, **detail: int | Sequence[str]) -> None:
    await audit.record(tx, actor=actor, action=action, subject="webhook", subject_id=endpoint.id, detail=dict(detail))
