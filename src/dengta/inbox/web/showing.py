"""Turn a case into what the customer reads. The only place where events become customer JSON."""

from collections.abc import Mapping

from dengta.inbox import texts
from dengta.inbox.attend import next_word
from dengta.inbox.case import Case
from dengta.inbox.model import Attachment, Author, EventKind, Happened, Message, Status
from dengta.inbox.page_texts import do_now
from dengta.inbox.protocols import Judgement, Labels
from dengta.inbox.web.shapes import (
    AttachmentShape,
    CaseShape,
    EventShape,
    ExpectedShape,
    MessageShape,
    RatedShape,
    RedactedShape,
    StepShape,
)
from dengta.kernel.ids import StaffId
from dengta.platform.i18n import Language, translate
from dengta.safety.public import Secret, advice

WAITING_FOR = {
    Status.OPEN: "us",
    Status.SNOOZED: "us",
    Status.WAITING: "you",
    Status.RESOLVED: "nobody",
}


def case_shape(case: Case, labels: Labels, language: Language, said: Judgement | None = None) -> CaseShape:
    """The whole case as it stands, with what was said of its last resolution."""
    conversation = case.conversation
    label = understood_as(case, labels, language)
    group = labels.group(conversation.group_id, language) if conversation.group_id else None
    return CaseShape(
        reference=conversation.reference,
        subject=conversation.subject,
        status=conversation.status,
        waiting_for=WAITING_FOR[conversation.status],
        topic=conversation.topic,
        understood_as=label,
        lane=conversation.lane,
        group_name=group,
        agent_name=name_of(case.names, conversation.assignee_id, language) if conversation.assignee_id else None,
        created_at=conversation.created_at,
        next_update_due=next_word(conversation),
        expected=expected(case, language),
        steps=[step for event in case.events if (step := step_shape(case, event, labels, language)) is not None],
        messages=[message_shape(case, message, language) for _, message in sorted(case.messages.items())],
        read_by_staff=conversation.read_by_staff,
        cursor=case.cursor,
        can_rate=conversation.status is Status.RESOLVED,
        do_now=[] if conversation.status is Status.RESOLVED else do_now(conversation.topic, language),
        rating=rated_shape(said) if said and said.resolved_at == conversation.resolved_at else None,
    )


def rated_shape(said: Judgement) -> RatedShape:
    return RatedShape(said.speed, said.professionalism, str(said.resolution), str(said.words))


def expected(case: Case, language: Language) -> ExpectedShape:
    """What was promised for the first message, in figures and in a sentence."""
    promise = case.understood.get("promise")
    said: Mapping[str, object] = promise if isinstance(promise, Mapping) else {}
    measured, high = bool(said.get("measured")), int(str(said.get("usual_high", 0)))
    due = case.conversation.promised_at
    return ExpectedShape(
        measured=measured,
        usual_low=int(str(said.get("usual_low", 0))),
        usual_high=high,
        sentence=texts.expectation(language, measured=measured, high=high, due=due),
    )


def event_shape(case: Case, event: Happened, labels: Labels, language: Language) -> EventShape:
    """One event for a stream."""
    message = case.messages.get(event.number)
    return EventShape(
        number=event.number,
        at=event.at,
        kind=event.kind,
        message=message_shape(case, message, language) if message else None,
        title=None if message else title(case, event, labels, language),
        status=str(event.body["status"]) if event.kind is EventKind.STATUS else None,
    )


def step_shape(case: Case, event: Happened, labels: Labels, language: Language) -> StepShape | None:
    """An event as a step of the tracking page; messages after the first are shown as messages."""
    if event.kind is EventKind.MESSAGE and event.number > 1:
        return None
    said = title(case, event, labels, language)
    return StepShape(event.at, said, "") if said else None


def title(case: Case, event: Happened, labels: Labels, language: Language) -> str:
    """An event in plain words."""
    values: dict[str, object] = {}
    match event.kind:
        case EventKind.UNDERSTOOD | EventKind.TOPIC:
            reasons = event.body.get("reasons", [])
            named = tuple(str(reason) for reason in reasons) if isinstance(reasons, list) else ()
            values["label"] = labels.topic(str(event.body.get("topic", "other")), language, reasons=named)
        case EventKind.ASSIGNED:
            to = event.body.get("to")
            values["name"] = name_of(case.names, StaffId(int(str(to))), language) if to else ""
        case EventKind.GROUP:
            to = event.body.get("to")
            values["group"] = labels.group(int(str(to)), language) if to else "-"
        case _:
            pass
    return texts.title(event, language, **values)


def understood_as(case: Case, labels: Labels, language: Language) -> str:
    """The topic as a person would say it, with the asset if one was named."""
    reasons = case.understood.get("reasons", [])
    named = tuple(str(reason) for reason in reasons) if isinstance(reasons, list) else ()
    same = case.understood.get("topic") == case.conversation.topic
    return labels.topic(case.conversation.topic, language, reasons=named if same else ())


def message_shape(case: Case, message: Message, language: Language) -> MessageShape:
    """A message as its customer reads it: staff by the name they show, never by an id."""
    return MessageShape(
        id=message.uid,
        number=message.number,
        client_id=case.own_ids.get(message.number),
        sender={Author.CUSTOMER: "you", Author.STAFF: "staff", Author.DESK: "desk"}[message.author],
        name=name_of(case.names, message.staff_id, language) if message.author is Author.STAFF else None,
        text=message.body,
        redactions=list(message.redactions),
        attachments=[attachment_shape(file) for file in case.attachments.get(message.number, ())],
        sent_at=message.sent_at,
        state=_state(case, message),
    )


def attachment_shape(file: Attachment) -> AttachmentShape:
    """A file with the address it can be fetched from by whoever may see the conversation."""
    url = f"/api/v1/attachments/{file.uid}"
    return AttachmentShape(file.uid, file.name, file.content_type, file.size, url, file.state)


def redacted(kinds: tuple[str, ...], language: Language) -> list[RedactedShape]:
    """Each kind of secret that was removed, with what to do now."""
    return [RedactedShape(kind, translate(language, advice(Secret(kind)))) for kind in kinds]


def name_of(names: Mapping[StaffId, str], staff: StaffId | None, language: Language) -> str:
    """The name a member of staff shows to customers."""
    known = names.get(staff) if staff is not None else None
    return known or translate(language, texts.SOMEBODY)


def _state(case: Case, message: Message) -> str | None:
    if message.author is not Author.CUSTOMER:
        return case.deliveries.get(message.number)
    return "read" if message.number <= case.conversation.read_by_staff else "delivered"
