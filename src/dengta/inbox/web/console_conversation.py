"""One conversation, made ready to be shown: its timeline as items, its surroundings as words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dengta.inbox.canned import fill, known, list_canned
from dengta.inbox.model import Conversation, EventKind, Lane
from dengta.inbox.open_page import SPAN, ConversationPage, Moment, open_conversation_page
from dengta.inbox.policy import as_actor, may_see
from dengta.inbox.web import console_texts as texts
from dengta.inbox.web.console_room import Room
from dengta.inbox.web.console_words import Teller, Times, picture

MORNING = 9
BEFORE = 20


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a long record is asked for: from an event on, or around the one that a search has found."""

    start: int | None = None
    at: int | None = None

    def first(self) -> int | None:
        """The first event wanted; None for the latest part."""
        return self.start if self.at is None else max(self.at - BEFORE, 1)


LATEST = Window()


def read_window(parameters: Mapping[str, str]) -> Window:
    """The part that an address names; what is no event's number is left out."""
    return Window(_number(parameters.get("from", "")), _number(parameters.get("at", "")))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


async def conversation_part(room: Room, reference: str, *, window: Window = LATEST) -> dict[str, Any]:
    """One conversation with all that surrounds it; opening it is counted and audited."""
    page = await open_conversation_page(reference, actor=room.actor, db=room.db, clock=room.clock, since=window.first())
    found = page.conversation
    topics = {kind: topic_name(room, kind) for kind in topics_in(page)}
    teller = Teller(room.times, {int(k): v for k, v in page.names.items()}, room.groups, topics)
    now = room.times.now
    return {
        "conversation": found,
        "assignee_name": page.names.get(found.assignee_id) if found.assignee_id is not None else None,
        "overdue": found.next_update_due is not None and found.next_update_due < now,
        "canned": await canned_choices(room, found),
        "timeline": timeline(room, page, teller),
        **around(room, page, window),
        "mentionable": [one for one in room.people if may_see(as_actor(one), found.cell)],
        "draft": page.draft,
        "suggestions": [(teller.names.get(int(one.staff_id), ""), one.body) for one in page.suggestions],
        "customer": page.customer,
        "known_by": [room.speak(texts.KNOWN_BY[proof]) for proof in page.customer.proofs if proof in texts.KNOWN_BY],
        "details": details(room, page),
        "understood": {"label": topics[found.topic], "reasons": spoken_reasons(page)},
        "channel_name": room.speak(texts.CHANNELS.get(page.channel, "")) or page.channel,
        "others": page.others,
        "merged_here": page.merged,
        "merged_into": page.kept.reference if page.kept else None,
        "merge_choices": [one for one in page.others if one.relation == "other"],
        "hidden_fields": hidden_fields(room, page),
        "revealed": None,
        "lanes": [(lane.value, room.speak(texts.LANES[lane.value])) for lane in Lane],
        "topics": topic_choices(room, found.topic),
        "snoozes": [
            {"value": key, "words": room.speak(texts.SNOOZES[key]), "at": at} for key, at in snoozes(room.times).items()
        ],
    }


def around(room: Room, page: ConversationPage, window: Window) -> dict[str, Any]:
    """Where the record goes on before and after what is shown, and the entry that was looked for."""
    first = page.timeline[0].event.number if page.timeline else 1
    path = f"/console/c/{page.conversation.reference}"

    def since(number: int) -> str:
        return room.where.address(path, **{"from": str(max(number, 1))})

    latest = room.where.address(path)
    return {
        "at": window.at,
        "refresh_url": latest if window == LATEST else since(first),
        "earlier_url": since(first - SPAN) if page.earlier else None,
        "latest_url": latest if page.later else None,
    }


async def canned_choices(room: Room, found: Conversation) -> list[dict[str, Any]]:
    """The canned replies in the customer's language, filled in but for the name, which stays masked until sent."""
    chinese, values = found.language == "zh_Hans", known(found, room.actor)
    return [
        {
            "id": one.id,
            "shortcut": one.shortcut,
            "title": one.title_zh if room.language == "zh_Hans" else one.title_en,
            "body": fill(one.body_zh if chinese else one.body_en, values),
        }
        for one in await list_canned(actor=room.actor, db=room.db)
    ]


