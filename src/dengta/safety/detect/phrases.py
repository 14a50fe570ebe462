"""Recovery phrases: runs of list words in any of BIP39's ten languages, with or without a valid checksum.

A message is a row of words, each with a weight: list words count for a phrase by how seldom prose uses them, all other
words count against it. A run whose sum is high enough is a phrase; digits, punctuation, line ends and order do not
matter, and a few strange words between (a slip of the pen, fillers) are borne. Words about phrases nearby lower the
threshold. The whole run is removed with its neighbours, never the part alone that fits a checksum, since by chance one
window of words in sixteen does.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from dengta.safety.detect.context import PHRASE
from dengta.safety.detect.fold import Folded
from dengta.safety.detect.lexicon import CHINESE, LANGUAGES, lexicon
from dengta.safety.model import Certainty, Secret, Span

STRANGE = -7
"""The weight of a word that is on no list."""
FORGETFUL = 35
"""A run ends where its sum has fallen this far below its best."""
ALONE, NAMED, PROVED = 85, 60, 55
"""The sum a phrase needs by itself, in a message that speaks of phrases, and when a checksum agrees."""
PART = 45
"""The sum from which on a run may be one of the parts of a divided phrase."""
NEAR = 40
"""How many words may lie between two parts of one phrase."""
HAN_ALONE, HAN_NAMED, HAN_PROVED = 130, 60, 60
"""The same three sums for Han characters written without spaces, of which ordinary text consists too."""
LENGTHS = (24, 21, 18, 15, 12)
"""How many words a BIP39 phrase has."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORDS = re.compile(f"[{_HAN}]+|[^\\W\\d_{_HAN}]+")
_HAN_CHARACTERS = re.compile(f"[{_HAN}]")
_LONG_HAN = re.compile(f"[{_HAN}]{{2}}")


@dataclass(frozen=True, slots=True)
class Run:
    """Words `first` to `last`, both included, and the sum of their weights."""

    first: int
    last: int
    sum: int


def find(folded: Folded) -> Iterable[Span]:
    """Spans of kind `SEED_PHRASE`."""
    words = _WORDS.findall(folded.lower)
    if len(words) >= LENGTHS[-1] // 2:
        yield from _spaced(folded, words)
    if sum(map(len, _LONG_HAN.findall(folded.lower))) >= LENGTHS[-1]:
        yield from _unspaced(folded)


def runs(weights: Iterable[int], least: int) -> Iterator[Run]:
    """The runs of words whose weights add up to `least` or more; one pass, constant work a word."""
    total = best = first = last = 0
    for place, weight in enumerate(weights):
        if total == 0:
            if weight <= 0:
                continue
            first, best = place, 0
        total += weight
        if total > best:
            best, last = total, place
        elif total <= 0 or best - total > FORGETFUL:
            if best >= least:
                yield Run(first, last, best)
            total = 0
    if total and best >= least:
        yield Run(first, last, best)


def is_proved(places: Sequence[int]) -> bool:
    """Whether any 12, 15, 18, 21 or 24 words in a row carry a valid BIP39 checksum."""
    return any(
        _checksum_agrees(places[start : start + length])
        for length in LENGTHS
        for start in range(len(places) - length + 1)
    )


def _checksum_agrees(places: Sequence[int]) -> bool:
    """BIP39, "Generating the mnemonic": a word is 11 bits; the last bits are the first of the entropy's SHA-256."""
    bits = 0
    for place in places:
        bits = bits << 11 | place
    checksum_bits = len(places) // 3
    entropy = (bits >> checksum_bits).to_bytes(checksum_bits * 4, "big")
    return hashlib.sha256(entropy).digest()[0] >> 8 - checksum_bits == bits & (1 << checksum_bits) - 1


def _spaced(folded: Folded, words: Sequence[str]) -> Iterable[Span]:
    known = lexicon()
    candidates = list(runs(map(known.any_weight.get, words, repeat(STRANGE)), PART))
    if not candidates:
        return []
    named = bool(PHRASE.search(folded.text))
    matches = list(_WORDS.finditer(folded.lower))
    return [
        Span(matches[run.first].start(), matches[run.last].end(), Secret.SEED_PHRASE, certainty)
        for language in LANGUAGES
        for run, certainty in _phrases(words, candidates, known.weights[language], known.places[language], named)
    ]


def _phrases(
    words: Sequence[str], candidates: Iterable[Run], weights: Mapping[str, int], places: Mapping[str, int], named: bool
) -> Iterator[tuple[Run, Certainty]]:
    """The candidates that stand when only the words of one language count."""
    parts = [
        Run(candidate.first + run.first, candidate.first + run.last, run.sum)
        for candidate in candidates
        for run in runs(map(weights.get, words[candidate.first : candidate.last + 1], repeat(STRANGE)), PART)
    ]
    for group in _neighbours(parts):
        total = sum(run.sum for run in group)
        proved = total >= PROVED and any(
            is_proved([places[word] for word in words[run.first : run.last + 1] if word in places]) for run in group
        )
        if proved or total >= (NAMED if named else ALONE):
            for run in group:
                yield _widened(run, words, places), Certainty.CERTAIN if proved else Certainty.LIKELY


def _neighbours(parts: Iterable[Run]) -> Iterator[list[Run]]:
    group: list[Run] = []
    for run in parts:
        if group and run.first - group[-1].last > NEAR:
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _widened(run: Run, words: Sequence[str], places: Mapping[str, int]) -> Run:
    """With any list word among the two before and the two after, unless it has a phrase's number of words already.

    A phrase may begin or end with words so common that they do not count.
    """
    if sum(word in places for word in words[run.first : run.last + 1]) in LENGTHS:
        return run
    before = range(max(run.first - 2, 0), run.first)
    after = range(min(run.last + 2, len(words) - 1), run.last, -1)
    first = next((place for place in before if words[place] in places), run.first)
    last = next((place for place in after if words[place] in places), run.last)
    return Run(first, last, run.sum)


def _unspaced(folded: Folded) -> Iterable[Span]:
    known = lexicon()
    characters = _HAN_CHARACTERS.findall(folded.lower)
    candidates = list(runs(map(known.han_weight.get, characters, repeat(-20)), HAN_NAMED))
    if not candidates:
        return
    named = bool(PHRASE.search(folded.text))
    matches = list(_HAN_CHARACTERS.finditer(folded.lower))
    for run in candidates:
        written = characters[run.first : run.last + 1]
        proved = run.sum >= HAN_PROVED and any(
            is_proved([known.places[chinese][one] for one in written if one in known.places[chinese]])
            for chinese in CHINESE
        )
        if proved or run.sum >= (HAN_NAMED if named else HAN_ALONE):
            certainty = Certainty.CERTAIN if proved else Certainty.LIKELY
            yield Span(matches[run.first].start(), matches[run.last].end(), Secret.SEED_PHRASE, certainty)
