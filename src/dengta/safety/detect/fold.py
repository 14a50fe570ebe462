"""A text in the plain form that rules are written for, character for character, so that places stay the same."""

import re
import unicodedata
from functools import cached_property

from dengta.safety.detect.context import PHRASE

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Han characters, for the inside of a regular expression's brackets."""

WORDS = re.compile(f"[{HAN}]{{2,}}|([{HAN}]|[^\\W\\d_{HAN}]+)")
"""A word or a single Han character, captured, or a longer piece of Han text, not captured."""

LOOKALIKES = """
аa вb гr ёe еe зz иu кk мm нh оo рp сc тt уy хx іi їi јj ѕs һh ԁd ԛq ԝw ӏl ьb ѵv ԍg
АA ВB ЁE ЕE ЗZ КK МM НH ОO РP СC ТT УY ХX ІI ЇI ЈJ ЅS ҺH ԌG ԚQ ԜW ӀI ЬB ѴV
αa βb εe ηn ιi κk νv οo ρp τt υu χx γy ωw ςc ϲc ϳj ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC
ıi ɑa ɡg ɩi łl ŁL øo ØO đd ĐD ħh ŧt ʙb ᴀa ᴄc ᴅd ᴇe ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ᴛt ᴜu ᴠv ᴡw ʏy ᴢz
"""
"""What is drawn like a Latin letter, then that letter (from the look of Unicode's confusables, UTS 39)."""
DECOMPOSED = ((0xC0, 0x24F), (0x1E00, 0x1EFF), (0x2460, 0x24E9), (0xFF10, 0xFF5A), (0x1D400, 0x1D7FF))
"""Where accented, circled, full-width and styled letters and digits stand; NFKD tells what is under them."""


def _folds() -> dict[int, str]:
    folds = {ord(pair[:1]): pair[1:] for pair in LOOKALIKES.split()}
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
    return _STYLED.sub(_folded, _FOLDABLE.sub(_folded, text))


def _folded(found: re.Match[str]) -> str:
    return found[0].translate(_FOLDS)


class Folded:
    """A cleaned text and its plain forms, each made when first asked for and as long as the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = fold(text)

    @cached_property
    def lower(self) -> str:
        """In small letters."""
        return self.plain.lower()

    @cached_property
    def words(self) -> list[str]:
        """Its words in small letters, single Han characters among them; a longer piece of Han text is the word `""`."""
        return WORDS.findall(self.lower)

    @cached_property
    def speaks_of_phrases(self) -> bool:
        """Whether recovery phrases are spoken of."""
        return bool(PHRASE.search(self.text))
