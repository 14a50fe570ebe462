"""What webhooks refuse."""

from dengta.kernel.errors import Kind, Refused


class NoSuchWebhook(Refused):
    """There is none, or none that this caller may see."""

    kind = Kind.NOT_FOUND
    code = "webhook_not_found"


class BadWebhook(Refused):
    """The address or the topics cannot be used."""

    kind = Kind.UNPROCESSABLE
    code = "webhook_unusable"
