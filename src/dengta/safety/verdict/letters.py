"""Letters that look alike, by Unicode's table of confusables (UTS 39), and the scripts a word is written in."""

import re
import unicodedata
from functools import lru_cache

from confusable_homoglyphs import categories, confusables

_ALIKE = str.maketrans(
    {"1": "l", "i": "l", "|": "l", "!": "l", "0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "$": "s"}
)
_LATIN = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z])(?: WITH .*)?")
EAST_ASIAN = frozenset({"LATIN", "COMMON", "HAN", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "INHERITED"})


def fold(word: str) -> str:
    """A word as a hurried eye reads it: what looks alike becomes the same. For comparing, never for showing."""
    plain = word if word.isascii() else "".join(map(latin, word))
    return plain.translate(_ALIKE).replace("rn", "m").replace("vv", "w")


@lru_cache(maxsize=4096)
def latin(letter: str) -> str:
    """The lower-case ASCII letter that a letter is taken for, or the letter itself."""
    if letter.isascii():
        return letter.lower()
    bare = unicodedata.normalize("NFKD", letter)[0]
    if bare.isascii():
        return bare.lower()
    named = _LATIN.fullmatch(unicodedata.name(bare, ""))
    if named is not None:
        return named[1].lower()
    twins = (twin for case in (bare, bare.lower()) for twin in _twins(case))
    return next((twin.lower() for twin in twins if twin.isascii() and twin.isalpha()), bare.lower())


def _twins(letter: str) -> list[str]:
    found = confusables.is_confusable(letter, greedy=True) or []
    return [str(twin["c"]) for entry in found for twin in entry["homoglyphs"]]


def scripts(word: str) -> frozenset[str]:
    """The scripts of a word's letters, by Unicode's names for them."""
    return frozenset(categories.unique_aliases(word))


def is_mixed(word: str) -> bool:
    """Whether one word mixes scripts that no language mixes (UTS 39, highly restrictive level)."""
    if word.isascii():
        return False
    found = scripts(word)
    return len(found - {"COMMON", "INHERITED"}) > 1 and not found <= EAST_ASIAN


def imitated(word: str) -> str | None:
    """The plain Latin word that a word with other letters in it is meant to be read as, or None."""
    if word.isascii():
        return None
    plain = "".join(map(latin, word))
    return plain if plain.isascii() and plain != word else None
