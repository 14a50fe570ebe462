"""Ask again who somebody is, for whatever stays open longer than a request (I21, I23)."""

from datetime import datetime, timedelta

from dengta.accounts.errors import Unauthenticated
from dengta.accounts.model import Actor, Role
from dengta.accounts.sessions import IDLE, LONGEST
from dengta.accounts.store import sessions as session_store
from dengta.accounts.store import tokens as token_store
from dengta.kernel.clock import Clock
from dengta.kernel.ids import GroupId
from dengta.platform.db import Database


class Standing:
    """The actor of an open stream. Their roles and groups are those of now, not of when it was opened.

    `every` is how long an answer is good for: nothing for a stream that carries words, a little for one that only
    says that something changed.
    """

    __slots__ = ("_actor", "_asked_at", "_clock", "_db", "_every")

    def __init__(self, actor: Actor, *, every: timedelta, db: Database, clock: Clock) -> None:
        self._actor, self._every, self._db, self._clock = actor, every, db, clock
        self._asked_at = clock.now()

    @property
    def last(self) -> Actor:
        """The actor as last heard of, for decisions that cannot wait."""
        return self._actor

    async def actor(self) -> Actor:
        """The actor as they stand now. Raises `Unauthenticated` once session, token or person no longer count."""
        now = self._clock.now()
        if now - self._asked_at >= self._every:
            self._actor = await self._ask(now)
            self._asked_at = now
        return self._actor

    async def _ask(self, at: datetime) -> Actor:
        actor = self._actor
        found: session_store.Bearer | token_store.Maker | None
        async with self._db.snapshot() as tx:
            if actor.token_id is not None:
                found = await token_store.find_bearer(tx, actor.token_id)
            elif actor.session_id is not None:
                found = await session_store.find_bearer_of(
                    tx, actor.session_id, seen_after=at - IDLE, created_after=at - LONGEST
                )
            else:
                return actor
        if found is None:
            raise Unauthenticated
        return Actor(
            actor.staff_id,
            found.name,
            frozenset(Role(role) for role in found.roles),
            frozenset(GroupId(group) for group in found.groups),
            session_id=actor.session_id,
            token_scopes=actor.token_scopes,
            token_id=actor.token_id,
        )
