"""Views that people make for themselves, or leads for everyone: a view narrowed by a filter, under a name."""

from dataclasses import dataclass

from dengta.accounts.public import Actor, audit, may_see_desk
from dengta.inbox.errors import BadName, NoSuchView, TooMany
from dengta.inbox.policy import must_lead
from dengta.inbox.store import saved_views as stored
from dengta.inbox.store.saved_views import SavedView
from dengta.inbox.views import Filter, View
from dengta.platform.db import Database
from dengta.safety.public import redact

LONGEST_NAME = 60
MOST = 50


@dataclass(frozen=True, slots=True)
class ViewText:
    """A view as its maker describes it."""

    name: str
    view: View
    narrowed: Filter


async def list_saved_views(*, actor: Actor, db: Database) -> list[SavedView]:
    """The actor's own views and those for everyone, in order. What they show, `list_conversations` says."""
    if not may_see_desk(actor):
        return []
    async with db.transaction() as tx:
        return await stored.every(tx, actor.staff_id)


async def find_saved_view(saved: int, *, actor: Actor, db: Database) -> SavedView:
    """One of the actor's views or of those for everyone; raises `NoSuchView`."""
    found = [view for view in await list_saved_views(actor=actor, db=db) if view.id == saved]
    if not found:
        raise NoSuchView
    return found[0]


async def save_view(text: ViewText, *, actor: Actor, db: Database) -> int:
    """Keep a view for oneself; returns its number. Raises `NoSuchView` for those who may not see the desk, `BadName`,
    and `TooMany`."""
    if not may_see_desk(actor):
        raise NoSuchView
    name = named(text.name)
    async with db.transaction() as tx:
        if await stored.count(tx, actor.staff_id) >= MOST:
            raise TooMany
        return await stored.add(tx, actor.staff_id, name, text.view, text.narrowed)


async def share_view(text: ViewText, *, actor: Actor, db: Database) -> int:
    """Keep a view for everyone; leads and administrators only. Raises `NotAllowed`, `BadName`, `TooMany`."""
    must_lead(actor)
    name = named(text.name)
    async with db.transaction() as tx:
        if await stored.count(tx, None) >= MOST:
            raise TooMany
        number = await stored.add(tx, None, name, text.view, text.narrowed)
        await audit.record(tx, actor=actor, action="view.shared", subject="view", subject_id=number)
    return number


async def delete_view(saved: int, *, actor: Actor, db: Database) -> None:
    """Forget one's own view, or as a lead one for everyone. Raises `NoSuchView`, `NotAllowed`."""
    found = await find_saved_view(saved, actor=actor, db=db)
    if found.shared:
        must_lead(actor)
    async with db.transaction() as tx:
        await stored.delete(tx, saved)
        await audit.record(tx, actor=actor, action="view.deleted", subject="view", subject_id=saved)


def named(name: str) -> str:
    """The name as it is kept; raises `BadName` when it is empty or too long."""
    kept = redact(name).text.strip()
    if not 0 < len(kept) <= LONGEST_NAME:
        raise BadName
    return kept
