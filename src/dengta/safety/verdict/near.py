"""Words a few slips of the finger away from known ones, by symmetric deletion (Garbe, SymSpell, 2012)."""

from collections.abc import Iterable


class Near:
    """Finds a known word within `edits` insertions, deletions and replacements (and, for one edit, a swap).

    A look takes time that grows with the length of what is asked, to the power of `edits`, and not with how many words
    are known.
    """

    def __init__(self, words: Iterable[str], *, edits: int) -> None:
        self.edits = edits
        self._known = frozenset(words)
        self._by_rest: dict[str, list[str]] = {}
        for word in sorted(self._known):
            for rest in _rests(word, edits):
                self._by_rest.setdefault(rest, []).append(word)
        self._longest = max(map(len, self._known), default=0) + edits
        self._shortest = min(map(len, self._known), default=0) - edits

    def find(self, word: str, *, swaps: bool = True) -> str | None:
        """The first known word that is near, the word itself included."""
        if not self._shortest <= len(word) <= self._longest:
            return None
        if word in self._known:
            return word
        tried: set[str] = set()
        for rest in _rests(word, self.edits):
            for known in self._by_rest.get(rest, ()):
                if known not in tried and self._is_near(word, known, swaps):
                    return known
                tried.add(known)
        return None

    def _is_near(self, word: str, known: str, swaps: bool) -> bool:
        return levenshtein(word, known) <= self.edits or (swaps and _swapped(word, known))


def levenshtein(one: str, other: str) -> int:
    """The number of insertions, deletions and replacements between two words."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, against in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (letter != against))
    return row[-1]


def _rests(word: str, edits: int) -> set[str]:
    rests = layer = {word}
    for _ in range(edits):
        layer = {left[:at] + left[at + 1 :] for left in layer for at in range(len(left))}
        rests = rests | layer
    return rests


def _swapped(word: str, known: str) -> bool:
    if len(word) != len(known):
        return False
    differ = [at for at, (one, other) in enumerate(zip(word, known, strict=True)) if one != other]
    return len(differ) == 2 and differ[1] == differ[0] + 1 and sorted(word) == sorted(known)
