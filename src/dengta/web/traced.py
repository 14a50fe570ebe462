"""A span for each request, outside everything else that happens to it."""

from typing import Any

from dengta.platform.settings import Settings
from dengta.platform.traces import span
from dengta.web.edge import WAITS, App, Receive, Scope, Send

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Traced:
    """Wraps the application. A caller's `traceparent` is believed only where proxies of our own set it."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._believes = settings.trusted_proxies > 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].endswith(WAITS):
            await self._app(scope, receive, send)  # a stream lasts for hours and says nothing about time
            return
        parent = _traceparent(scope) if self._believes else None
        with span("request", kind="server", parent=parent) as told:

            async def telling(message: Any) -> None:
                if message["type"] == "http.response.start":
                    told.tell("http.response.status_code", int(message["status"]))
                await send(message)

            told.tell("http.request.method", scope["method"] if scope["method"] in METHODS else "_OTHER")
            await self._app(scope, receive, telling)
            # The pattern of the address, never the address: that may hold a reference.
            told.tell("http.route", str(scope.get("path_template", "")))


def _traceparent(scope: Scope) -> str | None:
    found = [value for name, value in scope["headers"] if name == b"traceparent"]
    return found[0].decode("latin-1") if len(found) == 1 else None
