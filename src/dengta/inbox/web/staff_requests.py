"""What programs of the desk's own people send, as JSON."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from dengta.inbox.model import Lane, Status
from dengta.inbox.reply import Then
from dengta.inbox.reveal import Personal
from dengta.inbox.views import View
from dengta.inbox.web.shapes import ClientId, Text

Ref = Annotated[str, Meta(max_length=40)]
Number = Annotated[int, Meta(ge=0, le=2**62)]
Topic = Annotated[str, Meta(max_length=120)]


class NewReply(Struct, frozen=True, forbid_unknown_fields=True):
    """An answer to the customer, and whose turn it is then."""

    text: Text = ""
    client_id: ClientId | None = None
    then: Then = Then.WAIT
    attachments: Annotated[list[UUID], Meta(max_length=10)] = []


class NewNote(Struct, frozen=True, forbid_unknown_fields=True):
    """Words to colleagues; `@login` calls them."""

    text: Text
    client_id: ClientId | None = None


class Assignee(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose it is: a colleague's number, or nobody's."""

    staff: Number | None


class Handing(Struct, frozen=True, forbid_unknown_fields=True):
    """Which group takes it, and what they should know."""

    group: Number | None
    note: Text = ""
    client_id: ClientId | None = None


class Standing(Struct, frozen=True, forbid_unknown_fields=True):
    """How it stands; `until` goes with `snoozed` and with nothing else."""

    status: Status
    until: datetime | None = None


class Classification(Struct, frozen=True, forbid_unknown_fields=True):
    """What it is about and how soon it must be seen; what is left out stays."""

    lane: Lane | None = None
    topic: Topic | None = None


class Confidence(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether only security officers find it."""

    confidential: bool


class Merging(Struct, frozen=True, forbid_unknown_fields=True):
    """The conversation that goes on in this one."""

    merged: Ref


class DraftText(Struct, frozen=True, forbid_unknown_fields=True):
    """Unfinished words; blank ones forget the draft."""

    text: Text
    kind: Literal["message", "note"] = "message"


class Revealing(Struct, frozen=True, forbid_unknown_fields=True):
    """What to unmask, and why; the reason stands in the conversation."""

    what: Personal
    reason: Annotated[str, Meta(max_length=500)]


class CannedBody(Struct, frozen=True, forbid_unknown_fields=True):
    """A canned reply as a lead writes it."""

    shortcut: Annotated[str, Meta(max_length=40)]
    title_zh: Annotated[str, Meta(max_length=120)]
    title_en: Annotated[str, Meta(max_length=120)]
    body_zh: Text
    body_en: Text
    group_id: Number | None = None


class FilterBody(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a view is narrowed to."""

    lane: Lane | None = None
    status: Status | None = None
    topic: Topic | None = None
    group: Number | None = None
    assignee: Number | None = None
    language: Annotated[str, Meta(max_length=20)] | None = None
    channel: Annotated[str, Meta(max_length=20)] | None = None


class SavedViewBody(Struct, frozen=True, forbid_unknown_fields=True):
    """A view to keep, for oneself or, by a lead, for everyone."""

    name: Annotated[str, Meta(max_length=60)]
    view: View
    narrowed: FilterBody = FilterBody()
    shared: bool = False


class BulkBody(Struct, frozen=True, forbid_unknown_fields=True):
    """One change for many conversations. `staff`, `group`, `lane` or `until` go with the deed that needs them."""

    deed: Literal["assign", "hand_over", "move", "snooze", "wait", "resolve", "reopen"]
    references: Annotated[list[Ref], Meta(max_length=200)]
    staff: Number | None = None
    group: Number | None = None
    lane: Lane | None = None
    until: datetime | None = None
