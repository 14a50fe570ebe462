"""Takes secrets out of a text. `SafeText` is made in this file and nowhere else."""

from collections.abc import Iterable, Sequence

from dengta.kernel.text import SafeText
from dengta.safety.clean import clean
from dengta.safety.detect import find
from dengta.safety.errors import TooLong
from dengta.safety.model import CLOSING, OPENING, Finding, Redaction, Span, marker

LIMIT = 20_000
"""The longest text, in characters, that is taken in one message."""
TAIL = 2_000
"""How much of the same person's previous message is looked at together with this one, in characters."""


def redact(text: str, *, before: str = "") -> Redaction:
    """What may be kept of `text`, raw as a person sent it; each secret is replaced by a `marker`.

    `before` is what the same person wrote just before (or the label of the field they filled in): a phrase split over
    two messages is found by it, and `tx hash` before a bare hash keeps it from being taken for a key. Only its last
    `TAIL` characters count, and it is not part of the result. The text is cleaned first as `clean` says. Hand in raw
    text, once: a marker in text that is already safe would be shown as typed brackets, though nothing more would be
    found in it. Raises `TooLong` above `LIMIT` characters, before or after cleaning, and nothing else for any string
    whatever.
    """
    cleaned = clean(text) if len(text) <= LIMIT else text
    if len(cleaned) > LIMIT:
        raise TooLong(f"{len(cleaned)} characters, at most {LIMIT}")
    spans = find(cleaned, before=clean(before[-TAIL:]))
    found = tuple(Finding(span.kind, span.certainty) for span in spans)
    return Redaction(SafeText(_without(cleaned, spans)), found)


def trusted(text: str) -> SafeText:
    """Words our own program wrote: constants, labels, sentences from a catalogue. Never anything a person typed."""
    return SafeText(text)


def stored(text: str) -> SafeText:
    """What a column holds that is written from `SafeText` only. For stores, when a row becomes a value."""
    return SafeText(text)


def join(separator: str, parts: Iterable[SafeText]) -> SafeText:
    """Safe texts put together with a separator of our own."""
    return SafeText(separator.join(parts))


def clip(text: SafeText, limit: int) -> SafeText:
    """At most `limit` characters of it, ending in an ellipsis when shortened, never in the middle of a marker."""
    if len(text) <= limit:
        return text
    kept = text[: max(limit - 1, 0)]
    if kept.rfind(OPENING) > kept.rfind(CLOSING):
        kept = kept[: kept.rfind(OPENING)]
    return SafeText(kept.rstrip() + "…" if limit > 0 else "")


def _without(text: str, spans: Sequence[Span]) -> str:
    kept: list[str] = []
    at = 0
    for span in spans:
        kept += text[at : span.start], marker(span.kind)
        at = span.end
    return "".join(kept) + text[at:]
