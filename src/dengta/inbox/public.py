"""The inbox's only door."""

from dengta.inbox import tally
from dengta.inbox.assign import assign
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.events import (
    ConversationChanged,
    ConversationOpened,
    MessageReceived,
    MessageSent,
    NoteAdded,
    SecretExposed,
)
from dengta.inbox.intake import Intake
from dengta.inbox.list_conversations import list_conversations
from dengta.inbox.model import Conversation, Lane, Status
from dengta.inbox.note import note
from dengta.inbox.protocols import Desk, Expectation, Understanding
from dengta.inbox.reply import Then, reply
from dengta.inbox.tally import counters
from dengta.inbox.views import Cursor, Filter, Page, Row, View

__all__ = [
    "Conversation",
    "ConversationChanged",
    "ConversationOpened",
    "Cursor",
    "Desk",
    "Expectation",
    "Filter",
    "Intake",
    "Lane",
    "MessageReceived",
    "MessageSent",
    "NoSuchConversation",
    "NoteAdded",
    "Page",
    "Row",
    "SecretExposed",
    "Status",
    "Then",
    "Understanding",
    "View",
    "assign",
    "counters",
    "list_conversations",
    "note",
    "reply",
    "tally",
]
