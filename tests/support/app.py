"""The whole application in the test's own process, spoken to over ASGI."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from dengta.kernel.clock import Clock
from dengta.platform.settings import Settings
from dengta.web.app import create_app
from dengta.web.parts import make_parts


@asynccontextmanager
async def running_app(settings: Settings, *, clock: Clock | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a desk that runs until the block ends; an exception in the desk is an answer, as in the field."""
    parts = make_parts(settings, clock=clock)
    transport = httpx.ASGITransport(create_app(parts), raise_app_exceptions=False)
    async with parts.running(), httpx.AsyncClient(transport=transport, base_url=settings.base_url) as client:
        yield client
