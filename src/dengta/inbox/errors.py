"""What the inbox refuses, and why."""

from collections.abc import Sequence

from dengta.kernel.errors import Kind, Refused
from dengta.safety.public import Objection


class EmptyMessage(Refused):
    """There is nothing in it: no words and no file."""

    kind = Kind.INVALID
    code = "empty_message"


class Withheld(Refused):
    """What was written may not go out in the desk's name; `detail` names each fault. Nothing was sent or stored."""

    kind = Kind.UNPROCESSABLE
    code = "withheld"

    def __init__(self, objections: Sequence[Objection]) -> None:
        super().__init__(", ".join(dict.fromkeys(str(each.fault) for each in objections)))
        self.objections = tuple(objections)


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


class UnderHold(Refused):
    """A legal hold keeps a conversation of this person. Nothing was erased; whoever runs the desk can end the hold."""

    kind = Kind.CONFLICT
    code = "under_legal_hold"


class GoesOnElsewhere(Refused):
    """The case was merged into another one or parted from it; `reference` is where it goes on, with its own numbers."""

    kind = Kind.CONFLICT
    code = "conversation_goes_on"

    def __init__(self, reference: str) -> None:
        super().__init__("numbers count in their own conversation: load the case anew")
        self.told = {"reference": reference}


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


class TooMany(Refused):
    """More at once, or in all, than the desk takes."""

    kind = Kind.INVALID
    code = "too_many"


class NoSuchCanned(Refused):
    """There is no such canned reply."""

    kind = Kind.NOT_FOUND
    code = "canned_not_found"


class BadCanned(Refused):
    """A shortcut that is malformed or taken, words missing in one language, or a variable nobody fills in."""

    kind = Kind.INVALID
    code = "canned_invalid"


class NoSuchView(Refused):
    """There is no such saved view for this person."""

    kind = Kind.NOT_FOUND
    code = "view_not_found"


class BadName(Refused):
    """A name is missing or too long."""

    kind = Kind.INVALID
    code = "name_invalid"


class NoReason(Refused):
    """A reason of at least ten characters is asked for."""

    kind = Kind.INVALID
    code = "reason_needed"


class NotFailed(Refused):
    """That message has not failed; what arrived is not sent twice."""

    kind = Kind.CONFLICT
    code = "delivery_not_failed"


class BadFilter(Refused):
    """A filter holds something that is no code or number of ours."""

    kind = Kind.INVALID
    code = "filter_invalid"


class BadClientId(Refused):
    """A client id has 1 to 64 letters, digits and `_ . : -`, and is no key or recovery phrase."""

    kind = Kind.INVALID
    code = "client_id_invalid"


class BadHostKey(Refused):
    """A name is missing, or the key is not an Ed25519 public key in PEM."""

    kind = Kind.INVALID
    code = "host_key_invalid"


class NoSuchHostKey(Refused):
    """There is no such key in use."""

    kind = Kind.NOT_FOUND
    code = "host_key_not_found"


class NoSuchEntry(Refused):
    """There is no such entry in the log of receipts, or no head that reaches so far yet."""

    kind = Kind.NOT_FOUND
    code = "no_such_entry"
