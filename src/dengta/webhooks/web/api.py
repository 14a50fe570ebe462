"""Webhooks by API: for sessions and for tokens with `webhooks:manage`."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from litestar import delete, get, post
from litestar.params import Parameter, QueryParameter
from msgspec import Meta, Struct

from dengta.accounts.public import Actor
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.http import Outbound
from dengta.platform.keys import Keys
from dengta.webhooks.manage import add_endpoint, list_deliveries, list_endpoints, remove_endpoint, replay
from dengta.webhooks.model import Endpoint

BASE = "/api/v1/webhooks"
PAGE = 50


class NewEndpoint(Struct, frozen=True, forbid_unknown_fields=True):
    """Where to tell, and what."""

    url: Annotated[str, Meta(max_length=500, pattern="^https?://")]
    topics: Annotated[list[str], Meta(min_length=1, max_length=20)]


class EndpointShape(Struct, frozen=True):
    """An endpoint. `secret` stands only in the answer that made it."""

    id: UUID
    url: str
    topics: list[str]
    made_at: datetime
    disabled_at: datetime | None
    disabled_why: str | None
    secret: str | None = None


class DeliveryShape(Struct, frozen=True):
    """One fact for one endpoint."""

    id: int
    message_id: str
    topic: str
    state: str
    attempts: int
    last_status: int | None
    last_problem: str | None
    due_at: datetime
    made_at: datetime


class DeliveriesShape(Struct, frozen=True):
    """A page of deliveries."""

    items: list[DeliveryShape]
    next_cursor: int | None


class AgainShape(Struct, frozen=True):
    """How many deliveries were made due again."""

    deliveries: int


@post(BASE, status_code=201, summary="Add a webhook", tags=["webhooks"])
async def add(
    data: NewEndpoint, actor: Actor, db: Database, keys: Keys, clock: Clock, outbound: Outbound
) -> EndpointShape:
    """The signing secret is in this answer and in no other."""
    made = await add_endpoint(data.url, data.topics, actor=actor, db=db, keys=keys, clock=clock, outbound=outbound)
    return shape(made.endpoint, made.secret)


@get(BASE, summary="Webhooks", tags=["webhooks"])
async def all_of_them(actor: Actor, db: Database) -> list[EndpointShape]:
    """Every endpoint, without secrets."""
    return [shape(endpoint) for endpoint in await list_endpoints(actor=actor, db=db)]


@delete(BASE + "/{uid:uuid}", summary="Remove a webhook", tags=["webhooks"])
async def remove(uid: UUID, actor: Actor, db: Database) -> None:
    """What was still to be told is forgotten with it."""
    await remove_endpoint(uid, actor=actor, db=db)


@get(BASE + "/{uid:uuid}/deliveries", summary="Deliveries of a webhook", tags=["webhooks"])
async def told(
    uid: UUID,
    actor: Actor,
    db: Database,
    only: Annotated[Literal["waiting", "delivered", "dead"] | None, QueryParameter(name="state")] = None,
    cursor: Annotated[int | None, Parameter(ge=1, le=2**62)] = None,
) -> DeliveriesShape:
    """The latest first."""
    found = await list_deliveries(uid, before=cursor, state=only, actor=actor, db=db, limit=PAGE)
    items = [
        DeliveryShape(
            one.id,
            one.message_id,
            one.topic,
            one.state,
            one.attempts,
            one.last_status,
            one.last_problem,
            one.due_at,
            one.made_at,
        )
        for one in found
    ]
    return DeliveriesShape(items, items[-1].id if len(items) == PAGE else None)


@post(BASE + "/{uid:uuid}/replay", status_code=200, summary="Send again", tags=["webhooks"])
async def again(
    uid: UUID,
    actor: Actor,
    db: Database,
    clock: Clock,
    delivery: Annotated[int | None, Parameter(ge=1, le=2**62)] = None,
) -> AgainShape:
    """One delivery, or every dead one. Receivers see the same message id and can tell a repeat."""
    return AgainShape(await replay(uid, delivery, actor=actor, db=db, clock=clock))


def shape(endpoint: Endpoint, secret: str | None = None) -> EndpointShape:
    """An endpoint as programs read it."""
    return EndpointShape(
        endpoint.uid,
        endpoint.url,
        endpoint.topics,
        endpoint.made_at,
        endpoint.disabled_at,
        endpoint.disabled_why,
        secret,
    )


routes = [add, all_of_them, remove, told, again]
