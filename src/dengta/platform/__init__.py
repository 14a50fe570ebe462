"""Machinery: database, outbox, relay, live hub, jobs, outbound HTTP, files, settings, i18n, log.

Knows nothing of support desks.
"""
