"""How like the labelled examples of each topic a message is: naive Bayes over meanings, words and pairs of characters.

Rules know what must not be missed; this knows how people put things that no rule foresaw. The examples are ours, in
`examples.jsonl`; the figures are counted from them when first needed. Features that a topic's examples lack weigh the
same against it whatever they are, so only the features an example had need to be kept.
"""

import json
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from math import log
from operator import add

from dengta.triage.meanings import each
from dengta.triage.reading import HAN_RUN, WORD, Clause, known, normal, read

SMOOTHING = 1.0
LANE = 8  # bytes
UNIT = 1 << 20
RAISED = 64.0  # above any logarithm of a number of examples


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the examples say: for each feature an integer of 64-bit lanes, one a topic, that can be summed as a whole.

    A lane holds what the feature speaks for or against its topic, plus `RAISED` so that none is below zero, in units
    of `1 / UNIT`.
    """

    topics: tuple[str, ...]
    speaks_for: Mapping[str | int, int]


def likeness(words: str, clauses: Sequence[Clause]) -> dict[str, float]:
    """For each topic how much likelier it makes the message than chance does, as a logarithm."""
    learnt = _learnt()
    found = [lanes for feature in _features(words, clauses) if (lanes := learnt.speaks_for.get(feature))]
    summed = array("Q", sum(found).to_bytes(LANE * len(learnt.topics), sys.byteorder))
    raised = RAISED * len(found)
    return {topic: lane / UNIT - raised for topic, lane in zip(learnt.topics, summed, strict=True)}


def _features(words: str, clauses: Sequence[Clause]) -> set[str | int]:
    features: set[str | int] = set()
    for clause in clauses:
        for hit in clause:
            features.update(each(hit.meanings))
    for run in HAN_RUN.findall(words):
        features.update(map(add, run, run[1:]))
    roots = [known(word).root for word in WORD.findall(words)]
    features.update(roots)
    features.update([f"{first} {second}" for first, second in pairwise(roots)])
    return features


@cache
def _learnt() -> Learnt:
    examples: Counter[str] = Counter()
    seen: defaultdict[str | int, Counter[str]] = defaultdict(Counter)
    for line in (resources.files("dengta.triage") / "examples.jsonl").read_text(encoding="utf-8").splitlines():
        example = json.loads(line)
        examples[example["topic"]] += 1
        words = normal(example["text"])
        for feature in _features(words, read(words)):
            seen[feature][example["topic"]] += 1
    return Learnt(tuple(examples), {feature: _lanes(topics, examples) for feature, topics in seen.items()})


def _lanes(topics: Counter[str], examples: Counter[str]) -> int:
    """A feature that was seen so often with each topic, which have so many examples each."""
    expected = SMOOTHING * topics.total() / examples.total()
    speaks = [
        log((topics[topic] + expected) / expected) + log(SMOOTHING / (count + SMOOTHING))
        for topic, count in examples.items()
    ]
    return int.from_bytes(array("Q", [round((weight + RAISED) * UNIT) for weight in speaks]).tobytes(), sys.byteorder)
