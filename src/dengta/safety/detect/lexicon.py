"""The ten word lists of BIP39, read from the `mnemonic` package, and how common their words are in ordinary prose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from unicodedata import normalize

from dengta.safety.detect.fold import fold
from dengta.safety.detect.prose import EVERYWHERE, OFTEN

LATIN = ("english", "spanish", "french", "italian", "portuguese", "czech")
CHINESE = ("chinese_simplified", "chinese_traditional")
LANGUAGES = (*LATIN, *CHINESE, "japanese", "korean")
SPELLED = tuple(language for language in LANGUAGES if language not in CHINESE)

RARE, FAIR, PLAIN = 10, 5, 0
"""What a list word says for a phrase: one seldom met in prose, one met now and then, one met in every message."""
PREFIX = 7
"""What the first four letters of a Latin list word say: they name it, and many people note no more (BIP39)."""
HAN_BETWEEN, HAN_AROUND = -2, -5
"""What Han text says between words of other scripts, which one counts with in Chinese (第一个词是), and what a
longer piece of it says between single Han characters."""
HAN_WEIGHTS = ((64, -20), (256, -10), (512, -4), (1024, 4), (2048, 18))
"""What a Han character inside a longer piece of Han text says, by its place in its list: tenths of the logarithm of
the odds of phrase to prose. Both lists are ordered by use; measured on 173,000 characters of Chinese questions and
help pages."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded words in small letters: their places in their list and their weights, by language and over all.

    The word `""` stands for a longer piece of Han text. `full_words` are those of all lists but the Chinese, without
    their first letters alone; `longest` is how long the longest is.
    """

    places: Mapping[str, Mapping[str, int]]
    weights: Mapping[str, Mapping[str, int]]
    any_weight: Mapping[str, int]
    han_weight: Mapping[str, int]
    full_words: frozenset[str]
    longest: int


@cache
def lexicon() -> Lexicon:
    """Read when first asked for, some 20 ms, then kept."""
    lists = {language: words(language) for language in LANGUAGES}
    places = {language: _places(language, listed) for language, listed in lists.items()}
    weights = {language: _weights(language, listed, places[language]) for language, listed in lists.items()}
    any_weight: dict[str, int] = {}
    han_weight: dict[str, int] = {}
    for language, of in weights.items():
        for word, weight in of.items():
            any_weight[word] = max(weight, any_weight.get(word, weight))
            if language in CHINESE and word:
                han_weight[word] = max(_han_weight(places[language][word]), han_weight.get(word, -20))
    full_words = frozenset(word for language in SPELLED for word in lists[language])
    return Lexicon(places, weights, any_weight, han_weight, full_words, max(map(len, full_words)))


@cache
def words(language: str) -> Sequence[str]:
    """The 2,048 words of a list in its own order, folded, in small letters."""
    listed = resources.files("mnemonic").joinpath("wordlist", f"{language}.txt").read_text(encoding="utf-8")
    return fold(normalize("NFC", listed)).lower().split()


def _places(language: str, listed: Sequence[str]) -> Mapping[str, int]:
    places = {word: place for place, word in enumerate(listed)}
    if language in LATIN:
        for place, word in enumerate(listed):
            places.setdefault(word[:4], place)
    return places


def _weights(language: str, listed: Sequence[str], places: Mapping[str, int]) -> Mapping[str, int]:
    weights = dict.fromkeys(places, PREFIX) | dict.fromkeys(listed, RARE)
    if language == "english":
        weights |= dict.fromkeys(OFTEN, FAIR) | dict.fromkeys(EVERYWHERE, PLAIN)
    if language in CHINESE:
        return weights | {"": HAN_AROUND}
    return dict.fromkeys(("", *words(CHINESE[0]), *words(CHINESE[1])), HAN_BETWEEN) | weights


def _han_weight(place: int) -> int:
    return next(weight for below, weight in HAN_WEIGHTS if place < below)
