"""The deeds behind the console's forms: each reads its form, calls one use case and says what was done."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

from litestar.datastructures import FormMultiDict, UploadFile

from dengta.inbox.assign import assign
from dengta.inbox.attach import attach
from dengta.inbox.canned import render_canned
from dengta.inbox.classify import classify
from dengta.inbox.confide import confide, unconfide
from dengta.inbox.draft import save_draft
from dengta.inbox.errors import BadMoment, CannotTake, NoSuchGroup
from dengta.inbox.hand_over import hand_over
from dengta.inbox.merge import merge, unmerge
from dengta.inbox.model import Lane
from dengta.inbox.note import note
from dengta.inbox.protocols import Desk
from dengta.inbox.reply import Then, reply
from dengta.inbox.resend import resend
from dengta.inbox.reveal import Personal, reveal
from dengta.inbox.snooze import snooze
from dengta.inbox.turn import reopen, resolve, set_waiting
from dengta.inbox.web import console_texts as texts
from dengta.inbox.web.console_conversation import snoozes
from dengta.inbox.web.console_room import Room
from dengta.kernel.ids import GroupId, StaffId
from dengta.platform.files import Files
from dengta.safety.public import Knowledge

MOST_WORDS = 200_000
"""Characters read from a form field; the use cases refuse long before."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: a code of `console_texts.SAID` with its values, and the verb that takes it back.

    `reference` is where to go on when that is another conversation. `revealed` is shown once.
    """

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    back: str | None = None
    reference: str | None = None
    revealed: Mapping[str, str] | None = field(default=None, repr=False)

    def undo(self, room: Room) -> str | None:
        """The address of the form that takes it back."""
        return room.where.address(self.back) if self.back else None


@dataclass(frozen=True, slots=True)
class Doing:
    """A deed about to be done."""

    room: Room
    reference: str
    form: FormMultiDict = field(repr=False)
    desk: Desk
    files: Files
    knowledge: Knowledge

    def field(self, name: str) -> str:
        """A field of the form as text; empty when it was not sent."""
        value = self.form.get(name, "")
        return value[:MOST_WORDS] if isinstance(value, str) else ""

    def number(self, name: str) -> int | None:
        """A field that holds an id; None when it is empty or no number."""
        text = self.field(name)
        return int(text) if text.isdecimal() and len(text) < 18 else None

    def client_id(self) -> str:
        """The form's own id, so that a form sent twice is done once."""
        return self.field("client_id")[:64] or str(uuid4())

    def path(self, verb: str, reference: str | None = None) -> str:
        return f"/console/c/{reference or self.reference}/{verb}"


Deed = Callable[[Doing], Awaitable[Done]]


async def do_reply(doing: Doing) -> Done:
    room, then = doing.room, doing.field("then")
    if doing.number("canned") is not None:
        return await put_canned(doing)
    said = await reply(
        doing.reference,
        doing.field("text"),
        client_id=doing.client_id(),
        attachments=await attached(doing),
        then=Then(then) if then in set(Then) else Then.KEEP,
        actor=room.actor,
        db=room.db,
        desk=doing.desk,
        clock=room.clock,
        knowledge=doing.knowledge,
    )
    return Done("redacted" if said.redactions else "replied")


async def put_canned(doing: Doing) -> Done:
    """Without a script a canned reply comes into the box by way of the draft, after what was written already."""
    room = doing.room
    body = await render_canned(doing.number("canned") or 0, doing.reference, actor=room.actor, db=room.db)
    words = "\n".join(text for text in (doing.field("text").strip(), body) if text)
    await save_draft(doing.reference, words, actor=room.actor, db=room.db, clock=room.clock)
    return Done("canned")


async def attached(doing: Doing) -> tuple[UUID, ...]:
    """The form's files, kept until the reply claims them; a form sent twice leaves one copy to be forgotten."""
    taken = []
    for file in doing.form.getall("files", []):
        if isinstance(file, UploadFile) and file.filename:
            content = await file.read()
            kept = await attach(
                content,
                file.filename,
                db=doing.room.db,
                files=doing.files,
                clock=doing.room.clock,
                staff=doing.room.actor.staff_id,
            )
            taken.append(kept.uid)
    return tuple(taken)


async def do_note(doing: Doing) -> Done:
    room = doing.room
    noted = await note(
        doing.reference,
        doing.field("text"),
        client_id=doing.client_id(),
        actor=room.actor,
        db=room.db,
        clock=room.clock,
    )
    if noted.unreached:
        return Done("noted_unreached", {"names": ", ".join(f"@{name}" for name in noted.unreached)})
    return Done("noted")


