"""Conversations found through an actor: what they may not see is not there."""

from dengta.accounts.public import Actor
from dengta.inbox.chronicle import NoSuchConversation, take
from dengta.inbox.errors import MergedAway
from dengta.inbox.model import Conversation
from dengta.inbox.reference import parse_reference
from dengta.inbox.store import conversations as stored
from dengta.inbox.store import sight
from dengta.platform.db import Tx


async def take_for(tx: Tx, reference: str, actor: Actor) -> Conversation:
    """The conversation, locked until commit; raises `NoSuchConversation` when there is none for this actor.

    The scope is asked again once the lock is held, so that what became confidential meanwhile is gone.
    """
    found = await sight.take_visible(tx, canonical(reference), actor)
    if found is None:
        raise NoSuchConversation
    return await take(tx, found)


async def take_live(tx: Tx, reference: str, actor: Actor) -> Conversation:
    """As `take_for`, and raises `MergedAway` when the conversation goes on in another one."""
    found = await take_for(tx, reference, actor)
    if found.merged_into is not None:
        raise MergedAway
    return found


async def find_for(tx: Tx, reference: str, actor: Actor) -> Conversation:
    """The conversation as it stands, not locked; raises `NoSuchConversation` when there is none for this actor."""
    if await sight.find_visible(tx, canonical(reference), actor) is None:
        raise NoSuchConversation
    found = await stored.find_by_reference(tx, canonical(reference))
    if found is None:
        raise NoSuchConversation
    return found


def canonical(reference: str) -> str:
    """A reference as it is kept, however it was typed in; what is none finds nothing."""
    typed = "".join(sign for sign in reference[:80] if sign.isprintable())
    return parse_reference(typed) or typed.strip().upper()[:40]
