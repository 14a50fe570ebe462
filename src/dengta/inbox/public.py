"""The inbox's only door."""

from dengta.inbox import tally
from dengta.inbox.assign import assign
from dengta.inbox.attach import drop_loose
from dengta.inbox.attend import REMINDERS, Attention, Due, close_idle, due_for_attention, escalate, remind, wake, warn
from dengta.inbox.bulk import Action, AssignTo, Done, HandOverTo, MoveTo, Reopen, Resolve, SnoozeUntil, Wait, bulk
from dengta.inbox.canned import CannedText, delete_canned, list_canned, render_canned, save_canned
from dengta.inbox.case import Key, find_case
from dengta.inbox.chronicle import NoSuchConversation, take
from dengta.inbox.classify import classify
from dengta.inbox.confide import confide, unconfide
from dengta.inbox.customer_data import ERASED, erase_customer, export_customer
from dengta.inbox.draft import load_draft, save_draft
from dengta.inbox.errors import NoSuchEntry
from dengta.inbox.events import (
    ConversationChanged,
    ConversationOpened,
    CustomerErased,
    MessageReceived,
    MessageSent,
    NoteAdded,
    SecretExposed,
    WordsForgotten,
)
from dengta.inbox.forget import ageing, hold
from dengta.inbox.hand_over import hand_over
from dengta.inbox.host_keys import list_host_keys, register_host_key, retire_host_key
from dengta.inbox.index_messages import INDEX, index_messages, queue_messages
from dengta.inbox.intake import Intake
from dengta.inbox.list_conversations import list_conversations
from dengta.inbox.load import find_for
from dengta.inbox.merge import merge, unmerge
from dengta.inbox.model import Conversation, Lane, Status
from dengta.inbox.note import note
from dengta.inbox.note_rating import note_rating
from dengta.inbox.open_page import ConversationPage, Moment, open_conversation_page
from dengta.inbox.protocols import Desk, Expectation, FormTopic, Understanding
from dengta.inbox.receipt_log import enter, sign_head
from dengta.inbox.receipt_log import latest as latest_head
from dengta.inbox.reply import Then, reply
from dengta.inbox.resend import resend
from dengta.inbox.reveal import Personal, reveal
from dengta.inbox.saved_views import ViewText, delete_view, find_saved_view, list_saved_views, save_view, share_view
from dengta.inbox.search import Found, Results, search
from dengta.inbox.snooze import snooze
from dengta.inbox.store.conversations import reference_of
from dengta.inbox.tally import counters
from dengta.inbox.turn import reopen, resolve, set_waiting
from dengta.inbox.verify_log import verify_log
from dengta.inbox.views import Cursor, Filter, Page, Row, Sort, View
from dengta.inbox.words import words_of

__all__ = [
    "ERASED",
    "INDEX",
    "REMINDERS",
    "Action",
    "AssignTo",
    "Attention",
    "CannedText",
    "Conversation",
    "ConversationChanged",
    "ConversationOpened",
    "ConversationPage",
    "Cursor",
    "CustomerErased",
    "Desk",
    "Done",
    "Due",
    "Expectation",
    "Filter",
    "FormTopic",
    "Found",
    "HandOverTo",
    "Intake",
    "Key",
    "Lane",
    "MessageReceived",
    "MessageSent",
    "Moment",
    "MoveTo",
    "NoSuchConversation",
    "NoSuchEntry",
    "NoteAdded",
    "Page",
    "Personal",
    "Reopen",
    "Resolve",
    "Results",
    "Row",
    "SecretExposed",
    "SnoozeUntil",
    "Sort",
    "Status",
    "Then",
    "Understanding",
    "View",
    "ViewText",
    "Wait",
    "WordsForgotten",
    "ageing",
    "assign",
    "bulk",
    "classify",
    "close_idle",
    "confide",
    "counters",
    "delete_canned",
    "delete_view",
    "drop_loose",
    "due_for_attention",
    "enter",
    "erase_customer",
    "escalate",
    "export_customer",
    "find_case",
    "find_for",
    "find_saved_view",
    "hand_over",
    "hold",
    "index_messages",
    "latest_head",
    "list_canned",
    "list_conversations",
    "list_host_keys",
    "list_saved_views",
    "load_draft",
    "merge",
    "note",
    "note_rating",
    "open_conversation_page",
    "queue_messages",
    "reference_of",
    "register_host_key",
    "remind",
    "render_canned",
    "reopen",
    "reply",
    "resend",
    "resolve",
    "retire_host_key",
    "reveal",
    "save_canned",
    "save_draft",
    "save_view",
    "search",
    "set_waiting",
    "share_view",
    "sign_head",
    "snooze",
    "take",
    "tally",
    "unconfide",
    "unmerge",
    "verify_log",
    "wake",
    "warn",
    "words_of",
]
