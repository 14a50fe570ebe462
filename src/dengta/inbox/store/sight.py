"""Whether a conversation is there for an actor."""

from dengta.accounts.public import Actor
from dengta.inbox.scope import scope, scoped
from dengta.kernel.ids import ConversationId
from dengta.platform.db import Tx

FIND_VISIBLE = scoped("select c.id from inbox_conversation c where c.reference = %(reference)s and {scope}")
REFERENCE = scoped("select c.reference from inbox_conversation c where c.id = %(id)s and {scope}")
TAKE_VISIBLE = FIND_VISIBLE + " for no key update"


async def find_visible(tx: Tx, reference: str, actor: Actor) -> ConversationId | None:
    """The id of the conversation that carries this reference, or None when there is none for this actor."""
    found = await (await tx.execute(FIND_VISIBLE, {"reference": reference, **scope(actor)})).fetchone()
    return ConversationId(found[0]) if found else None


async def take_visible(tx: Tx, reference: str, actor: Actor) -> ConversationId | None:
    """As `find_visible`, locked until commit; whoever waited for the lock is judged by what stands afterwards."""
    found = await (await tx.execute(TAKE_VISIBLE, {"reference": reference, **scope(actor)})).fetchone()
    return ConversationId(found[0]) if found else None


async def reference(tx: Tx, conversation: ConversationId, actor: Actor) -> str | None:
    """The reference of a conversation, or None when there is none for this actor."""
    found = await (await tx.execute(REFERENCE, {"id": conversation, **scope(actor)})).fetchone()
    return str(found[0]) if found else None
