"""Keep what staff are in the middle of writing."""

from dengta.accounts.public import Actor
from dengta.inbox.load import find_for
from dengta.inbox.policy import must_write
from dengta.inbox.store import drafts
from dengta.inbox.store.drafts import Draft, DraftKind
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.safety.public import redact


async def save_draft(
    reference: str, text: str, *, kind: DraftKind = "message", actor: Actor, db: Database, clock: Clock
) -> None:
    """Keep the writer's draft of this conversation in the place of the one before; blank words forget it.

    Secrets are taken out as from a message. A helper's draft of a message is a suggestion that colleagues see. Raises
    `NoSuchConversation`, `NotAllowed`, and safety's `TooLong`.
    """
    words = redact(text).text
    async with db.transaction() as tx:
        conversation = await find_for(tx, reference, actor)
        must_write(actor)
        if words.strip():
            await drafts.save(tx, conversation.id, actor.staff_id, kind, words, clock.now())
        else:
            await drafts.drop(tx, conversation.id, actor.staff_id)


async def load_draft(reference: str, *, actor: Actor, db: Database) -> Draft | None:
    """The actor's own draft, if there is one; raises `NoSuchConversation`."""
    async with db.transaction() as tx:
        conversation = await find_for(tx, reference, actor)
        own = [draft for draft in await drafts.drafts(tx, conversation.id) if draft.staff_id == actor.staff_id]
    return own[0] if own else None
