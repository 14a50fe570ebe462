"""The inbox's only door."""

from dengta.inbox import tally
from dengta.inbox.assign import assign
from dengta.inbox.attend import REMINDERS, Attention, Due, close_idle, due_for_attention, escalate, remind, wake, warn
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.classify import classify
from dengta.inbox.confide import confide, unconfide
from dengta.inbox.draft import load_draft, save_draft
from dengta.inbox.events import (
    ConversationChanged,
    ConversationOpened,
    MessageReceived,
    MessageSent,
    NoteAdded,
    SecretExposed,
)
from dengta.inbox.hand_over import hand_over
from dengta.inbox.index_message import SPOKEN, index_message
from dengta.inbox.intake import Intake
from dengta.inbox.list_conversations import list_conversations
from dengta.inbox.merge import merge, unmerge
from dengta.inbox.model import Conversation, Lane, Status
from dengta.inbox.note import note
from dengta.inbox.open_page import ConversationPage, Moment, open_conversation_page
from dengta.inbox.protocols import Desk, Expectation, Understanding
from dengta.inbox.reopen import reopen
from dengta.inbox.reply import Then, reply
from dengta.inbox.resolve import resolve
from dengta.inbox.search import Found, Results, search
from dengta.inbox.snooze import snooze
from dengta.inbox.tally import counters
from dengta.inbox.views import Cursor, Filter, Page, Row, View
from dengta.inbox.wait import set_waiting

__all__ = [
    "REMINDERS",
    "SPOKEN",
    "Attention",
    "Conversation",
    "ConversationChanged",
    "ConversationOpened",
    "ConversationPage",
    "Cursor",
    "Desk",
    "Due",
    "Expectation",
    "Filter",
    "Found",
    "Intake",
    "Lane",
    "MessageReceived",
    "MessageSent",
    "Moment",
    "NoSuchConversation",
    "NoteAdded",
    "Page",
    "Results",
    "Row",
    "SecretExposed",
    "Status",
    "Then",
    "Understanding",
    "View",
    "assign",
    "classify",
    "close_idle",
    "confide",
    "counters",
    "due_for_attention",
    "escalate",
    "hand_over",
    "index_message",
    "list_conversations",
    "load_draft",
    "merge",
    "note",
    "open_conversation_page",
    "remind",
    "reopen",
    "reply",
    "resolve",
    "save_draft",
    "search",
    "set_waiting",
    "snooze",
    "tally",
    "unconfide",
    "unmerge",
    "wake",
    "warn",
]
