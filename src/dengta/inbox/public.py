"""The inbox's only door."""

from dengta.inbox.events import (
    ConversationChanged,
    ConversationOpened,
    MessageReceived,
    MessageSent,
    NoteAdded,
    SecretExposed,
)
from dengta.inbox.model import Conversation, Desk, Expectation, Lane, Status, Understanding

__all__ = [
    "Conversation",
    "ConversationChanged",
    "ConversationOpened",
    "Desk",
    "Expectation",
    "Lane",
    "MessageReceived",
    "MessageSent",
    "NoteAdded",
    "SecretExposed",
    "Status",
    "Understanding",
]
