"""Webhooks for programs and for administrators."""

from dengta.webhooks.web import api, pages

routes = [*api.routes, *pages.routes]
