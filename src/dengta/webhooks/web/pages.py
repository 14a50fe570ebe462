"""The administrators' page of webhooks: endpoints, dead letters, replay."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.response import Redirect

from dengta.accounts.public import Actor
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.http import Outbound
from dengta.platform.keys import Keys
from dengta.platform.web import AnyRequest, moments, render
from dengta.webhooks.errors import BadWebhook
from dengta.webhooks.manage import (
    Made,
    add_endpoint,
    list_deliveries,
    list_endpoints,
    remove_endpoint,
    replay,
    set_enabled,
)
from dengta.webhooks.model import TOPICS
from dengta.webhooks.texts import TOPIC_NAMES

HERE = "/staff/webhooks"


@get(HERE, include_in_schema=False)
async def show(request: AnyRequest, actor: Actor, db: Database) -> Response[str]:
    """Every endpoint, with what was given up."""
    return await _page(request, actor, db)


@post(HERE, include_in_schema=False)
async def add(
    request: AnyRequest, actor: Actor, db: Database, keys: Keys, clock: Clock, outbound: Outbound
) -> Response[str]:
    """Add an endpoint and show its secret once."""
    form = await request.form()
    url, topics = str(form.get("url", "")).strip(), [str(topic) for topic in form.getall("topics", [])]
    try:
        made = await add_endpoint(url, topics, actor=actor, db=db, keys=keys, clock=clock, outbound=outbound)
    except BadWebhook as refused:
        return await _page(request, actor, db, url=url, chosen=topics, problem=refused.detail, status=422)
    return await _page(request, actor, db, made=made)


@post(HERE + "/{uid:uuid}/{deed:str}", include_in_schema=False)
async def do(uid: UUID, deed: str, actor: Actor, db: Database, clock: Clock) -> Redirect:
    """Stop, resume, remove, or send every dead letter again."""
    match deed:
        case "stop" | "resume":
            await set_enabled(uid, enabled=deed == "resume", actor=actor, db=db, clock=clock)
        case "remove":
            await remove_endpoint(uid, actor=actor, db=db)
        case "replay":
            await replay(uid, None, actor=actor, db=db, clock=clock)
        case _:
            pass
    return Redirect(HERE, status_code=303)


async def _page(
    request: AnyRequest,
    actor: Actor,
    db: Database,
    *,
    made: Made | None = None,
    url: str = "",
    chosen: list[str] | None = None,
    problem: str = "",
    status: int = 200,
) -> Response[str]:
    endpoints = await list_endpoints(actor=actor, db=db)
    recent: dict[Any, Any] = {
        one.uid: await list_deliveries(one.uid, before=None, state=None, actor=actor, db=db, limit=10)
        for one in endpoints
    }
    return render(
        request,
        "webhooks/webhooks.html",
        status=status,
        actor=actor,
        endpoints=endpoints,
        recent=recent,
        made=made,
        url=url,
        chosen=chosen or [],
        problem=problem,
        topics=TOPICS,
        moments=moments(request),
        topic_names=TOPIC_NAMES,
    )


routes = [show, add, do]
