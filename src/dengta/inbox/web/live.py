"""A conversation's live stream, as its customer may see it."""

from collections.abc import Awaitable, Callable
from typing import Any

from dengta.inbox.case import Key, news
from dengta.inbox.model import Conversation, EventKind
from dengta.inbox.protocols import Labels
from dengta.inbox.web.showing import event_shape
from dengta.platform.db import Database
from dengta.platform.i18n import Language
from dengta.platform.sse import Last, frame

FIELDS = frozenset({"name", "online", "until", "read_by_staff"})
MOVES = frozenset({EventKind.MERGED, EventKind.UNMERGED})
SHOWN = frozenset({"typing", "presence", "seen"})


class CaseSource:
    """Shows a customer what is new in their conversation, from the event number they have seen.

    `prove` is asked before anything new is shown, and raises when whoever listens may not any more.
    """

    __slots__ = ("_conversation", "_cursor", "_db", "_key", "_labels", "_language", "_prove")

    def __init__(
        self,
        conversation: Conversation,
        key: Key,
        cursor: int,
        *,
        db: Database,
        labels: Labels,
        language: Language,
        prove: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        self._conversation, self._key, self._cursor, self._prove = conversation, key, cursor, prove
        self._db, self._labels, self._language = db, labels, language

    async def unseen(self) -> bytes:
        """Events after the cursor, framed; the cursor moves past them.

        A merge or its undoing is the last of a stream: where the case goes on is found, with its numbers, anew.
        """
        case = await news(self._conversation, self._key, db=self._db, after=self._cursor)
        if case.events and self._prove is not None:
            await self._prove()
        shown = [
            frame("event", event_shape(case, event, self._labels, self._language), number=event.number)
            for event in case.events
        ]
        if case.events:
            self._cursor = case.events[-1].number
        if any(event.kind in MOVES for event in case.events):
            raise Last(b"".join(shown))
        return b"".join(shown)

    def sign(self, sign: dict[str, Any]) -> bytes:
        """Typing, presence and read marks; anything else is not for customers."""
        kind = sign.get("kind")
        if kind not in SHOWN or sign.get("from") == "customer":
            return b""
        return frame(str(kind), {name: value for name, value in sign.items() if name in FIELDS})
