"""Walk back through what was said until enough is found, at a cost that neither common nor rare words can drive up.

Common words are found among the latest messages by reading them. Rarer ones are looked up in the index, one stretch of
time after the other. What a look may cost is bounded; when the bound is met, the walk says where it stopped.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dengta.accounts.public import Actor
from dengta.inbox.store import search as stored
from dengta.inbox.store.search import BUCKET_BITS, Hit, bucket
from dengta.platform.db import Tx

READ = 4_000
"""Messages read at a time when a word is common."""
COMMON = 40
"""A word is common when so many of the messages read hold it: one in a hundred."""
READS = 3
AT_ONCE = 16
BUCKETS = 128
PER_BUCKET = 2_000
LOOK = 80


@dataclass(slots=True)
class Walk:
    """Where a walk stands: what was found, and the message below which nothing has been looked at yet."""

    hits: list[Hit]
    low: int
    wanted: int

    @property
    def enough(self) -> bool:
        return len(self.hits) >= self.wanted


async def find_words(
    tx: Tx, words: Sequence[str], *, actor: Actor, before: int | None, wanted: int
) -> tuple[list[Hit], int | None]:
    """Up to `wanted` conversations by their latest message that holds all the words, the latest first.

    Also where to go on: None when everything has been looked at. A page may come short of `wanted` and still go on,
    when the actor may see little of what there is.
    """
    top = min(before or 2**62, await stored.newest(tx) + 1)
    walk = Walk([], top, wanted)
    for _ in range(READS):
        low = max(walk.low - READ, 0)
        held = await stored.recent(tx, words, low, walk.low)
        await _look(tx, walk, held, words, actor)
        walk.low = low if not walk.enough else walk.hits[wanted - 1].message_id
        if walk.enough or len(held) < COMMON or walk.low == 0:
            break
    else:
        return walk.hits, walk.low
    if not walk.enough and walk.low > 0:
        await _look_up(tx, walk, words, actor)
    return walk.hits[:wanted], walk.low or None


async def _look_up(tx: Tx, walk: Walk, words: Sequence[str], actor: Actor) -> None:
    """Go on in the index: one bucket first, then twice as many each time, since a rarer word needs a longer stretch."""
    first = (walk.low - 1) >> BUCKET_BITS
    end = max(first - BUCKETS, -1)
    width = 1
    while first > end and not walk.enough:
        last = max(first - width, end)
        marks = [bucket(number << BUCKET_BITS) for number in range(first, last, -1)]
        held = await stored.in_buckets(tx, words, marks, high=walk.low, most=PER_BUCKET)
        await _look(tx, walk, held, words, actor)
        walk.low = walk.hits[walk.wanted - 1].message_id if walk.enough else (last + 1) << BUCKET_BITS
        first, width = last, min(width * 2, AT_ONCE)


async def _look(tx: Tx, walk: Walk, held: Sequence[int], words: Sequence[str], actor: Actor) -> None:
    """See which of the messages found the actor may see, until there are enough."""
    for start in range(0, len(held), LOOK):
        if walk.enough:
            return
        walk.hits += await stored.visible(tx, held[start : start + LOOK], words, actor)
