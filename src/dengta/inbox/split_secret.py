"""A secret sent in several messages: one of them gives it away, and the parts that came before are taken out again."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from dengta.inbox.events import MessageAmended
from dengta.inbox.model import Message
from dengta.inbox.store import events as stored
from dengta.kernel.ids import ConversationId
from dengta.platform import outbox
from dengta.platform.db import Tx
from dengta.safety.public import Redaction

SPLIT_WITHIN = timedelta(hours=1)
LOOKED_BACK = 40
"""How many of the customer's last messages may hold parts of one secret: the longest phrase, a word in each."""


async def take_out(
    tx: Tx, conversation: ConversationId, earlier: Sequence[Message], parts: Mapping[int, Redaction]
) -> None:
    """Leave of each earlier message what `parts` says, by its place; whoever kept its words looks again."""
    for place, left in sorted(parts.items()):  # in the order in which the index takes messages
        message = earlier[place]
        await stored.amend(tx, message.id, left.text, tuple(kind.value for kind in left.kinds))
        await outbox.append(tx, [MessageAmended(int(conversation), message.number, int(message.id))])
