"""Chinese recovery phrases written without spaces.

Ordinary text consists of the same characters, so what tells is how common they are: the lists are ordered by use, and
a random phrase takes as many from the end as from the beginning. Summed over a window of twelve characters, nine
questions in ten thousand reach 40, and so do nineteen phrases in twenty.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, groupby, product, repeat
from operator import sub

from dengta.safety.detect.bip39 import LENGTHS, LOOKED_AT, checksum_agrees
from dengta.safety.detect.fold import HAN, Folded
from dengta.safety.detect.lexicon import CHINESE, lexicon
from dengta.safety.model import Certainty, Secret, Span

WINDOW = LENGTHS[-1]
ALONE, NAMED, PROVED = 80, 40, 40
"""What a window must weigh by itself, in a message that speaks of phrases, and when a checksum agrees."""
WARM, MARGIN = 10, 3
"""Windows of this weight next to such a one belong to it, and so do a few characters around: there is no telling where
among common characters a phrase begins."""
STRANGE = -20
"""The weight of a character on neither list."""

_BLOCK = re.compile(f"[{HAN}][{HAN} ]*+")
_LEVEL = -STRANGE // 2
_COLD = bytes(range((min(NAMED, PROVED) // 2) + WINDOW * _LEVEL))


def find(folded: Folded) -> Iterable[Span]:
    """Spans of kind `SEED_PHRASE`."""
    if folded.plain.isascii():
        return
    blocks = [block for block in _BLOCK.findall(folded.plain) if len(block) >= WINDOW]
    if not blocks or not _may_hold("\n".join(blocks)):
        return
    for block in _BLOCK.finditer(folded.plain):
        if len(block[0]) >= WINDOW and _may_hold(block[0]):
            yield from _phrases(folded, block)


def _may_hold(text: str) -> bool:
    """Whether any window weighs enough; adds up all of them at once, each in one byte of a long number.

    A byte holds half of a weight, raised so that none is below zero: all weights are even, and twelve stay below 256.
    """
    raised = bytes(map(_raised().get, text.replace(" ", ""), repeat(0)))
    ones = int.from_bytes(raised, "little")
    twos = ones + (ones >> 8)
    fours = twos + (twos >> 16)
    windows = fours + (fours >> 32) + (fours >> 64)
    return bool(windows.to_bytes(len(raised) + 1, "little").translate(None, _COLD))


@cache
def _raised() -> dict[str, int]:
    return {character: weight // 2 + _LEVEL for character, weight in lexicon().han_weight.items()}


def _phrases(folded: Folded, block: re.Match[str]) -> Iterator[Span]:
    characters = block[0].replace(" ", "")
    upto = list(accumulate(map(lexicon().han_weight.get, characters, repeat(STRANGE)), initial=0))
    sums = list(map(sub, upto[WINDOW:], upto))
    if max(sums, default=0) < min(NAMED, PROVED):
        return
    written = [place for place in range(block.start(), block.end()) if folded.plain[place] != " "]
    for is_warm, windows in groupby(range(len(sums)), key=lambda place: sums[place] >= WARM):
        starts = list(windows)
        best = max(sums[start] for start in starts)
        if not is_warm or best < min(NAMED, PROVED):
            continue
        earliest = max(starts[0] - WINDOW, 0)
        proved = _proved(characters, upto, range(earliest, min(starts[-1] + 1, earliest + LOOKED_AT)))
        if proved or best >= ALONE or (best >= NAMED and folded.speaks_of_phrases):
            first = min(max(starts[0] - MARGIN, 0), proved.start if proved else len(written))
            last = max(min(starts[-1] + WINDOW + MARGIN, len(written)), proved.stop if proved else 0) - 1
            certainty = Certainty.CERTAIN if proved else Certainty.LIKELY
            yield Span(written[first], written[last] + 1, Secret.SEED_PHRASE, certainty)


def _proved(characters: str, upto: Sequence[int], starts: Sequence[int]) -> range | None:
    """The stretch for which a checksum agrees and which weighs enough; ordinary text has the former by chance often."""
    for language, length in product(CHINESE, LENGTHS):
        places = lexicon().places[language]
        for start in starts:
            end = start + length
            if end < len(upto) and upto[end] - upto[start] >= PROVED:
                stretch = characters[start:end]
                if all(one in places for one in stretch) and checksum_agrees([places[one] for one in stretch]):
                    return range(start, end)
    return None
