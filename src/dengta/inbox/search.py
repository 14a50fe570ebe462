"""Find conversations by reference or by what was said in them, through an actor."""

from dataclasses import dataclass, field, replace

from dengta.accounts.public import Actor, note_read, staff_names
from dengta.inbox.find_words import find_words
from dengta.inbox.reference import parse_reference
from dengta.inbox.store import lists, sight
from dengta.inbox.store.search import Hit
from dengta.inbox.views import Row
from dengta.inbox.words import asked, highlights
from dengta.kernel.clock import Clock
from dengta.kernel.ids import ConversationId
from dengta.kernel.text import SafeText
from dengta.platform.db import Database, Tx
from dengta.safety.public import stored as safe

MOST = 40
LONGEST = 200
BEFORE = 12
"""Characters shown before the first match: few, so that it is in sight in a narrow list."""
EXCERPT = 240


@dataclass(frozen=True, slots=True)
class Found:
    """A conversation and the words that matched: `marks` are places in `excerpt`, start and end.

    `number` is the message's place in the conversation; None when the reference matched.
    """

    row: Row
    excerpt: SafeText = field(repr=False)
    marks: tuple[tuple[int, int], ...]
    number: int | None


@dataclass(frozen=True, slots=True)
class Results:
    """What was found, the latest message first. `next` goes on where the search stopped; None when it saw everything.

    A page may hold less than was asked for and still go on.
    """

    items: tuple[Found, ...]
    next: int | None = None


async def search(
    query: str, *, actor: Actor, db: Database, clock: Clock, before: int | None = None, limit: int = MOST
) -> Results:
    """Conversations the actor may see that carry this reference, or hold all these words in one message or note.

    A reference is understood with or without its dashes and prefix. Each search is counted and audited; what was asked
    is not. An empty question finds nothing.
    """
    query = query[:LONGEST]
    limit = min(max(limit, 1), MOST)
    async with db.transaction() as tx:
        await note_read(tx, actor, None, "search")
        reference = parse_reference(query)
        if reference is not None and before is None:
            exact = await _by_reference(tx, reference, actor, clock)
            if exact:
                return Results(exact)
        words = asked(query)
        if not words:
            return Results(())
        hits, further = await find_words(tx, words, actor=actor, before=before, wanted=limit)
        rows = await _rows(tx, [hit.conversation_id for hit in hits], actor, clock)
    items = tuple(_found(hit, rows[hit.conversation_id], query) for hit in hits if hit.conversation_id in rows)
    return Results(items, further)


async def _by_reference(tx: Tx, reference: str, actor: Actor, clock: Clock) -> tuple[Found, ...]:
    number = await sight.find_visible(tx, reference, actor)
    rows = await _rows(tx, [number] if number is not None else [], actor, clock)
    return tuple(Found(row, row.excerpt, (), None) for row in rows.values())


async def _rows(tx: Tx, conversations: list[ConversationId], actor: Actor, clock: Clock) -> dict[ConversationId, Row]:
    if not conversations:
        return {}
    rows = await lists.these(tx, conversations, actor=actor, now=clock.now())
    names = await staff_names(tx, sorted({row.assignee_id for row in rows if row.assignee_id is not None}))
    return {row.id: replace(row, assignee=names.get(row.assignee_id) if row.assignee_id else None) for row in rows}


def _found(hit: Hit, row: Row, query: str) -> Found:
    excerpt, marks = excerpt_of(hit.body, query)
    return Found(row, excerpt, marks, hit.number)


def excerpt_of(body: SafeText, query: str) -> tuple[SafeText, tuple[tuple[int, int], ...]]:
    """The part of a message around the first place that matched, and the places in that part."""
    spans = highlights(body, query)
    start = max(spans[0][0] - BEFORE, 0) if spans else 0
    lead = "…" if start else ""
    part = safe(lead + body[start : start + EXCERPT])
    shift = start - len(lead)
    marks = tuple((first - shift, min(last - shift, len(part))) for first, last in spans if first - shift < len(part))
    return part, marks
