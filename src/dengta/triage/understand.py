"""Read a first message: topic, lane and why."""

from collections.abc import Mapping

from dengta.inbox.model import Lane, Understanding
from dengta.triage.model.topics import OTHER, TOPICS


def understand(text: str, *, topic: str | None = None, details: Mapping[str, str] | None = None) -> Understanding:
    """What a safe text is about, without waiting for anything."""
    if "⟦" in text:
        return Understanding("security.phrase_exposed", Lane.EMERGENCY, 1.0, ("⟦…⟧",))
    key = topic if topic is not None and topic in TOPICS else OTHER
    return Understanding(key, TOPICS[key].lane, 0.0 if key == OTHER else 0.5)
