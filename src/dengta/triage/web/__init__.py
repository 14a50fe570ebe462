"""Triage's pages: the hours, the targets, and the clock of one conversation."""

from litestar import Router

from dengta.triage.web import clock, hours, targets

routes = [
    Router("/", route_handlers=[*hours.routes, *targets.routes, *clock.routes], include_in_schema=False),
]
