"""The door of webhooks."""

from dengta.webhooks.deliver import deliver_due
from dengta.webhooks.model import TOPICS
from dengta.webhooks.reactions import tell_endpoints
from dengta.webhooks.store import dead

__all__ = ["TOPICS", "dead", "deliver_due", "tell_endpoints"]
