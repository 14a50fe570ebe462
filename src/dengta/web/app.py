"""Build the application: every module's handlers, every dependency by name, one answer for every refusal."""

import traceback
from typing import Any

import msgspec
from litestar import Litestar, Request, Response
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotFoundException, ValidationException
from litestar.openapi import OpenAPIConfig

from dengta import __version__
from dengta.accounts import web as accounts_web
from dengta.accounts.public import Unauthenticated
from dengta.inbox.web import (
    attachment_api,
    console_desk,
    customer_api,
    desk_api,
    log_api,
    pages_case,
    pages_form,
    pages_home,
    pages_track,
    staff_api,
    widget_api,
)
from dengta.inbox.web.caller import provide_caller
from dengta.inbox.web.case_cookie import provide_case_key
from dengta.inbox.web.customer_api import Door
from dengta.insight import web as insight_web
from dengta.insight.public import KeptRatings
from dengta.kernel.errors import Refused
from dengta.platform.log import frames, log
from dengta.platform.web import STATUS, AnyRequest, held_back, problem, refusal, render, wants_html
from dengta.safety import web as safety_web
from dengta.triage import web as triage_web
from dengta.trust import web as trust_web
from dengta.web import desk_settings, refusals_page, setup, setup_proof, static, vital
from dengta.web.description import Description
from dengta.web.edge import App, Edge
from dengta.web.idempotency import Idempotent
from dengta.web.parts import Parts
from dengta.web.refusals import BEFOREHAND
from dengta.web.traced import Traced
from dengta.webhooks import web as webhooks_web

ROUTES: list[Any] = [
    *customer_api.routes,
    *attachment_api.routes,
    *desk_api.routes,
    *pages_home.routes,
    *pages_form.routes,
    *pages_case.routes,
    *pages_track.routes,
    *staff_api.routes,
    *widget_api.routes,
    *log_api.routes,
    *console_desk.routes,
    *accounts_web.routes,
    *triage_web.routes,
    *webhooks_web.routes,
    *safety_web.routes,
    *insight_web.routes,
    *trust_web.routes,
    *setup.routes,
    *refusals_page.routes,
    *setup_proof.routes,
    *desk_settings.routes,
    *static.routes,
    *vital.routes,
]
LARGEST = 12 * 1024 * 1024
CODES = {401: "not_proven", 403: "forbidden", 405: "method_not_allowed", 408: "body_too_slow", 413: "body_too_large"}


def create_app(parts: Parts) -> App:
    """The whole desk as one ASGI application around parts that the caller keeps running."""
    app = Edge(Idempotent(build(parts), parts), parts.settings)
    return Traced(app, parts.settings) if parts.settings.traces else app


def build(parts: Parts) -> Litestar:
    """The application without its edge."""
    given: dict[str, Any] = {
        "settings": parts.settings,
        "db": parts.db,
        "keys": parts.keys,
        "clock": parts.clock,
        "hub": parts.hub,
        "files": parts.files,
        "outbound": parts.outbound,
        "desk": parts.desk,
        "labels": parts.names,
        "door": Door(parts.db, parts.clock, parts.settings, parts.names, parts.intake),
        "hours": parts.desk,
        "preferences": parts.preferences,
        "ratings": KeptRatings(),
        "intake": parts.intake,
        "knowledge": parts.knowledge,
        "register": parts.register,
    }
    dependencies = {name: Provide(_same(value), sync_to_thread=False) for name, value in given.items()}
    dependencies |= {
        "caller": Provide(provide_caller),
        "case_key": Provide(provide_case_key, sync_to_thread=False),
        "actor": Provide(accounts_web.provide_actor),
    }
    return Litestar(
        ROUTES,
        dependencies=dependencies,
        exception_handlers={
            Unauthenticated: accounts_web.on_unauthenticated,
            Refused: on_refusal,
            HTTPException: on_http,
            UnicodeDecodeError: on_unreadable,
            RecursionError: on_unreadable,
            Exception: on_bug,
        },
        openapi_config=OpenAPIConfig(
            title="Dengta", version=__version__, path="/api/v1/schema", render_plugins=[Description()]
        ),
        before_request=tell_held,
        state=State(
            {"nudge": parts.nudge, "parts": parts, "preferences": parts.preferences, "knowledge": parts.knowledge}
        ),
        request_max_body_size=LARGEST,
        logging_config=None,
        debug=False,
    )


def tell_held(request: AnyRequest) -> Response[Any] | None:
    """What the edge refuses a person is told as a page, unless the form that was sent tells it with its words kept."""
    held = held_back(request)
    if held is None or (held.readable and request.route_handler.opt.get("tells_itself")):
        return None
    return _page(request, BEFOREHAND[held.code].status, held.code)


def on_refusal(request: AnyRequest, refused: Refused) -> Response[Any]:
    """A planned refusal: a page for people, RFC 9457 for programs."""
    if wants_html(request):
        return _page(request, STATUS[refused.kind], refused.code)
    return refusal(refused)


def on_http(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """What the framework refuses: unknown addresses, bodies that do not parse, wrong methods."""
    if error.status_code >= 500:
        return on_bug(request, error)
    code = _code(error)
    if wants_html(request):
        return _page(request, error.status_code, code)
    more: dict[str, Any] = {}
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        more["errors"] = [
            {"field": str(found.get("key", "")), "problem": str(found.get("message", ""))[:200]}
            for found in error.extra
            if isinstance(found, dict)
        ]
    return problem(error.status_code, code, code.replace("_", " ").capitalize(), **more)


def on_unreadable(request: AnyRequest, error: Exception) -> Response[Any]:
    """A body that the decoder gives up on in a way of its own: not UTF-8, or nested without end."""
    *_, (innermost, _line) = traceback.walk_tb(error.__traceback__)
    if innermost.f_code.co_name != "decode_json":
        return on_bug(request, error)
    return problem(400, "invalid_request", "Invalid request", "the body is not JSON in UTF-8, or nested too deeply")


def on_bug(request: AnyRequest, error: Exception) -> Response[Any]:
    """Anything else is our mistake: logged once, told without detail (I21)."""
    cause = error.__cause__ or error
    log.error("request.failed", error=type(cause).__name__, handler=_shape(request), where=frames(cause))
    if wants_html(request):
        return _page(request, 500, "our_mistake")
    detail = "what had been acknowledged is kept; the same request may be sent again"
    return problem(500, "our_mistake", "Something went wrong on our side", detail)


def _page(request: AnyRequest, status: int, code: str) -> Response[Any]:
    return render(request, "platform/error.html", status=status, code=code, status_code=status)


def _code(error: HTTPException) -> str:
    if isinstance(error, NotFoundException):
        return "not_found"
    if isinstance(error, ValidationException) or isinstance(error.__cause__, msgspec.DecodeError):
        return "invalid_request"
    return CODES.get(error.status_code, "invalid_request")


def _shape(request: Request[Any, Any, Any]) -> str:
    """The route, not the address: an address may hold a reference."""
    return str(getattr(request.scope.get("route_handler"), "handler_name", "unknown"))


def _same(value: Any) -> Any:
    def give() -> Any:
        return value

    return give
