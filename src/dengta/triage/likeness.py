"""How like the labelled examples of each topic a message is: naive Bayes over meanings, words and pairs of characters.

Rules know what must not be missed; this knows how people put things that no rule foresaw. The examples are ours, in
`examples.jsonl`; the figures are counted from them when first needed. Features that a topic's examples lack weigh the
same against it whatever they are, so only the features an example had need to be kept.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from math import log

from dengta.triage.reading import Clause, normal, read, stem

SMOOTHING = 1.0
HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the examples say: what each feature speaks for, and what each unmatched feature costs a topic."""

    speaks_for: Mapping[str, tuple[tuple[str, float], ...]]
    costs: Mapping[str, float]


def likeness(words: str, clauses: Sequence[Clause]) -> dict[str, float]:
    """For each topic how much likelier it makes the message than chance does, as a logarithm."""
    learnt = _learnt()
    known = [found for feature in _features(words, clauses) if (found := learnt.speaks_for.get(feature))]
    scores = {topic: cost * len(known) for topic, cost in learnt.costs.items()}
    for found in known:
        for topic, weight in found:
            scores[topic] += weight
    return scores


def _features(words: str, clauses: Sequence[Clause]) -> set[str]:
    return set(_each_feature(words, clauses))


def _each_feature(words: str, clauses: Sequence[Clause]) -> Iterator[str]:
    for clause in clauses:
        for hit in clause:
            yield from (f"={meaning}" for meaning in hit.meanings)
    for run in HAN_RUN.findall(words):
        yield from (first + second for first, second in pairwise(run))
    stems = [stem(word) for word in WORD.findall(words)]
    yield from stems
    yield from (f"{first} {second}" for first, second in pairwise(stems))


@cache
def _learnt() -> Learnt:
    examples: Counter[str] = Counter()
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in (resources.files("dengta.triage") / "examples.jsonl").read_text(encoding="utf-8").splitlines():
        example = json.loads(line)
        examples[example["topic"]] += 1
        words = normal(example["text"])
        for feature in _features(words, read(words)):
            seen[feature][example["topic"]] += 1
    return Learnt(
        speaks_for={feature: tuple(_weights(topics, examples.total())) for feature, topics in seen.items()},
        costs={topic: log(SMOOTHING / (count + SMOOTHING)) for topic, count in examples.items()},
    )


def _weights(topics: Counter[str], examples: int) -> Iterator[tuple[str, float]]:
    expected = SMOOTHING * topics.total() / examples
    return ((topic, log((count + expected) / expected)) for topic, count in topics.items())
