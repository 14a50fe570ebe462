"""The staff's API and console by themselves, for any actor: the header `X-Staff` says as whom a request comes."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.testing import AsyncTestClient

from dengta.accounts.public import Actor, Unauthenticated
from dengta.inbox.web import console_desk, staff_api
from dengta.insight.public import KeptRatings
from dengta.kernel.clock import Clock
from dengta.kernel.errors import Refused
from dengta.platform.db import Database
from dengta.platform.files import Files, local_files
from dengta.platform.hub import Hub
from dengta.platform.settings import Settings
from dengta.platform.web import AnyRequest
from dengta.safety.public import Knowledge
from dengta.triage.public import CachedDesk
from dengta.web.app import on_http, on_refusal
from dengta.web.parts import Names
from tests.support.conversations import RoundDesk

Client = AsyncTestClient[Litestar]


@asynccontextmanager
async def staff_client(
    people: Mapping[str, Actor], *, db: Database, clock: Clock, settings: Settings
) -> AsyncIterator[Client]:
    """A client whose `X-Staff` header names one of `people`."""

    async def provide_actor(request: AnyRequest) -> Actor:
        name = request.headers.get("x-staff", "")
        if name not in people:
            raise Unauthenticated
        return people[name]

    given: dict[str, Any] = {
        "db": db,
        "clock": clock,
        "desk": RoundDesk(),
        "hub": Hub(db),
        "files": local_files(settings),
        "knowledge": Knowledge(),
        "labels": Names(CachedDesk()),
        "ratings": KeptRatings(),
    }
    app = Litestar(
        [*staff_api.routes, *console_desk.routes],
        dependencies={
            "actor": Provide(provide_actor),
            **{name: Provide(_same(value), sync_to_thread=False) for name, value in given.items()},
        },
        exception_handlers={Refused: on_refusal, HTTPException: on_http},
        state=State({"nudge": lambda: None}),
        logging_config=None,
        signature_namespace={"Files": Files},
    )
    async with AsyncTestClient(app) as client:
        yield client


def _same(value: Any) -> Any:
    def give() -> Any:
        return value

    return give
