"""A connection that is given so long for each request's head and body, and closed when it takes longer.

uvicorn times a connection only between requests: one that never sends a whole head, or goes on with a body that nobody
reads any more, would stay for ever. The edge answers a slow body in words; this is for what never reaches it.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from dengta.web.bounds import LARGEST_BODY, seconds_for

HEAD = 15.0
"""Seconds for the line and the headers of a request, from the connection or from their first byte."""
GRACE = 5.0
"""Seconds more than the edge gives a body, so that the edge speaks first."""


class Punctual(HttpToolsProtocol):
    """uvicorn's protocol with a deadline on whatever is arriving."""

    _deadline: asyncio.TimerHandle | None = None
    _head = HEAD
    _body = seconds_for(LARGEST_BODY) + GRACE

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._arrive_within(self._head)

    def data_received(self, data: bytes) -> None:
        if self._deadline is None and (self.cycle is None or not self.cycle.more_body):
            self._arrive_within(self._head)
        super().data_received(data)

    def on_headers_complete(self) -> None:
        self._arrive_within(self._body)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._arrived()
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrived()
        super().connection_lost(exc)

    def _arrive_within(self, seconds: float) -> None:
        self._arrived()
        self._deadline = self.loop.call_later(seconds, self._close)

    def _arrived(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            self.transport.close()
