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
<<<<<<< HEAD
from dengta.inbox.list_conversations import list_conversations
=======
from dengta.inbox.intake import Intake
>>>>>>> 722f9b2 (wip: web)
from dengta.inbox.model import Conversation, Desk, Expectation, Lane, Status, Understanding
from dengta.inbox.note import note
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
<<<<<<< HEAD
    "Filter",
=======
    "Intake",
>>>>>>> 722f9b2 (wip: web)
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
