"""Takes secrets out of a text. `SafeText` is made in this file and nowhere else."""

import re
from collections.abc import Iterable, Mapping, Sequence

from dengta.kernel.text import SafeText
from dengta.safety.clean import clean
from dengta.safety.detect import find
from dengta.safety.detect.fold import Folded
from dengta.safety.detect.phrases import is_nothing_else
from dengta.safety.errors import TooLong
from dengta.safety.model import CLOSING, OPENING, Certainty, Finding, Redaction, Secret, Span, marker

LIMIT = 20_000
"""The longest text, in characters, that is taken in one message."""
TAIL = 2_000
"""How much of what the same person wrote before is looked at together with a text, in characters."""
RECENT = 3
"""After how many further messages a list word is no longer taken for the continuation of a phrase."""
_PHRASE = marker(Secret.SEED_PHRASE)
_MARKER = re.compile(f"{OPENING}[a-z_]+{CLOSING}")


def redact(text: str, *, before: str = "") -> Redaction:
    """What may be kept of `text`, raw as a person sent it; each secret is replaced by a `marker`.

    `before` is what the same person wrote just before (or the label of the field they filled in): a phrase split over
    two messages is found by it, and `tx hash` before a bare hash keeps it from being taken for a key. Only its last
    `TAIL` characters count, and it is not part of the result. The text is cleaned first as `clean` says. Hand in raw
    text, once: a marker in text that is already safe would be shown as typed brackets, though nothing more would be
    found in it. Raises `TooLong` above `LIMIT` characters, before or after cleaning, and nothing else for any string
    whatever.
    """
    cleaned = _cleaned(text)
    return _redaction(cleaned, find(cleaned, before=clean(before[-TAIL:]) if before else ""))


def redact_after(text: str, earlier: Sequence[SafeText]) -> tuple[Redaction, Mapping[int, Redaction]]:
    """What may be kept of `text` and of the messages the same person wrote just before it, the oldest first.

    As `redact`, but a secret that stands in several messages, be it a word in each, is taken out of all of them: the
    second value holds, by their place, those of `earlier` that must be replaced. Shortly after a message with a phrase,
    a text of nothing but list words is taken for its continuation. Only the last `TAIL` characters of `earlier` count.
    """
    cleaned = _cleaned(text)
    kept = _tails(earlier)
    before = "\n".join(_MARKER.sub(_filler, tail) for _, _, tail in kept)
    origin = len(before) + 1 if kept else 0
    spans = find(f"{before}\n{cleaned}" if kept else cleaned)
    own = [span.moved(-origin, len(cleaned)) for span in spans if span.end > origin]
    if own:
        divided = [span for span in spans if span.end > origin or span.kind is Secret.SEED_PHRASE]
        return _redaction(cleaned, own), _replaced(kept, divided)
    if any(_PHRASE in part for part in earlier[-RECENT:]) and is_nothing_else(Folded(cleaned)):
        own = [Span(0, len(cleaned), Secret.SEED_PHRASE, Certainty.LIKELY)]
    return _redaction(cleaned, own), {}


def _tails(earlier: Sequence[SafeText]) -> Sequence[tuple[int, str, str]]:
    """The place, the beginning and the end of each of the last texts, the ends no longer than `TAIL` altogether."""
    left, tails = TAIL, list[tuple[int, str, str]]()
    for place in range(len(earlier) - 1, -1, -1):
        if left <= 0:
            break
        cut = max(len(earlier[place]) - left, 0)
        tails.append((place, earlier[place][:cut], earlier[place][cut:]))
        left -= len(earlier[place]) + 1
    return tails[::-1]


def _filler(found: re.Match[str]) -> str:
    """As long as a marker, but without its words."""
    return OPENING * len(found[0])


def _replaced(kept: Sequence[tuple[int, str, str]], spans: Sequence[Span]) -> Mapping[int, Redaction]:
    replaced: dict[int, Redaction] = {}
    start = 0
    for place, head, tail in kept:
        inside = [
            span.moved(len(head) - start, len(head) + len(tail))
            for span in spans
            if span.start < start + len(tail) and span.end > start
        ]
        if inside:
            replaced[place] = _redaction(head + tail, inside)
        start += len(tail) + 1
    return replaced


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


def _cleaned(text: str) -> str:
    cleaned = clean(text) if len(text) <= LIMIT else text
    if len(cleaned) > LIMIT:
        raise TooLong(f"{len(cleaned)} characters, at most {LIMIT}")
    return cleaned


def _redaction(text: str, spans: Sequence[Span]) -> Redaction:
    if not spans:
        return Redaction(SafeText(text))
    return Redaction(SafeText(_without(text, spans)), tuple(Finding(span.kind, span.certainty) for span in spans))


def _without(text: str, spans: Sequence[Span]) -> str:
    kept: list[str] = []
    at = 0
    for span in spans:
        kept += text[at : span.start], marker(span.kind)
        at = span.end
    return "".join(kept) + text[at:]
