"""Follow a conversation that is open before a colleague's eyes."""

from dengta.accounts.public import Actor
from dengta.inbox.load import find_for
from dengta.inbox.model import Conversation
from dengta.inbox.open_page import Moment, timeline
from dengta.platform.db import Database


async def follow(reference: str, after: int, *, actor: Actor, db: Database) -> tuple[Conversation, tuple[Moment, ...]]:
    """The conversation and what happened in it after an event number, as far as the actor may see it now.

    Opening was counted when the page was opened; following it is not counted again. Raises `NoSuchConversation`.
    """
    async with db.snapshot() as tx:
        conversation = await find_for(tx, reference, actor)
        moments, _ = await timeline(tx, conversation, after)
    return conversation, moments
