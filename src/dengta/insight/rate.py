"""Rate how a question was answered."""

from dengta.inbox.public import Conversation, Desk, note_rating, take
from dengta.insight import store
from dengta.insight.errors import BadRating, NotResolvedYet, RatingClosed
from dengta.insight.model import Given, Rating, Resolution, is_bad
from dengta.insight.texts import summary
from dengta.kernel.clock import Clock
from dengta.platform.db import Database
from dengta.safety.public import LIMIT, clip, redact

LONGEST = 2_000
MARKS = range(1, 6)


async def rate(conversation: Conversation, given: Given, *, db: Database, desk: Desk, clock: Clock) -> Rating:
    """Keep the rating of the last resolution; within seven days another one takes its place.

    The caller has proven that it is the customer's. A bad rating calls the leads with a note; one that says that
    nothing was solved opens the conversation again with a fresh promise. Raises `BadRating`, `NotResolvedYet`,
    `RatingClosed`.
    """
    if given.speed not in MARKS or given.professionalism not in MARKS:
        raise BadRating
    words = clip(redact(given.words[:LIMIT]).text, LONGEST)  # cut after it is cleaned: half a secret is none to safety
    async with db.transaction() as tx:
        at = clock.now()
        before = await take(tx, conversation.id)
        last = await store.find_latest(tx, before.id)
        resolved_at = before.resolved_at or (last.resolved_at if last else None)
        if resolved_at is None:
            raise NotResolvedYet
        again = last is not None and last.resolved_at == resolved_at
        if again and last is not None and not last.changeable(at):
            raise RatingClosed
        first = last.rated_at if again and last is not None else at
        rating = Rating(given.speed, given.professionalism, given.resolution, words, resolved_at, first, at)
        await store.save(tx, _values(before, rating))
        called = is_bad(rating) and not (again and last is not None and is_bad(last))
        await note_rating(
            tx,
            before,
            again=again,
            calls=summary(rating, before.language) if called else None,
            reopens=rating.resolution is Resolution.NO,
            desk=desk,
            at=at,
        )
    return rating


async def find_rating(conversation: Conversation, *, db: Database) -> Rating | None:
    """What the customer said last, if anything."""
    async with db.transaction() as tx:
        return await store.find_latest(tx, conversation.id)


def _values(before: Conversation, rating: Rating) -> dict[str, object]:
    return {
        "conversation": before.id,
        "resolved_at": rating.resolved_at,
        "group": before.group_id,
        "staff": before.assignee_id,
        "speed": rating.speed,
        "professionalism": rating.professionalism,
        "resolution": rating.resolution.value,
        "words": rating.words,
        "at": rating.changed_at,
    }
