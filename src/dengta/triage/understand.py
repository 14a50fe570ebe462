"""Read a first message: topic, lane and why. Rules and counted examples; no network, no waiting."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from math import exp
from operator import or_

from dengta.inbox.public import Lane, Understanding
from dengta.triage.amounts import LARGE, asset_in, largest, names_ticker
from dengta.triage.likeness import likeness
from dengta.triage.meanings import NOTHING, bits
from dengta.triage.model.topics import OTHER, TOPICS
from dengta.triage.reading import Clause, normal, read
from dengta.triage.rules import Rule, rules_about

LIKENESS = 0.7  # what the examples weigh beside the rules
CLEARLY = 2.0
GRAVE = frozenset(topic.key for topic in TOPICS.values() if topic.lane is Lane.EMERGENCY)
GRAVITY = {topic: place for place, topic in enumerate(TOPICS)}
NEAR = 3  # clauses that are read together
CHOSEN = 8.0  # what the customer's own choice of topic weighs: as much as a clear sentence
TELLING = ("network", "error_text")  # details that say what it is about; a phone's model does not
MOST_REASONS = 6
ASSET = "asset:"
NETWORKS = bits({"on_eth", "on_bsc", "on_tron", "on_layer", "on_solana"})
SEVERAL_NETWORKS = bits({"networks"})
TICKER = bits({"asset"})
SAVINGS = bits({"savings"})
STUCK = frozenset(
    {"transaction.not_arrived", "transaction.pending", "transaction.wrong_address", "transaction.wrong_network"}
)


def understand(text: str, *, topic: str | None = None, details: Mapping[str, str] | None = None) -> Understanding:
    """What a safe text is about. The customer's choice weighs as much as a clear sentence, but hides no emergency.

    `reasons` are the phrases that decided, as found, and `asset:ETH` when one asset is plainly meant.
    """
    told = [details[name] for name in TELLING if name in details] if details else []
    words = normal("\n".join([text, *told]))
    clauses = read(words)
    scores, said, about = _scores(clauses, TICKER if names_ticker(text) else NOTHING)
    scores = _with_likeness(scores, likeness(words, clauses))
    key, certainty = _decide(scores)
    if topic is not None and topic in TOPICS and topic != OTHER and key not in GRAVE:
        key, certainty = _decide({**scores, topic: scores.get(topic, 0.0) + CHOSEN})
    asset = asset_in(words)
    reasons = [*_reasons(key, clauses, said, about), *([ASSET + asset] if asset else [])]
    return Understanding(key, _lane(key, words, said), certainty, tuple(reasons))


def _scores(clauses: Sequence[Clause], named: int) -> tuple[dict[str, float], int, list[Rule]]:
    """Each topic's strongest rule, and a tenth of what its others add; rules look at three clauses at a time.

    `named` is said by the text as a whole. Also returns everything said, and the rules it could concern.
    """
    meant = [_all(hit.meanings for hit in clause) for clause in clauses]
    windows = {_near(meant[at : at + NEAR]) | named for at in range(max(1, len(meant) - NEAR + 1))}
    said = _all(windows)
    about = rules_about(said)
    weights: dict[str, list[float]] = {}
    for rule in about:
        if any(map(rule.holds, windows)):
            weights.setdefault(rule.topic, []).append(rule.weight)
    scores = {topic: max(found) + 0.1 * (sum(found) - max(found)) for topic, found in weights.items()}
    return scores, said, about


def _with_likeness(scores: Mapping[str, float], likely: Mapping[str, float]) -> dict[str, float]:
    """What the rules say and what the examples say, weighed together.

    Where no rule speaks the examples must speak clearly, and an emergency is never made by them alone.
    """
    weighed = {topic: scores.get(topic, 0.0) + LIKENESS * score for topic, score in likely.items()}
    allowed = {topic: score for topic, score in weighed.items() if topic in scores or topic not in GRAVE}
    return allowed if scores else {topic: score for topic, score in allowed.items() if score > CLEARLY}


def _near(meant: Sequence[int]) -> int:
    """What clauses that stand together say; two different networks named are a meaning of their own."""
    said = _all(meant)
    return said | SEVERAL_NETWORKS if (said & NETWORKS).bit_count() > 1 else said


def _all(sets: Iterable[int]) -> int:
    return reduce(or_, sets, NOTHING)


def _decide(scores: Mapping[str, float]) -> tuple[str, float]:
    """The topic with the highest score (the graver of equals) and how far it stands out."""
    if not scores:
        return OTHER, 0.0
    first, *others = sorted(scores, key=lambda topic: (-scores[topic], GRAVITY[topic]))[:2]
    lead = scores[first] - (scores[others[0]] if others else 0.0)
    return first, round(1 / (1 + exp(-lead / 3)), 2)


def _lane(topic: str, words: str, said: int) -> Lane:
    """The topic's lane; money that is much and stuck goes first."""
    if topic in STUCK and (said & SAVINGS or largest(words) >= LARGE):
        return Lane.EMERGENCY
    return TOPICS[topic].lane


def _reasons(topic: str, clauses: Sequence[Clause], said: int, about: Sequence[Rule]) -> list[str]:
    """The phrases the deciding rules rest on, each once, in the order they were said."""
    wanted = _all(_all(rule.needs) for rule in about if rule.topic == topic and rule.holds(said))
    phrases = [hit.phrase for clause in clauses for hit in clause if hit.meanings & wanted]
    return list(dict.fromkeys(phrases))[:MOST_REASONS]
