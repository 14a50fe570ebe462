"""Recovery phrases: runs of words of one list, with or without a valid checksum.

A message is a row of words, each with a weight: list words count for a phrase by how seldom prose uses them, all other
words count against it. A run whose sum is high enough is a phrase; digits, punctuation, line ends and order do not
matter, and strange words between (a slip of the pen, fillers) are borne. Words about phrases in the same message lower
the threshold. The whole run is removed with its neighbours, never only the part that fits a checksum, since by chance
one window of twelve list words in sixteen does.

Measured on 60,000 English questions, help sentences and interface strings, the highest sum of ordinary text is 50;
of 5,000 random rows of twelve English list words none is below 60.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from dengta.safety.detect import bip39
from dengta.safety.detect.checksums import is_sound
from dengta.safety.detect.fold import WORDS, Folded
from dengta.safety.detect.lexicon import LANGUAGES, LENGTHS, LISTS, PREFIX, RARE, lexicon
from dengta.safety.model import Certainty, Secret, Span

STRANGE = -5
"""The weight of a word that is on no list."""
FORGETFUL = 20
"""A run ends where its sum has fallen this far below its best."""
ALONE, NAMED, PROVED = 60, 45, 35
"""The sum a phrase needs by itself, in a message that speaks of phrases, and when a checksum agrees."""
ROW, REACH = 40, bip39.LENGTHS[-1]
"""The sum that is enough when a row of list words, without a strange one, has just a phrase's number of them; and how
far beyond a run such a row is looked for. Electrum's first list is of words so common that its phrases need it."""
LONGEST = 33
"""How many words the longest phrase has (SLIP-39)."""
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
    if folded.is_latin and not _may_hold(folded.letters):
        return []
    candidates = list(runs(map(known.any_weight.get, folded.words, repeat(STRANGE)), PART))
    if not candidates:
        return []
    matches = list(WORDS.finditer(folded.lower))
    return [
        Span(matches[run.first].start(), matches[run.last].end(), Secret.SEED_PHRASE, certainty)
        for name in dict.fromkeys(
            chain.from_iterable(_lists(folded.words[run.first : run.last + 1]) for run in candidates)
        )
        for run, certainty in _phrases(folded, candidates, name)
    ]


def is_nothing_else(folded: Folded) -> bool:
    """Whether a text consists of words of one list, not all of them common, as when someone goes on with a phrase."""
    known = lexicon()
    words = [word for word in folded.words if word]
    return 0 < len(words) <= LONGEST and any(
        all(word in known.places[name] for word in words) and any(known.weights[name][word] >= PREFIX for word in words)
        for name in {name for word in words for name in known.lists.get(word, ())}
    )


def _may_hold(letters: Sequence[bytes]) -> bool:
    """Whether any list holds enough of these words; most texts need no other look."""
    weight = lexicon().letters_weight.get
    if _highest(map(weight, letters, repeat(STRANGE))) < PART:
        return False
    runs_of_any = runs(map(weight, letters, repeat(STRANGE)), PART)
    return any(_lists([word.decode() for word in letters[run.first : run.last + 1]]) for run in runs_of_any)


def _lists(words: Iterable[str]) -> Sequence[str]:
    """The lists that hold enough of these words for a part of a phrase."""
    known = lexicon()
    counted = Counter(chain.from_iterable(known.lists.get(word, ()) for word in words))
    return [name for name in LISTS if counted[name] * RARE >= PART]


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


def _highest(weights: Iterable[int]) -> int:
    """The greatest sum of neighbouring weights, and so the most that a run can have."""
    best = total = 0
    for weight in weights:
        total += weight
        if total > best:
            best = total
        elif total < 0:
            total = 0
    return best


def _phrases(folded: Folded, candidates: Iterable[Run], name: str) -> Iterator[tuple[Run, Certainty]]:
    """What is left of the candidates when only the words of one list count."""
    words, weights, places = folded.words, lexicon().weights[name], lexicon().places[name]
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
        rows = [_row(run, words, places) for run in group]
        proved = [
            _proved(run, row, words, places) if total >= PROVED and name in LANGUAGES else None
            for run, row in zip(group, rows, strict=True)
        ]
        whole = [_is_whole(run, row, words, places, LENGTHS[name]) for run, row in zip(group, rows, strict=True)]
        if any(proved) or any(whole) or _is_heavy(folded, once, len(different)):
            for run, row, proof, alone in zip(group, rows, proved, whole, strict=True):
                found = row if alone else proof or _widened(run, words, places, LENGTHS[name])
                certain = proof or is_sound(name, words[found.first : found.last + 1])
                yield found, Certainty.CERTAIN if certain else Certainty.LIKELY


def _is_heavy(folded: Folded, once: int, different: int) -> bool:
    if once >= ALONE and different >= DIFFERENT:
        return True
    return once >= NAMED and different >= DIFFERENT_NAMED and folded.speaks_of_phrases


def _row(run: Run, words: Sequence[str], places: Mapping[str, int]) -> Run:
    """The list words without a gap that the run ends in, and up to twelve more on either side."""
    first = last = run.last
    while first > max(run.first - REACH, 0) and words[first - 1] in places:
        first -= 1
    while last + 1 < min(run.last + REACH, len(words)) and words[last + 1] in places:
        last += 1
    return Run(first, last, run.sum)


def _proved(run: Run, row: Run, words: Sequence[str], places: Mapping[str, int]) -> Run | None:
    """The run together with the part of its row for which a checksum agrees, if there is one."""
    phrase = bip39.find_phrase([places[word] for word in words[row.first : row.last + 1]])
    if phrase is None:
        return None
    return Run(min(run.first, row.first + phrase.start), max(run.last, row.first + phrase.stop - 1), run.sum)


def _is_whole(run: Run, row: Run, words: Sequence[str], places: Mapping[str, int], lengths: Sequence[int]) -> bool:
    """Whether the row has just a phrase's number of words, no more on either side, and the run is within it."""
    ends = [words[place] for place in (row.first - 1, row.last + 1) if 0 <= place < len(words)]
    return (
        run.sum >= ROW
        and row.first <= run.first
        and row.last - row.first + 1 in lengths
        and not any(word in places for word in ends)
    )


def _neighbours(parts: Iterable[Run]) -> Iterator[list[Run]]:
    group: list[Run] = []
    for run in parts:
        if group and run.first - group[-1].last > NEAR:
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _widened(run: Run, words: Sequence[str], places: Mapping[str, int], lengths: Sequence[int]) -> Run:
    """With any list word among the two before and the two after, unless it has a phrase's number of words already.

    A phrase may begin or end with words so common that they do not count.
    """
    if sum(word in places for word in words[run.first : run.last + 1]) in lengths:
        return run
    before = range(max(run.first - 2, 0), run.first)
    after = range(min(run.last + 2, len(words) - 1), run.last, -1)
    first = next((place for place in before if words[place] in places), run.first)
    last = next((place for place in after if words[place] in places), run.last)
    return Run(first, last, run.sum)
