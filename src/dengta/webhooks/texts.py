"""What webhooks are called for people."""

from dengta.platform.i18n import N_

TOPIC_NAMES = {
    "conversation.opened": N_("A customer asked for help"),
    "message.received": N_("A customer wrote again"),
    "message.sent": N_("We wrote to a customer"),
    "conversation.changed": N_("Status, group, person or lane changed"),
}
