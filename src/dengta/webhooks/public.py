"""The door of webhooks."""

from dengta.webhooks.deliver import deliver_due
from dengta.webhooks.forget import ageing
from dengta.webhooks.model import TOPICS
from dengta.webhooks.reactions import TELL, queue_told, tell_endpoints
from dengta.webhooks.store import dead

__all__ = ["TELL", "TOPICS", "ageing", "dead", "deliver_due", "queue_told", "tell_endpoints"]
