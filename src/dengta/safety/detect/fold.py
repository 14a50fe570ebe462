"""A text in the plain form that rules are written for, character for character, so that places stay the same."""

import re
import unicodedata

from dengta.safety.clean import is_basic
from dengta.safety.detect.context import PHRASE

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Han characters, for the inside of a regular expression's brackets."""

_HAN = re.compile(f"[{HAN}]")
_SPELLED = "".join(letter for letter in map(chr, range(0x10000)) if letter.isalpha() and not _HAN.match(letter))
WORDS = re.compile(f"[{HAN}]{{2,}}|([{HAN}]|[{_SPELLED}]+)")
"""A word or a single Han character, captured, or a longer piece of Han text, not captured.

The letters are named one by one, for that is how `re` is fastest; those beyond the basic plane are of dead scripts.
"""

LOOKALIKES = """
аa вb гr ёe еe зz иu кk мm нh оo рp сc тt уy хx іi їi јj ѕs һh ԁd ԛq ԝw ӏl ьb ѵv ԍg
АA ВB ЁE ЕE ЗZ КK МM НH ОO РP СC ТT УY ХX ІI ЇI ЈJ ЅS ҺH ԌG ԚQ ԜW ӀI ЬB ѴV
αa βb εe ηn ιi κk νv οo ρp τt υu χx γy ωw ςc ϲc ϳj ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC
ßs æa œo ıi ɑa ɡg ɩi łl ŁL øo ØO đd ĐD ħh ŧt ʙb ᴀa ᴄc ᴅd ᴇe ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ᴛt ᴜu ᴠv ᴡw ʏy ᴢz
"""
"""What is drawn like a Latin letter, then that letter (from the look of Unicode's confusables, UTS 39)."""
DECOMPOSED = ((0xC0, 0x24F), (0x1E00, 0x1EFF), (0x2460, 0x24E9), (0xFF10, 0xFF5A), (0x1D400, 0x1D7FF))
"""Where accented, circled, full-width and styled letters and digits stand; NFKD tells what is under them."""


def lookalikes() -> dict[str, str]:
    """`LOOKALIKES` with the capital letters of those that have none of their own there."""
    pairs = {pair[0]: pair[1] for pair in LOOKALIKES.split()}
    capitals = {small.upper(): letter.upper() for small, letter in pairs.items() if len(small.upper()) == 1}
    return {capital: letter for capital, letter in capitals.items() if not capital.isascii()} | pairs


def _folds() -> dict[int, str]:
    folds = {ord(drawn): letter for drawn, letter in lookalikes().items()}
    for first, last in DECOMPOSED:
        for point in range(first, last + 1):
            parts = unicodedata.normalize("NFKD", chr(point))
            base, marks = parts[:1], parts[1:]
            if base.isascii() and base.isalnum() and all(map(unicodedata.combining, marks)):
                folds.setdefault(point, base)
    for point in range(0x80, 0x10000):
        if unicodedata.category(chr(point)) in ("No", "Nl"):
            folds.setdefault(point, "0")
    katakana = range(0x30A1, 0x30F7)
    return folds | {point: chr(point - 0x60) for point in katakana}


_FOLDS = _folds()
_FOLDABLE = re.compile(f"[{''.join(re.escape(chr(point)) for point in _FOLDS if point <= 0xFFFF)}]+")
_STYLED = re.compile("[\U0001d400-\U0001d7ff]+")
"""Apart from the others: `re` is a hundred times slower with a set that goes beyond the basic plane."""


def fold(text: str) -> str:
    """Full-width, accented, styled and look-alike letters become the Latin ones, katakana hiragana.

    Circled and other odd numbers become digits. The length stays what it was. The text is to be in NFC. Case
    is kept, for keys need it.
    """
    if text.isascii():
        return text
    folded = _FOLDABLE.sub(_folded, text)
    return folded if is_basic(folded) else _STYLED.sub(_folded, folded)


def _folded(found: re.Match[str]) -> str:
    return found[0].translate(_FOLDS)


_LETTERS = bytes(code | 0x20 if chr(code).isascii() and chr(code).isalpha() else ord(" ") for code in range(256))
FEW = 3
"""How many single Han characters it takes at least to be the beginning of a phrase."""
_FOREIGN = re.compile(f"[{_SPELLED[52:]}]")
_LONE_HAN = re.compile(f"[^{HAN}][{HAN}](?![{HAN}])")


class Folded:
    """A cleaned text and its plain forms, each as long as the text, the costly ones made when first asked for."""

    __slots__ = ("_is_latin", "_letters", "_lower", "_speaks_of_phrases", "_words", "narrow", "plain", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = fold(text)
        self.narrow = self.plain.encode("ascii", "replace")
        """In ASCII; each other character is a question mark. For first looks, which bytes make cheap."""
        self._is_latin: bool | None = None
        self._speaks_of_phrases: bool | None = None
        self._letters: list[bytes] | None = None
        self._lower: str | None = None
        self._words: list[str] | None = None

    @property
    def lower(self) -> str:
        """In small letters."""
        if self._lower is None:
            self._lower = self.plain.lower()
        return self._lower

    @property
    def letters(self) -> list[bytes]:
        """Its words of the letters a to z, in small letters."""
        if self._letters is None:
            self._letters = self.narrow.translate(_LETTERS).split()
        return self._letters

    @property
    def words(self) -> list[str]:
        """Its words in small letters, single Han characters among them; a longer piece of Han text is the word `""`."""
        if self._words is None:
            self._words = WORDS.findall(self.lower)
        return self._words

    @property
    def is_latin(self) -> bool:
        """Whether all its words are in `letters`, but for pieces of Han text and a few single Han characters."""
        if self._is_latin is None:
            self._is_latin = self.plain.isascii() or not (
                _FOREIGN.search(self.plain) or len(_LONE_HAN.findall(f" {self.plain}")) >= FEW
            )
        return self._is_latin

    @property
    def speaks_of_phrases(self) -> bool:
        """Whether recovery phrases are spoken of."""
        if self._speaks_of_phrases is None:
            self._speaks_of_phrases = bool(PHRASE.search(self.text))
        return self._speaks_of_phrases
