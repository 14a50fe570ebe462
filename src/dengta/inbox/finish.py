"""The customer says that it is solved."""

from dengta.inbox import chronicle
from dengta.inbox.enact import resolved
from dengta.inbox.model import Audience, Entry, EventKind, Status
from dengta.kernel.clock import Clock
from dengta.kernel.ids import ConversationId
from dengta.platform.db import Database


async def finish(conversation: ConversationId, *, db: Database, clock: Clock) -> None:
    """Close a conversation at its customer's word; one that is closed stays as it is.

    The caller has proven that it is theirs. A further message opens it again, as always.
    """
    async with db.transaction() as tx:
        before = await chronicle.take(tx, conversation)
        if before.status is Status.RESOLVED:
            return
        at = clock.now()
        body = {"status": Status.RESOLVED.value, "was": before.status.value, "by": "customer"}
        entry = Entry(EventKind.STATUS, Audience.EVERYONE, body=body)
        await chronicle.write(tx, before, resolved(before, at), [entry], at=at)
