"""Tell the wallet's own programs what happened, by the Standard Webhooks scheme.

Owns every table that starts with `webhooks_`. Promises: a fact an endpoint asked for is delivered at least once under
one message id, retried with back-off for about two days, and kept as a dead letter that can be sent again (I2).
Payloads carry references, numbers and enums; never what a person wrote.
"""
