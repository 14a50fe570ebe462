"""Recovery phrases: runs of list words in any of BIP39's ten languages, with or without a valid checksum.

A message is a row of words, each with a weight: list words count for a phrase by how seldom prose uses them, all other
words count against it. A run whose sum is high enough is a phrase; digits, punctuation, line ends and order do not
matter, and strange words between (a slip of the pen, fillers) are borne. Words about phrases in the same message lower
the threshold. The whole run is removed with its neighbours, never only the part that fits a checksum, since by chance
one window of twelve list words in sixteen does.

Measured on 60,000 English questions, help sentences and interface strings, the highest sum of ordinary text is 50;
of 5,000 random rows of twelve English list words none is below 60.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from dengta.safety.detect.bip39 import LENGTHS, find_phrase
from dengta.safety.detect.fold import WORDS, Folded
from dengta.safety.detect.lexicon import LANGUAGES, lexicon
from dengta.safety.model import Certainty, Secret, Span

STRANGE = -5
"""The weight of a word that is on no list."""
FORGETFUL = 20
"""A run ends where its sum has fallen this far below its best."""
ALONE, NAMED, PROVED = 60, 45, 35
"""The sum a phrase needs by itself, in a message that speaks of phrases, and when a checksum agrees."""
PART = 28
"""The sum from which on a run may be one of the parts of a divided phrase."""
NEAR = 40
"""How many words may lie between two parts of one phrase."""
DIFFERENT, DIFFERENT_NAMED = 7, 6
"""How many different words that count a phrase has at least, by itself and in a message that speaks of phrases, unless
a checksum agrees. Each counts once, for prose repeats its words and a phrase hardly; six nouns in a row are a list."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words `first` to `last`, both included, and the sum of their weights."""

    first: int
    last: int
    sum: int


def find(folded: Folded) -> Iterable[Span]:
    """Spans of kind `SEED_PHRASE`."""
    known = lexicon()
    candidates = list(runs(map(known.any_weight.get, folded.words, repeat(STRANGE)), PART))
    if not candidates:
        return []
    least = (NAMED, DIFFERENT_NAMED) if folded.speaks_of_phrases else (ALONE, DIFFERENT)
    matches = list(WORDS.finditer(folded.lower))
    return [
        Span(matches[run.first].start(), matches[run.last].end(), Secret.SEED_PHRASE, certainty)
        for language in LANGUAGES
        for run, certainty in _phrases(folded.words, candidates, known.weights[language], known.places[language], least)
    ]


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


def _phrases(
    words: Sequence[str],
    candidates: Iterable[Run],
    weights: Mapping[str, int],
    places: Mapping[str, int],
    least: tuple[int, int],
) -> Iterator[tuple[Run, Certainty]]:
    """What is left of the candidates when only the words of one language count."""
    parts = (
        Run(candidate.first + run.first, candidate.first + run.last, run.sum)
        for candidate in candidates
        for run in runs(map(weights.get, words[candidate.first : candidate.last + 1], repeat(STRANGE)), PART)
    )
    for group in _neighbours(parts):
        total = sum(run.sum for run in group)
        counted = [word for run in group for word in words[run.first : run.last + 1] if weights.get(word, 0) > 0]
        different = set(counted)
        once = total - sum(map(weights.__getitem__, counted)) + sum(map(weights.__getitem__, different))
        proved = [_proved(run, words, places) if total >= PROVED else None for run in group]
        if any(proved) or (once >= least[0] and len(different) >= least[1]):
            for run, proof in zip(group, proved, strict=True):
                yield proof or _widened(run, words, places), Certainty.CERTAIN if proof else Certainty.LIKELY


def _proved(run: Run, words: Sequence[str], places: Mapping[str, int]) -> Run | None:
    """The run together with a row of list words in it or around it for which a checksum agrees, if there is one."""
    first = last = run.last
    while first > max(run.first - LENGTHS[-1], 0) and words[first - 1] in places:
        first -= 1
    while last + 1 < min(run.last + LENGTHS[-1], len(words)) and words[last + 1] in places:
        last += 1
    row = find_phrase([places[word] for word in words[first : last + 1]])
    if row is None:
        return None
    return Run(min(run.first, first + row.start), max(run.last, first + row.stop - 1), run.sum)


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