async def do_assign(doing: Doing) -> Done:
    room, text = doing.room, doing.field("person")
    person = doing.number("person")
    if text and person is None:
        raise CannotTake
    to = StaffId(person) if person is not None else None
    await assign(doing.reference, to, actor=room.actor, db=room.db, clock=room.clock)
    return Done("unassigned" if to is None else "assigned")


async def do_hand_over(doing: Doing) -> Done:
    room, group = doing.room, doing.number("group")
    if group is None:
        raise NoSuchGroup
    await hand_over(
        doing.reference,
        GroupId(group),
        words=doing.field("note"),
        client_id=doing.client_id(),
        actor=room.actor,
        db=room.db,
        clock=room.clock,
    )
    return Done("handed_over")


async def do_snooze(doing: Doing) -> Done:
    room = doing.room
    until = moment(doing, doing.field("until"))
    await snooze(doing.reference, until, actor=room.actor, db=room.db, clock=room.clock)
    return Done("snoozed", back=doing.path("reopen"))


def moment(doing: Doing, text: str) -> datetime:
    """One of the offered moments by its key, or a time in the reader's own zone; raises `BadMoment`."""
    times = doing.room.times
    offered = snoozes(times).get(text)
    if offered is not None:
        return offered.astimezone(UTC)
    try:
        chosen = datetime.fromisoformat(text)
        local = chosen if chosen.tzinfo is not None else chosen.replace(tzinfo=times.zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadMoment from error


async def do_wait(doing: Doing) -> Done:
    room = doing.room
    await set_waiting(doing.reference, actor=room.actor, db=room.db, desk=doing.desk, clock=room.clock)
    return Done("waiting", back=doing.path("reopen"))


async def do_resolve(doing: Doing) -> Done:
    room = doing.room
    await resolve(doing.reference, actor=room.actor, db=room.db, clock=room.clock)
    return Done("resolved", back=doing.path("reopen"))


async def do_reopen(doing: Doing) -> Done:
    room = doing.room
    await reopen(doing.reference, actor=room.actor, db=room.db, desk=doing.desk, clock=room.clock)
    return Done("reopened")


async def do_classify(doing: Doing) -> Done:
    room, lane = doing.room, doing.field("lane")
    await classify(
        doing.reference,
        lane=Lane(lane) if lane in set(Lane) else None,
        topic=doing.field("topic") or None,
        actor=room.actor,
        db=room.db,
        desk=doing.desk,
        clock=room.clock,
    )
    return Done("classified")


async def do_confide(doing: Doing) -> Done:
    room = doing.room
    if doing.field("confidential") == "no":
        await unconfide(doing.reference, actor=room.actor, db=room.db, clock=room.clock)
        return Done("unconfided")
    await confide(doing.reference, actor=room.actor, db=room.db, clock=room.clock)
    return Done("confided")


async def do_merge(doing: Doing) -> Done:
    room = doing.room
    merged = await merge(doing.field("into"), doing.reference, actor=room.actor, db=room.db, clock=room.clock)
    return Done("merged", reference=merged.kept.reference, back=doing.path("unmerge"))


async def do_unmerge(doing: Doing) -> Done:
    room = doing.room
    await unmerge(doing.reference, actor=room.actor, db=room.db, desk=doing.desk, clock=room.clock)
    return Done("unmerged")


async def do_reveal(doing: Doing) -> Done:
    room, what = doing.room, doing.field("field")
    personal = Personal(what) if what in set(Personal) else Personal.NAME
    reason = doing.field("reason")
    value = await reveal(doing.reference, personal, reason, actor=room.actor, db=room.db, clock=room.clock)
    label = room.speak(texts.FIELDS[personal.value])
    return Done("revealed", revealed={"label": label, "value": value or "—"})


async def do_resend(doing: Doing) -> Done:
    room = doing.room
    number = doing.number("number") or 0
    await resend(doing.reference, number, actor=room.actor, db=room.db, clock=room.clock)
    return Done("resent")


DEEDS: Mapping[str, Deed] = {
    "reply": do_reply,
    "note": do_note,
    "assign": do_assign,
    "hand-over": do_hand_over,
    "snooze": do_snooze,
    "wait": do_wait,
    "resolve": do_resolve,
    "reopen": do_reopen,
    "classify": do_classify,
    "confide": do_confide,
    "merge": do_merge,
    "unmerge": do_unmerge,
    "reveal": do_reveal,
    "resend": do_resend,
}
