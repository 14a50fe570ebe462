"""Recovery phrases written as one long word, as some wallets' copies and cautious people do.

Hardly any other long word falls apart into list words without a rest.
"""

import re
from collections.abc import Iterable

from dengta.safety.detect.fold import HAN, Folded
from dengta.safety.detect.lexicon import lexicon
from dengta.safety.model import Certainty, Secret, Span

LEAST = 8
"""How many list words such a word must consist of."""
LONGEST = 400
"""How many letters the longest phrase has, and more: nobody's wallet makes a longer word."""

_LONG = re.compile(f"[^\\W\\d_{HAN}]{{{LEAST * 2},}}")

_ROW = b"a" * LEAST * 2
_LETTERS = bytes(ord("a") if chr(code).isascii() and chr(code).isalpha() else ord(" ") for code in range(256))


def find(folded: Folded) -> Iterable[Span]:
    """Spans of kind `SEED_PHRASE`."""
    if folded.is_latin and _ROW not in folded.narrow.translate(_LETTERS):
        return
    for match in _LONG.finditer(folded.lower):
        if len(match[0]) <= LONGEST and _words_in(match[0]) >= LEAST:
            yield Span(match.start(), match.end(), Secret.SEED_PHRASE, Certainty.LIKELY)


def _words_in(text: str) -> int:
    """The fewest list words that make up the whole of a text; 0 when none do. At most nine look-ups a character."""
    listed, longest = lexicon().full_words, lexicon().longest
    fewest = [0] + [-1] * len(text)
    reached = 0
    for end in range(1, len(text) + 1):
        if end - reached > longest:
            return 0
        counts = [
            fewest[start] + 1
            for start in range(max(end - longest, 0), end - 1)
            if fewest[start] >= 0 and text[start:end] in listed
        ]
        if counts:
            fewest[end], reached = min(counts), end
    return max(fewest[-1], 0)
