"""Channels, customers, conversations, messages, live chat and receipts.

Owns every table that starts with `inbox_`. Promises: a message that was acknowledged is stored exactly once and
in order; nothing a person wrote is stored before `safety` has cleaned it; every conversation that is not resolved
has a next promised update.
"""
