"""Replies that everyone may use, kept in both languages, their variables filled in for the customer at hand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dengta.accounts.public import Actor, audit, may_see_desk
from dengta.inbox.errors import BadCanned, NoSuchCanned, Withheld
from dengta.inbox.load import find_for
from dengta.inbox.model import Conversation
from dengta.inbox.policy import must_lead
from dengta.inbox.store import canned as stored
from dengta.inbox.store.canned import Canned
from dengta.inbox.texts import moment
from dengta.kernel.clock import Clock
from dengta.kernel.ids import GroupId
from dengta.kernel.text import SafeText
from dengta.platform.db import Database
from dengta.platform.i18n import Language
from dengta.safety.public import Knowledge, examine, redact, trusted
from dengta.safety.public import stored as stored_text

VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
SHORTCUT = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
VARIABLES = ("customer_name", "reference", "agent_name", "expected")
NAMELESS: Mapping[Language, SafeText] = {"en": trusted("there"), "zh_Hans": trusted("")}
"""How a customer is called whose name the desk does not know: "Hello there", and plainly 您好."""


@dataclass(frozen=True, slots=True)
class CannedText:
    """A canned reply as a lead writes it."""

    shortcut: str
    title_zh: str
    title_en: str
    body_zh: str = field(repr=False)
    body_en: str = field(repr=False)
    group_id: GroupId | None = None


async def list_canned(*, actor: Actor, db: Database) -> list[Canned]:
    """Every canned reply, by shortcut; none for those who may not see the desk."""
    if not may_see_desk(actor):
        return []
    async with db.transaction() as tx:
        return await stored.every(tx)


async def render_canned(canned: int, reference: str, *, actor: Actor, db: Database) -> SafeText:
    """A canned reply in the customer's language with everything filled in but their name, which `reply` fills in.

    So nobody learns a masked name by asking for a reply they do not send. Raises `NoSuchConversation`, `NoSuchCanned`.
    """
    async with db.transaction() as tx:
        conversation = await find_for(tx, reference, actor)
        found = await stored.find(tx, canned)
    if found is None:
        raise NoSuchCanned
    body = found.body_zh if conversation.language == "zh_Hans" else found.body_en
    return fill(body, known(conversation, actor))


def known(conversation: Conversation, actor: Actor) -> dict[str, SafeText]:
    """What may be filled in before it is sent."""
    due = conversation.next_update_due
    return {
        "reference": trusted(conversation.reference),
        "agent_name": redact(actor.name).text,
        "expected": trusted(moment(due) if due is not None else ""),
    }


def fill(text: SafeText, values: Mapping[str, SafeText]) -> SafeText:
    """The text with the variables that are known filled in; the others stay as they are."""
    return stored_text(VARIABLE.sub(lambda found: values.get(found[1], found[0]), text))


async def save_canned(
    text: CannedText,
    *,
    replaces: int | None = None,
    actor: Actor,
    db: Database,
    clock: Clock,
    knowledge: Knowledge,
) -> int:
    """Keep a canned reply, new or in the place of one; returns its number. Leads and administrators only.

    Raises `NotAllowed`, `NoSuchCanned`, `BadCanned` for a shortcut that is malformed or taken, for words missing in one
    language and for variables nobody fills in, `Withheld` for words that must not go out, and safety's `TooLong`.
    """
    must_lead(actor)
    words = purified(text)
    objections = [each for body in (words["body_zh"], words["body_en"]) for each in examine(body, knowledge=knowledge)]
    if objections:
        raise Withheld(objections)
    async with db.transaction() as tx:
        values = {"shortcut": text.shortcut, "group_id": text.group_id, "at": clock.now(), **words}
        number = await stored.save(tx, values, replaces)
        if number is None:
            raise NoSuchCanned if replaces is not None and not await stored.taken(tx, text.shortcut) else BadCanned
        await audit.record(tx, actor=actor, action="canned.saved", subject="canned", subject_id=number)
    return number


async def delete_canned(canned: int, *, actor: Actor, db: Database) -> None:
    """Forget a canned reply; what was sent with it stays sent. Raises `NotAllowed`, `NoSuchCanned`."""
    must_lead(actor)
    async with db.transaction() as tx:
        if not await stored.delete(tx, canned):
            raise NoSuchCanned
        await audit.record(tx, actor=actor, action="canned.deleted", subject="canned", subject_id=canned)


def purified(text: CannedText) -> dict[str, SafeText]:
    """The words of a canned reply as they are stored; raises `BadCanned`."""
    words = {name: redact(getattr(text, name)).text for name in ("title_zh", "title_en", "body_zh", "body_en")}
    used = {name for body in words.values() for name in VARIABLE.findall(body)}
    if not SHORTCUT.fullmatch(text.shortcut) or not all(body.strip() for body in words.values()):
        raise BadCanned("a shortcut of small letters, digits, - and _; a title and a body in both languages")
    if used - set(VARIABLES):
        raise BadCanned(f"variables are {', '.join(VARIABLES)}")
    return words
