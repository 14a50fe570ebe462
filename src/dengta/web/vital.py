"""Signs of life for the machines that watch: alive, ready, and figures."""

import hmac

from litestar import Response, get
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Gauge, generate_latest

from dengta.kernel.errors import Kind, Refused
from dengta.platform import jobs, relay, retention
from dengta.platform.db import Database, DatabaseAway
from dengta.platform.hub import Hub
from dengta.platform.settings import Settings
from dengta.platform.web import AnyRequest

STREAMS = Gauge("dengta_live_streams", "Open live streams of this process")
WAITING = Gauge("dengta_outbox_facts", "Facts that wait for the relay")
LAG = Gauge("dengta_outbox_lag_seconds", "Age of the oldest fact that waits for the relay")
FORGOTTEN = Gauge("dengta_retention_forgotten", "What was forgotten for its age since the desk began", ["kind"])
LOOKED = Gauge("dengta_retention_ran_seconds", "When retention last ran, seconds since 1970", ["kind"])
FAILED = Gauge("dengta_jobs_failed", "Jobs given up after every retry")
TOO_FAR_BEHIND = 60.0


class NoSuchPage(Refused):
    """There is nothing here, or nothing for you."""

    kind = Kind.NOT_FOUND
    code = "not_found"


@get("/healthz", include_in_schema=False, sync_to_thread=False)
def healthz() -> dict[str, str]:
    """This process answers."""
    return {"status": "ok"}


@get("/readyz", include_in_schema=False)
async def readyz(db: Database) -> Response[dict[str, object]]:
    """This process can do its work: the database answers and the relay keeps up."""
    try:
        async with db.transaction() as tx:
            waiting, lag = await relay.lag(tx)
    except DatabaseAway:
        return Response({"status": "unavailable", "database": False}, status_code=503)
    ready = lag < TOO_FAR_BEHIND
    body: dict[str, object] = {"status": "ok" if ready else "behind", "database": True, "outbox": waiting, "lag": lag}
    return Response(body, status_code=200 if ready else 503)


@get("/metrics", include_in_schema=False)
async def metrics(request: AnyRequest, db: Database, hub: Hub, settings: Settings) -> Response[bytes]:
    """Figures for Prometheus, to this machine or to whoever holds the token: counts, and nothing of people."""
    offered = request.headers.get("authorization", "").removeprefix("Bearer ")
    local = request.scope["state"]["client"] in {"127.0.0.1", "::/64"} and not request.headers.get("x-forwarded-for")
    token = settings.metrics_token
    known = token is not None and hmac.compare_digest(offered.encode(), token.encode())
    if not (known or (local and settings.metrics_token is None)):
        raise NoSuchPage
    async with db.transaction() as tx:
        waiting, lag = await relay.lag(tx)
        FAILED.set(await jobs.failed(tx))
        for run in await retention.runs(tx):
            FORGOTTEN.labels(run.kind).set(run.forgotten)
            LOOKED.labels(run.kind).set(run.ran_at.timestamp())
    STREAMS.set(hub.count())
    WAITING.set(waiting)
    LAG.set(lag)
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)


routes = [healthz, readyz, metrics]