def timeline(room: Room, page: ConversationPage, teller: Teller) -> list[dict[str, Any]]:
    """The moments of a conversation as the page shows them, in order."""
    shown: list[dict[str, Any]] = []
    before: datetime | None = None
    last: Moment | None = None
    for moment in page.timeline:
        said, last = last, moment
        if goes_without_saying(moment, said):
            continue
        item = worded(moment) if moment.message else told(moment, teller)
        at = moment.event.at
        item |= {
            "number": moment.event.number,
            "at": at,
            "new_day": before is None or not room.times.same_day(before, at),
        }
        before = at
        shown.append(item)
    return shown


def goes_without_saying(moment: Moment, before: Moment | None) -> bool:
    """Whether a change of turn only follows from the words before it: a reply waits, an answer ends the wait."""
    event = moment.event
    if event.kind is not EventKind.STATUS or before is None or before.message is None:
        return False
    if before.event.staff_id != event.staff_id or before.event.at != event.at:
        return False
    return event.body.get("status") == "waiting" or event.body.get("was") == "waiting"


def worded(moment: Moment) -> dict[str, Any]:
    """A message or note."""
    message = moment.message
    assert message is not None  # noqa: S101 -- the caller asked
    sending = moment.sending
    return {
        "kind": message.kind,
        "author": message.author.value,
        "name": moment.by,
        "staff_id": message.staff_id,
        "text": message.body,
        "attachments": moment.attachments,
        "delivery": sending.state.value if sending else None,
        "failure": sending.failure if sending else None,
    }


def told(moment: Moment, teller: Teller) -> dict[str, Any]:
    """Anything else that happened, as a sentence."""
    event = moment.event
    by = int(event.staff_id) if event.staff_id is not None else None
    return {
        "kind": event.kind.value,
        "icon": picture(event.kind),
        "sentence": teller.sentence(event.kind, event.body, by),
    }


def topics_in(page: ConversationPage) -> set[str]:
    """Every topic whose name the page says."""
    found = {page.conversation.topic, str(page.understood.get("topic", page.conversation.topic))}
    for moment in page.timeline:
        body = moment.event.body
        if moment.event.kind in (EventKind.UNDERSTOOD, EventKind.TOPIC):
            found |= {str(value) for key in ("topic", "to", "was") if (value := body.get(key))}
    return found


def topic_name(room: Room, topic: str) -> str:
    return room.labels.topic(topic, room.language)


def topic_choices(room: Room, chosen: str) -> list[dict[str, str]]:
    """The topics a conversation can be given, its own among them."""
    every = dict(room.labels.topics(room.language))
    return [{"key": key, "label": label} for key, label in ({chosen: topic_name(room, chosen)} | every).items()]


def spoken_reasons(page: ConversationPage) -> list[str]:
    """The words a message was understood by, as far as they are words."""
    reasons = page.understood.get("reasons", ())
    every = [str(reason) for reason in reasons] if isinstance(reasons, list | tuple) else []
    return [reason.partition(":")[2] or reason for reason in every]


def details(room: Room, page: ConversationPage) -> list[dict[str, str]]:
    """What the customer filled in, in the order of the form."""
    return [
        {"key": key, "label": room.speak(text), "value": page.details[key]}
        for key, text in texts.DETAILS.items()
        if page.details.get(key)
    ]


def hidden_fields(room: Room, page: ConversationPage) -> list[dict[str, str]]:
    """What is masked and can be shown for a reason."""
    there = {"name": page.customer.named, "email": page.customer.email is not None}
    return [{"key": key, "label": room.speak(texts.FIELDS[key])} for key, present in there.items() if present]


def snoozes(times: Times) -> dict[str, datetime]:
    """The moments offered for snoozing, in the reader's own day; those that make no sense now are left out."""
    local = times.local(times.now)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    later = local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=4)
    every = {
        "hour": times.now + timedelta(hours=1),
        "later": later,
        "tomorrow": morning + timedelta(days=1),
        "week": morning + timedelta(days=7 - local.weekday()),
    }
    if later.date() != local.date():
        del every["later"]
    if every["week"] == every["tomorrow"]:
        del every["tomorrow"]
    return every
