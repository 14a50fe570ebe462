"""Tell other modules what customers said of the answers they got."""

from collections.abc import Mapping, Sequence
from typing import Any

from dengta.inbox.public import Conversation
from dengta.insight import store
from dengta.insight.model import Rating
from dengta.insight.rate import find_rating
from dengta.kernel.ids import ConversationId
from dengta.platform.db import Database, Tx


class KeptRatings:
    """The inbox's `Ratings`: marks and words as they stand, for the person they are of."""

    async def of(self, tx: Tx, conversations: Sequence[ConversationId]) -> Mapping[int, Sequence[Mapping[str, Any]]]:
        """The ratings of these conversations, by conversation; those without one are not in it."""
        return await store.given_in(tx, conversations)

    async def last(self, conversation: Conversation, *, db: Database) -> Rating | None:
        """What the customer said last of this conversation, if anything."""
        return await find_rating(conversation, db=db)
