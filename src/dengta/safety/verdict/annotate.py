"""A message with a verdict on each link, address and account in it, for whoever shows messages."""

from collections.abc import Collection
from dataclasses import dataclass, field

from dengta.safety.verdict.check import look
from dengta.safety.verdict.lists import Lists
from dengta.safety.verdict.model import Sort, Verdict
from dengta.safety.verdict.official import Official
from dengta.safety.verdict.recognise import recognise


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message: words as they were written, or a thing made harmless to show with its verdict."""

    text: str = field(repr=False)
    verdict: Verdict | None = None


def annotate(text: str, sorts: Collection[Sort] = frozenset(Sort), *, lists: Lists, official: Official) -> list[Piece]:
    """The whole of a safe text in order, things of `sorts` told from words and written as `Verdict.shown`."""
    found = [thing for thing in recognise(text, refanged=True)[0] if thing.sort in sorts]
    one = look(found, lists=lists, official=official)
    pieces, at = [], 0
    for thing in found:
        verdict = one.at(thing)
        pieces += [Piece(text[at : thing.start]), Piece(verdict.shown, verdict)]
        at = thing.end
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text or piece.verdict]
