"""What the inbox refuses, and why."""

from dengta.kernel.errors import Kind, Refused


class EmptyMessage(Refused):
    """There is nothing in it: no words and no file."""

    kind = Kind.INVALID
    code = "empty_message"


class ClientIdReused(Refused):
    """This client id was used before for other words; nothing new was stored."""

    kind = Kind.UNPROCESSABLE
    code = "client_id_reused"


class BadAttachment(Refused):
    """The file cannot be taken, or is not this sender's."""

    kind = Kind.INVALID
    code = "bad_attachment"


class AttachmentTooLarge(Refused):
    """The file is larger than the desk takes."""

    kind = Kind.TOO_LARGE
    code = "attachment_too_large"


class NotProven(Refused):
    """Who is asking could not be proven: a missing, malformed, wrong or expired proof."""

    kind = Kind.UNAUTHENTICATED
    code = "not_proven"


class NotAllowed(Refused):
    """They can see the conversation and may not do this with it. What they cannot see is not found instead."""

    kind = Kind.FORBIDDEN
    code = "not_allowed"


class MergedAway(Refused):
    """The conversation was merged into another one, which is where to go on."""

    kind = Kind.CONFLICT
    code = "conversation_merged"


class CannotTake(Refused):
    """There is no such colleague, or they may not be given this conversation."""

    kind = Kind.UNPROCESSABLE
    code = "cannot_take_conversation"


class NoSuchGroup(Refused):
    """There is no such group, or it is no longer in use."""

    kind = Kind.UNPROCESSABLE
    code = "group_not_found"


class BadCursor(Refused):
    """The cursor is not one we gave."""

    kind = Kind.INVALID
    code = "cursor_invalid"


class BadMoment(Refused):
    """A time that is past, or too far ahead."""

    kind = Kind.INVALID
    code = "moment_invalid"


class BadTopic(Refused):
    """A topic is a word, or words joined by full stops."""

    kind = Kind.INVALID
    code = "topic_invalid"


class CannotMerge(Refused):
    """It is the same conversation, or another customer's and the actor is no lead."""

    kind = Kind.UNPROCESSABLE
    code = "cannot_merge"


class NotMerged(Refused):
    """The conversation is not merged into another."""

    kind = Kind.CONFLICT
    code = "not_merged"
