"""What the inbox tells: ids and enums, never words."""

from dataclasses import dataclass

from dengta.kernel.events import Event


@dataclass(frozen=True, slots=True)
class InConversation(Event):
    """Something happened in a conversation; wakes its own stream and the staff's.

    `number` is the conversation event it is about.
    """

    conversation_id: int
    number: int

    def streams(self) -> tuple[str, ...]:
        return (f"conversation:{self.conversation_id}", "staff")


@dataclass(frozen=True, slots=True)
class ConversationOpened(InConversation):
    """A customer wrote for the first time; `message_id` holds the words, `after` is its first cell in the counters."""

    topic = "inbox.conversation_opened"
    message_id: int
    lane: str
    after: list[object]


@dataclass(frozen=True, slots=True)
class MessageReceived(InConversation):
    """A customer wrote again."""

    topic = "inbox.message_received"
    message_id: int


@dataclass(frozen=True, slots=True)
class MessageAmended(InConversation):
    """Words were taken out of a message after it was stored: half of a secret. Whoever kept them looks again."""

    topic = "inbox.message_amended"
    message_id: int


@dataclass(frozen=True, slots=True)
class MessageSent(InConversation):
    """Staff or the desk itself wrote to the customer."""

    topic = "inbox.message_sent"
    message_id: int


@dataclass(frozen=True, slots=True)
class NoteAdded(InConversation):
    """Staff wrote to each other. Customers' streams are not woken."""

    topic = "inbox.note_added"
    message_id: int

    def streams(self) -> tuple[str, ...]:
        return (f"staff:conversation:{self.conversation_id}", "staff")


@dataclass(frozen=True, slots=True)
class ConversationChanged(InConversation):
    """Status, group, assignee, lane or confidentiality changed; `kind` says how, as the conversation's event does."""

    topic = "inbox.conversation_changed"
    kind: str


@dataclass(frozen=True, slots=True)
class SecretExposed(InConversation):
    """Secrets were removed from what a customer sent; `kinds` are codes."""

    topic = "inbox.secret_exposed"
    kinds: list[str]

    def streams(self) -> tuple[str, ...]:
        return (f"staff:conversation:{self.conversation_id}", "staff")


@dataclass(frozen=True, slots=True)
class Tallied(Event):
    """A conversation moved between cells of the counters. `before` or `after` is None when it was or is nowhere."""

    topic = "inbox.tallied"
    before: list[object] | None
    after: list[object] | None


@dataclass(frozen=True, slots=True)
class SeenByCustomer(Event):
    """The customer's device has received or shown messages up to a number."""

    topic = "inbox.seen_by_customer"
    conversation_id: int
    delivered: int
    read: int

    def streams(self) -> tuple[str, ...]:
        return (f"conversation:{self.conversation_id}", "staff")


@dataclass(frozen=True, slots=True)
class SeenByStaff(Event):
    """Somebody who answers customers has been shown everything up to a number."""

    topic = "inbox.seen_by_staff"
    conversation_id: int
    read: int

    def streams(self) -> tuple[str, ...]:
        return (f"conversation:{self.conversation_id}", "staff")


@dataclass(frozen=True, slots=True)
class WordsForgotten(Event):
    """The words of these conversations had been kept long enough and are gone; whoever keeps more of them follows."""

    topic = "inbox.words_forgotten"
    conversations: list[int]


@dataclass(frozen=True, slots=True)
class CustomerErased(Event):
    """A customer's words were replaced for ever in these conversations; whoever keeps more of them does the same."""

    topic = "inbox.customer_erased"
    conversations: list[int]
