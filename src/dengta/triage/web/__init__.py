"""Triage's pages: the hours, the targets, and the clock of one conversation."""

from dengta.triage.web import clock, hours, targets

routes = [*hours.routes, *targets.routes, *clock.routes]
