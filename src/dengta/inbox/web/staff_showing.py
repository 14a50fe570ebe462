"""Turn what staff see into JSON. Nothing here decides what they may see: that was done when it was loaded."""

from msgspec import convert

from dengta.inbox.model import Conversation
from dengta.inbox.open_page import ConversationPage, Moment
from dengta.inbox.search import Results
from dengta.inbox.views import Page, Row
from dengta.inbox.web.staff_shapes import (
    ConversationShape,
    CustomerShape,
    FileShape,
    FoundShape,
    MomentShape,
    NeighbourShape,
    ResultsShape,
    RowShape,
    RowsShape,
    SendingShape,
    StandingShape,
)


def row_shape(row: Row) -> RowShape:
    """One line of a list."""
    return convert(row, RowShape, from_attributes=True)


def rows_shape(page: Page[Row]) -> RowsShape:
    """A page of a list."""
    return RowsShape([row_shape(row) for row in page.items], str(page.next) if page.next else None)


def results_shape(results: Results) -> ResultsShape:
    """A page of search results."""
    items = [FoundShape(row_shape(one.row), one.excerpt, list(one.marks), one.number) for one in results.items]
    return ResultsShape(items, results.next)


def standing_shape(conversation: Conversation) -> StandingShape:
    """How it stands."""
    return convert(conversation, StandingShape, from_attributes=True)


def moment_shape(moment: Moment) -> MomentShape:
    """One line of the timeline."""
    event, message = moment.event, moment.message
    return MomentShape(
        number=event.number,
        kind=event.kind.value,
        audience=event.audience.value,
        at=event.at,
        by=moment.by,
        body=dict(event.body),
        author=message.author.value if message else None,
        text=message.body if message else None,
        redactions=list(message.redactions) if message else [],
        attachments=[convert(file, FileShape, from_attributes=True) for file in moment.attachments],
        sending=convert(moment.sending, SendingShape, from_attributes=True) if moment.sending else None,
    )


def conversation_shape(page: ConversationPage) -> ConversationShape:
    """The whole page."""
    conversation, customer = page.conversation, page.customer
    return ConversationShape(
        reference=conversation.reference,
        subject=conversation.subject,
        status=conversation.status,
        lane=conversation.lane,
        topic=conversation.topic,
        language=conversation.language,
        channel=page.channel,
        confidential=conversation.confidential,
        group_id=conversation.group_id,
        assignee_id=conversation.assignee_id,
        created_at=conversation.created_at,
        first_reply_at=conversation.first_reply_at,
        promised_at=conversation.promised_at,
        next_update_due=conversation.next_update_due,
        snoozed_until=conversation.snoozed_until,
        resolved_at=conversation.resolved_at,
        customer_delivered=conversation.customer_delivered,
        customer_read=conversation.customer_read,
        cursor=conversation.last_event,
        customer=convert(customer, CustomerShape, from_attributes=True),
        details=dict(page.details),
        understood=dict(page.understood),
        timeline=[moment_shape(moment) for moment in page.timeline],
        earlier=page.earlier,
        others=[convert(one, NeighbourShape, from_attributes=True) for one in page.others],
        merged=[convert(one, NeighbourShape, from_attributes=True) for one in page.merged],
        kept=convert(page.kept, NeighbourShape, from_attributes=True) if page.kept else None,
    )
