"""What feeds refuse."""

from dengta.kernel.errors import Kind, Refused


class NoSuchFeed(Refused):
    """There is none, or none that this caller may see."""

    kind = Kind.NOT_FOUND
    code = "feed_not_found"


class BadFeed(Refused):
    """The name, the address or the pause cannot be used, or there are too many."""

    kind = Kind.UNPROCESSABLE
    code = "feed_unusable"
