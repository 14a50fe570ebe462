"""The word lists of recovery phrases, and how common their words are in ordinary prose.

BIP39's twelve lists are read from the `mnemonic` package; Monero's, SLIP-39's and Electrum's first lie in `words/`.
Electrum's later phrases, TON's, Algorand's and aezeed's are of BIP39's words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from unicodedata import normalize

from dengta.safety.detect.fold import fold
from dengta.safety.detect.prose import EVERYWHERE, OFTEN

BIP39 = ("english", "spanish", "french", "italian", "portuguese", "czech", "turkish", "russian")
CHINESE = ("chinese_simplified", "chinese_traditional")
LANGUAGES = (*BIP39, *CHINESE, "japanese", "korean")
"""The lists with BIP39's checksum."""
MONERO = ("dutch", "english", "esperanto", "french", "german", "italian", "japanese", "lojban", "portuguese")
OWN = ("slip39", "electrum_old", *(f"monero_{language}" for language in (*MONERO, "russian", "spanish")))
"""The lists that lie here."""
LISTS = (*LANGUAGES, *OWN)
SPELLED = tuple(name for name in LISTS if name not in CHINESE)
ENGLISH = ("english", "slip39", "electrum_old", "monero_english")
ABBREVIATED = (*BIP39, "slip39")
"""Whose words are told apart by four letters, and often noted so."""
LENGTHS: Mapping[str, Sequence[int]] = dict.fromkeys(LANGUAGES, (12, 15, 18, 21, 24, 25)) | {
    name: {"slip39": (20, 33), "electrum_old": (12, 24)}.get(name, (13, 25)) for name in OWN
}
"""How many words a phrase of each list has."""

RARE, FAIR, PLAIN = 10, 5, 0
"""What a list word says for a phrase: one seldom met in prose, one met now and then, one met in every message."""
LESS: Mapping[str, int] = {"electrum_old": 2} | {name: 3 for name in OWN if name.startswith("monero")}
"""How much less the words of some lists say: those of Electrum's first, which were chosen for being common in poems,
and Monero's, whose phrases are twice as long and which nobody has counted in ordinary German or French."""
PREFIX = 7
"""What the first four letters of a list word say: they name it, and many people note no more (BIP39)."""
HAN_BETWEEN, HAN_AROUND = -2, -5
"""What Han text says between words of other scripts, which one counts with in Chinese (第一个词是), and what a
longer piece of it says between single Han characters."""
HAN_WEIGHTS = ((64, -20), (256, -10), (512, -4), (1024, 4), (2048, 18))
"""What a Han character inside a longer piece of Han text says, by its place in its list: tenths of the logarithm of
the odds of phrase to prose. Both lists are ordered by use; measured on 173,000 characters of Chinese questions and
help pages."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded words in small letters: their places in their list and their weights, by list and over all,
    and of those in the letters a to z as bytes.

    `lists` are those in which a word counts for a phrase. The word `""` stands for a longer piece of Han text.
    `full_words` are those of all lists but the Chinese, without their first letters alone; `longest` is how long the
    longest is.
    """

    places: Mapping[str, Mapping[str, int]]
    lists: Mapping[str, Sequence[str]]
    weights: Mapping[str, Mapping[str, int]]
    any_weight: Mapping[str, int]
    letters_weight: Mapping[bytes, int]
    han_weight: Mapping[str, int]
    full_words: frozenset[str]
    longest: int


@cache
def lexicon() -> Lexicon:
    """Read when first asked for, some 60 ms, then kept."""
    lists = {name: words(name) for name in LISTS}
    places = {name: _places(name, listed) for name, listed in lists.items()}
    weights = {name: _weights(name, listed, places[name]) for name, listed in lists.items()}
    any_weight: dict[str, int] = {}
    counting: dict[str, list[str]] = {}
    for name, of in weights.items():
        for word, weight in of.items():
            any_weight[word] = max(weight, any_weight.get(word, weight))
            if weight > 0:
                counting.setdefault(word, []).append(name)
    han_weight: dict[str, int] = {}
    for name in CHINESE:
        for word, place in places[name].items():
            han_weight[word] = max(_han_weight(place), han_weight.get(word, -20))
    full_words = frozenset(word for name in SPELLED for word in lists[name])
    letters_weight = {word.encode(): weight for word, weight in any_weight.items() if word.isascii() and word}
    return Lexicon(
        places, counting, weights, any_weight, letters_weight, han_weight, full_words, max(map(len, full_words))
    )


@cache
def words(name: str) -> Sequence[str]:
    """The words of a list in its own order, folded, in small letters."""
    return fold("\n".join(raw_words(name))).lower().split()


@cache
def raw_words(name: str) -> Sequence[str]:
    """The same words as their makers spell them, in NFC."""
    package, folder = ("dengta.safety", "words") if name in OWN else ("mnemonic", "wordlist")
    listed = resources.files(package).joinpath(folder, f"{name}.txt").read_text(encoding="utf-8")
    return normalize("NFC", listed).split()


def _places(name: str, listed: Sequence[str]) -> Mapping[str, int]:
    places = {word: place for place, word in enumerate(listed)}
    if name in ABBREVIATED:
        for place, word in enumerate(listed):
            places.setdefault(word[:4], place)
    return places


def _weights(name: str, listed: Sequence[str], places: Mapping[str, int]) -> Mapping[str, int]:
    less = LESS.get(name, 0)
    weights = dict.fromkeys(places, PREFIX) | dict.fromkeys(listed, RARE - less)
    if name in ENGLISH:
        weights |= dict.fromkeys(OFTEN & places.keys(), FAIR - less) | dict.fromkeys(EVERYWHERE & places.keys(), PLAIN)
    if name in CHINESE:
        return weights | {"": HAN_AROUND}
    return dict.fromkeys(("", *words(CHINESE[0]), *words(CHINESE[1])), HAN_BETWEEN) | weights


def _han_weight(place: int) -> int:
    return next(weight for below, weight in HAN_WEIGHTS if place < below)
