"""A conversation's live stream, as staff may see it."""

from datetime import timedelta
from typing import Any

from dengta.accounts.public import Actor, Standing
from dengta.inbox.chronicle import NoSuchConversation
from dengta.inbox.follow import follow
from dengta.inbox.web.staff_showing import moment_shape
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.platform.sse import frame

SHOWN = frozenset({"typing", "presence"})
FIELDS = frozenset({"name", "from", "until", "online"})
GONE = b"event: bye\ndata: {}\n\n"


class FollowSource:
    """Shows a colleague what is new, asking again each time whether they may still see it (I21, I23)."""

    __slots__ = ("_cursor", "_db", "_in_sight", "_reference", "_standing")

    def __init__(self, reference: str, cursor: int, *, actor: Actor, db: Database, clock: Clock) -> None:
        self._reference, self._cursor, self._db = reference, cursor, db
        self._in_sight = False
        self._standing = Standing(actor, every=timedelta(), db=db, clock=clock)

    async def unseen(self) -> bytes:
        """Events after the cursor, framed; a goodbye once the conversation is out of sight."""
        try:
            actor = await self._standing.actor()
            _, moments = await follow(self._reference, self._cursor, actor=actor, db=self._db)
        except NoSuchConversation:
            self._in_sight = False
            return GONE
        self._in_sight = True
        if moments:
            self._cursor = moments[-1].event.number
        return b"".join(frame("event", moment_shape(one), number=one.event.number) for one in moments)

    def sign(self, sign: dict[str, Any]) -> bytes:
        """Who is typing or here, as long as the conversation was in sight when last asked."""
        if not self._in_sight or sign.get("kind") not in SHOWN:
            return b""
        return frame(str(sign["kind"]), {name: value for name, value in sign.items() if name in FIELDS})
