"""Read a first message: topic, lane and why. Rules and counted examples; no network, no waiting."""

from collections.abc import Mapping, Sequence
from math import exp

from dengta.inbox.public import Lane, Understanding
from dengta.triage.amounts import LARGE, asset_in, largest, names_ticker
from dengta.triage.likeness import likeness
from dengta.triage.model.topics import OTHER, TOPICS
from dengta.triage.reading import Clause, normal, read
from dengta.triage.rules import rules_about

LIKENESS = 0.7  # what the examples weigh beside the rules
CLEARLY = 2.0
GRAVE = frozenset(topic.key for topic in TOPICS.values() if topic.lane is Lane.EMERGENCY)
NEAR = 3  # clauses that are read together
CHOSEN = 6.0  # what the customer's own choice of topic weighs
MOST_REASONS = 6
ASSET = "asset:"
NETWORKS = frozenset({"on_eth", "on_bsc", "on_tron", "on_layer", "on_solana"})
STUCK = frozenset(
    {"transaction.not_arrived", "transaction.pending", "transaction.wrong_address", "transaction.wrong_network"}
)


def understand(text: str, *, topic: str | None = None, details: Mapping[str, str] | None = None) -> Understanding:
    """What a safe text is about. The customer's choice weighs as much as a clear sentence, but hides no emergency.

    `reasons` are the phrases that decided, as found, and `asset:ETH` when one asset is plainly meant.
    """
    words = normal("\n".join([text, *(details or {}).values()]))
    clauses = read(words)
    named = frozenset({"asset"}) if names_ticker(text) else frozenset[str]()
    scores, said = _scores(clauses, named)
    scores = _with_likeness(scores, likeness(words, clauses))
    if topic is not None and topic in TOPICS and topic != OTHER:
        scores[topic] = scores.get(topic, 0.0) + CHOSEN
    key, certainty = _decide(scores)
    asset = asset_in(words)
    reasons = [*_reasons(key, clauses, said), *([ASSET + asset] if asset else [])]
    return Understanding(key, _lane(key, words, said), certainty, tuple(reasons))


def _scores(clauses: Sequence[Clause], named: frozenset[str]) -> tuple[dict[str, float], frozenset[str]]:
    """Each topic's strongest rule, and a tenth of what its others add; rules look at three clauses at a time.

    `named` is said by the text as a whole.
    """
    meant = [frozenset[str]().union(*(hit.meanings for hit in clause)) for clause in clauses]
    windows = {_near(meant[at : at + NEAR]) | named for at in range(max(1, len(meant) - NEAR + 1))}
    said = frozenset[str]().union(*windows)
    weights: dict[str, list[float]] = {}
    for rule in rules_about(said):
        if any(rule.holds(window) for window in windows):
            weights.setdefault(rule.topic, []).append(rule.weight)
    return {topic: max(found) + 0.1 * (sum(found) - max(found)) for topic, found in weights.items()}, said


def _with_likeness(scores: Mapping[str, float], likely: Mapping[str, float]) -> dict[str, float]:
    """What the rules say and what the examples say, weighed together.

    Where no rule speaks the examples must speak clearly, and an emergency is never made by them alone.
    """
    weighed = {topic: scores.get(topic, 0.0) + LIKENESS * score for topic, score in likely.items()}
    allowed = {topic: score for topic, score in weighed.items() if topic in scores or topic not in GRAVE}
    return allowed if scores else {topic: score for topic, score in allowed.items() if score > CLEARLY}


def _near(meant: Sequence[frozenset[str]]) -> frozenset[str]:
    """What clauses that stand together say; two different networks named are a meaning of their own."""
    said = frozenset[str]().union(*meant)
    return said | {"networks"} if len(said & NETWORKS) > 1 else said


def _decide(scores: Mapping[str, float]) -> tuple[str, float]:
    """The topic with the highest score (the graver of equals) and how far it stands out."""
    if not scores:
        return OTHER, 0.0
    order = list(TOPICS)
    ranked = sorted(scores, key=lambda topic: (-scores[topic], order.index(topic)))
    lead = scores[ranked[0]] - (scores[ranked[1]] if len(ranked) > 1 else 0.0)
    return ranked[0], round(1 / (1 + exp(-lead / 3)), 2)


def _lane(topic: str, words: str, said: frozenset[str]) -> Lane:
    """The topic's lane; money that is much and stuck goes first."""
    if topic in STUCK and ("savings" in said or largest(words) >= LARGE):
        return Lane.EMERGENCY
    return TOPICS[topic].lane


def _reasons(topic: str, clauses: Sequence[Clause], said: frozenset[str]) -> list[str]:
    """The phrases the deciding rules rest on, each once, in the order they were said."""
    wanted = {
        meaning
        for rule in rules_about(said)
        if rule.topic == topic and rule.holds(said)
        for meaning in _any(rule.needs)
    }
    phrases = [hit.phrase for clause in clauses for hit in clause if hit.meanings & wanted]
    return list(dict.fromkeys(phrases))[:MOST_REASONS]


def _any(needs: tuple[frozenset[str], ...]) -> frozenset[str]:
    return frozenset[str]().union(*needs)
