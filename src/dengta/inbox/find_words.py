"""Walk back through what was said until enough is found, at a cost that neither common nor rare words can drive up.

The index is cut into stretches of time. A stretch costs no more than the messages in it, and next to nothing when it
does not hold the words; the walk takes few at first and ever more. What one search may cost is bounded; when a bound is
met, the walk says where it stopped.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dengta.accounts.public import Actor
from dengta.inbox.store import search as stored
from dengta.inbox.store.search import Candidate, Hit, stretch_of
from dengta.platform.db import Tx

FIRST = 4
WIDER = 4
"""So many times as many in each step: a rarer word needs a longer look back."""
DEEPEST = 1_024
"""Stretches one search goes back: sixteen million messages."""
MOST = 4_000
"""Messages holding the words that one search looks at, for someone who may see few of them."""
AT_ONCE = 200
"""Of them taken from the index in the first step."""
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
    walk = Walk([], min(before or 2**62, await stored.newest(tx) + 1), wanted)
    latest = stretch_of(walk.low - 1)
    end = max(latest - DEEPEST, -1)
    left, width, step = MOST, FIRST, AT_ONCE
    while latest > end and left > 0 and not walk.enough:
        until = max(latest - width, end)
        step = min(step, left)
        held = await stored.in_stretches(tx, words, range(latest, until, -1), high=walk.low, most=step)
        await _look(tx, walk, held, words, actor)
        left -= len(held)
        if len(walk.hits) >= wanted:
            walk.low = walk.hits[wanted - 1].message_id
        elif len(held) == step:
            walk.low, step = held[-1].message_id, step * WIDER
        else:
            walk.low, width = stored.first_of(until + 1), width * WIDER
        latest = stretch_of(walk.low - 1)
    return walk.hits[:wanted], walk.low or None


async def _look(tx: Tx, walk: Walk, held: Sequence[Candidate], words: Sequence[str], actor: Actor) -> None:
    """See which of the messages found the actor may see, until there are enough: more at once the fewer they see."""
    start, many = 0, LOOK
    while start < len(held) and not walk.enough:
        walk.hits += await stored.visible(tx, held[start : start + many], words, actor)
        start, many = start + many, many * 2
