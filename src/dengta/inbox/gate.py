"""Keep back what must not go out in the desk's name, before it is stored."""

from datetime import UTC, datetime

from dengta.inbox.errors import Withheld
from dengta.inbox.store import events as listed
from dengta.kernel.ids import ConversationId
from dengta.kernel.text import SafeText
from dengta.platform.db import Tx
from dengta.safety.public import Knowledge, examine

HEARD = 50
"""How many of the customer's latest messages are searched for what an answer may name again."""


async def let_out(tx: Tx, text: SafeText, conversation: ConversationId, *, knowledge: Knowledge) -> None:
    """Return when nothing speaks against sending a text to this conversation's customer; else raise `Withheld`."""
    said = await listed.last_from_customer(tx, conversation, since=datetime(1970, 1, 1, tzinfo=UTC), most=HEARD)
    objections = examine(text, knowledge=knowledge, heard=[message.body for message in said])
    if objections:
        raise Withheld(objections)
