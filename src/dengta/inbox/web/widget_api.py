"""What the chat widget needs beside the customer API: to be heard when it fails itself, and a page to try it on."""

from typing import Annotated

from litestar import Response, get, post
from msgspec import Meta, Struct
from prometheus_client import Counter

from dengta.platform.log import log
from dengta.platform.web import AnyRequest, render
from dengta.safety.public import redact

FAILURES = Counter("dengta_widget_failures", "Failures that widgets told of themselves", ["code"])
CODES = frozenset({
    "broken", "desk_failed", "download_failed", "guard_failed", "list_failed", "rating_failed", "send_failed",
    "send_refused", "storage_closed", "stream_blocked", "stream_lost", "thread_failed", "upload_failed",
})  # fmt: skip
"""What is counted by its own name; the rest is counted together, because anybody may send anything here."""


class WidgetFailure(Struct, frozen=True, forbid_unknown_fields=True):
    """A failure by its code and place. Never words of a person: `detail` holds what fits in code."""

    code: Annotated[str, Meta(pattern="^[a-z_]{1,40}$")]
    detail: Annotated[str, Meta(pattern="^[A-Za-z0-9_.:/ -]{0,100}$")] = ""
    version: Annotated[str, Meta(pattern="^[0-9.]{0,20}$")] = ""


@post("/api/v1/widget-errors", status_code=204, summary="A widget failed", tags=["customer"], sync_to_thread=False)
def widget_failed(data: WidgetFailure) -> None:
    """Count it and log it, so that a widget that cannot show answers does not fail in silence."""
    code = data.code if data.code in CODES else "other"
    FAILURES.labels(code).inc()
    detail = redact(data.detail).text  # anybody may send anything here, and logs keep no secret
    log.warning("widget.failed", code=code, detail=detail, version=data.version)


@get("/widget-demo", include_in_schema=False, sync_to_thread=False)
def widget_demo(request: AnyRequest) -> Response[str]:
    """An invented wallet's page with the widget in it, as a host would embed it."""
    return render(request, "inbox/widget_demo.html")


routes = [widget_failed, widget_demo]
