"""Tell other modules what customers said of the answers they got."""

from collections.abc import Mapping, Sequence
from typing import Any

from dengta.insight import store
from dengta.kernel.ids import ConversationId
from dengta.platform.db import Tx


class KeptRatings:
    """The inbox's `Ratings`: marks and words as they stand, for the person they are of."""

    async def of(self, tx: Tx, conversations: Sequence[ConversationId]) -> Mapping[int, Sequence[Mapping[str, Any]]]:
        """The ratings of these conversations, by conversation; those without one are not in it."""
        return await store.given_in(tx, conversations)
