"""The door of webhooks."""

from dengta.webhooks.deliver import deliver_due
from dengta.webhooks.model import TOPICS
from dengta.webhooks.reactions import TELL, queue_told, tell_endpoints
from dengta.webhooks.store import dead

__all__ = ["TELL", "TOPICS", "dead", "deliver_due", "queue_told", "tell_endpoints"]
