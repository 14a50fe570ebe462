"""Write to colleagues, out of the customer's sight."""

import re
from dataclasses import dataclass, replace

from dengta.accounts.public import Actor, Staff, staff_list
from dengta.inbox.load import take_for
from dengta.inbox.model import Cell, Conversation, EventKind
from dengta.inbox.policy import as_actor, may_see, must_write
from dengta.inbox.say import Change, Said, say, worded
from dengta.inbox.store import drafts, mentions
from dengta.kernel.clock import Clock
from dengta.kernel.ids import StaffId
from dengta.platform.db import Database, Tx

MENTION = re.compile(r"(?<![\w@.])@([\w.+-]{1,80}(?:@[\w.-]{1,120})?)", re.ASCII)
MOST_MENTIONS = 20


@dataclass(frozen=True, slots=True)
class Noted:
    """Where the note stands, whom it told, and which names it could not tell: strangers, and those who may not see."""

    said: Said
    mentioned: tuple[StaffId, ...] = ()
    unreached: tuple[str, ...] = ()


async def note(reference: str, text: str, *, client_id: str, actor: Actor, db: Database, clock: Clock) -> Noted:
    """Store a note exactly once and tell those it mentions as `@login`; nothing is told to those who may not see it.

    Raises `NoSuchConversation`, `NotAllowed`, `EmptyMessage`, `ClientIdReused`, and safety's `TooLong`.
    """
    words = worded(text)
    async with db.transaction() as tx:
        before = await take_for(tx, reference, actor)
        must_write(actor)
        at = clock.now()
        said = await say(
            tx, before, words, kind=EventKind.NOTE, client_id=client_id, actor=actor, at=at, change=unchanged
        )
        await drafts.drop(tx, before.id, actor.staff_id, "note")
        if said.repeated or said.message_id is None:
            return Noted(said)
        told, unreached = await _mentioned(tx, words.body, before.cell)
        await mentions.add(tx, before.id, said.message_id, [person for person in told if person != actor.staff_id])
    return Noted(said, told, unreached)


def unchanged(conversation: Conversation) -> Change:
    """A note changes nothing about the conversation itself."""
    return replace(conversation), []


def names_in(text: str) -> list[str]:
    """Logins mentioned, folded, each once, in order; a full stop at the end belongs to the sentence."""
    found = (match[1].rstrip(".-+").lower() for match in MENTION.finditer(text))
    return list(dict.fromkeys(name for name in found if name))[:MOST_MENTIONS]


async def _mentioned(tx: Tx, text: str, cell: Cell) -> tuple[tuple[StaffId, ...], tuple[str, ...]]:
    names = names_in(text)
    if not names:
        return (), ()
    people = {person.login: person for person in await staff_list(tx) if person.active}
    people |= {login.partition("@")[0]: person for login, person in people.items()}
    told = [name for name in names if _reaches(people.get(name), cell)]
    return tuple(people[name].id for name in told), tuple(name for name in names if name not in told)


def _reaches(person: Staff | None, cell: Cell) -> bool:
    return person is not None and may_see(as_actor(person), cell)
