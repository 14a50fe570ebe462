"""Finds secrets in cleaned text. One file a family, one registry: `FAMILIES`.

Known not to be caught: words spelled backwards, with spaces between their letters or with digits for letters; fewer
than six words; about one in fourteen Chinese phrases without spaces; a bare
ed25519 seed in base58, which looks like a Solana address.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from dengta.safety.detect import glued, han, labelled, phrases, structures, tokens
from dengta.safety.detect.fold import Folded
from dengta.safety.model import Certainty, Secret, Span

Family = Callable[[Folded], Iterable[Span]]
"""Given `before` and the text in one, yields spans anywhere in it, in any order, overlapping or not, in linear time."""

FAMILIES: Sequence[Family] = (phrases.find, han.find, glued.find, tokens.find, structures.find, labelled.find)

_KINDS, _CERTAINTIES = tuple(Secret), tuple(Certainty)


PIECE, OVERLAP = 1_600, 500
"""A text longer than a message is looked at in pieces of this many characters, the end of each in the next one, too."""
LONG = 20_000


def find(text: str, *, before: str = "") -> list[Span]:
    """Where the secrets of a cleaned text stand: in order, none touching another. Spans in `before` are left out.

    In a text longer than `LONG` words and keys are looked for in pieces, so that one suspicious piece does not make the
    others costly; only a phrase that takes more than `OVERLAP` characters may then be found in parts.
    """
    if len(text) > LONG:
        return _united(_in_pieces(text))
    folded = Folded(f"{before}\n{text}" if before else text)
    origin = len(folded.text) - len(text)
    spans = [span for family in FAMILIES for span in family(folded) if span.end > origin]
    return _united(Span(max(span.start - origin, 0), span.end - origin, span.kind, span.certainty) for span in spans)


def _in_pieces(text: str) -> Iterator[Span]:
    yield from structures.find(Folded(text))
    for start in range(0, len(text), PIECE):
        folded = Folded(text[start : start + PIECE + OVERLAP])
        for family in FAMILIES:
            if family is not structures.find:
                yield from (span.moved(start, len(text)) for span in family(folded))


def _united(spans: Iterable[Span]) -> list[Span]:
    """Overlapping spans become one, named by the gravest of them."""
    united: list[Span] = []
    for span in sorted(spans):
        if united and span.start < united[-1].end:
            last = united[-1]
            named = last if _is_link_around(last, span) else min(last, span, key=_gravity)
            united[-1] = Span(last.start, max(last.end, span.end), named.kind, named.certainty)
        else:
            united.append(span)
    return united


def _is_link_around(link: Span, other: Span) -> bool:
    """A link is named for what it is, not for the key in it."""
    return link.kind is Secret.CONNECTION_KEY and other.end <= link.end


def _gravity(span: Span) -> tuple[int, int]:
    return _KINDS.index(span.kind), _CERTAINTIES.index(span.certainty)
