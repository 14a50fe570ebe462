"""Which of many words stand anywhere in a text, in time that does not grow with their number."""

from collections.abc import Iterable, Iterator

START = 2  # letters that every word is filed under; no word is shorter


class Needles:
    """A fixed set of words of two letters or more."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for word in sorted(set(words)):
            if len(word) < START:
                raise ValueError(f"{word!r} is too short to be looked for inside other words")
            self._by_start.setdefault(word[:START], []).append(word)

    def found(self, text: str) -> Iterator[str]:
        """Each word that occurs, as often as it does, in the order of its place."""
        for at in range(len(text) - START + 1):
            for word in self._by_start.get(text[at : at + START], ()):
                if text.startswith(word, at):
                    yield word
