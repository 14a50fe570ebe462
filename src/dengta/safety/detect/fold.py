"""A text in the plain form that rules are written for, character for character, so that places stay the same."""

import re
import unicodedata
from functools import cached_property

_LOOKALIKES = """
аa вb гr ёe еe зz иu кk мm нh оo рp сc тt уy хx іi їi јj ѕs һh ԁd ԛq ԝw ӏl ьb ѵv ԍg
АA ВB ЁE ЕE ЗZ КK МM НH ОO РP СC ТT УY ХX ІI ЇI ЈJ ЅS ҺH ԌG ԚQ ԜW ӀI ЬB ѴV
αa βb εe ηn ιi κk νv οo ρp τt υu χx γy ωw ςc ϲc ϳj ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC
ıi ɑa ɡg ɩi łl ŁL øo ØO đd ĐD ħh ŧt ʙb ᴀa ᴄc ᴅd ᴇe ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ᴛt ᴜu ᴠv ᴡw ʏy ᴢz
"""
"""What is drawn like a Latin letter, then that letter (from the look of Unicode's confusables, UTS 39)."""


def _folds() -> dict[int, str]:
    folds = {ord(pair[:1]): pair[1:] for pair in _LOOKALIKES.split()}
    for first, last in ((0xC0, 0x24F), (0x1E00, 0x1EFF), (0x2460, 0x24E9), (0xFF01, 0xFF5E), (0x1D400, 0x1D7FF)):
        for point in range(first, last + 1):
            parts = unicodedata.normalize("NFKD", chr(point))
            base, marks = parts[:1], parts[1:]
            if base.isascii() and all(map(unicodedata.combining, marks)):
                folds.setdefault(point, base)
    katakana = range(0x30A1, 0x30F7)
    return folds | {point: chr(point - 0x60) for point in katakana}


_FOLDS = _folds()
_FOLDABLE = re.compile(f"[{''.join(map(re.escape, map(chr, _FOLDS)))}]")


def fold(text: str) -> str:
    """Full-width, accented, styled and look-alike letters become the Latin ones, katakana hiragana; length is kept.

    The text is to be in NFC. Case is kept, for keys need it.
    """
    if text.isascii() or not _FOLDABLE.search(text):
        return text
    return text.translate(_FOLDS)


class Folded:
    """A cleaned text and its plain forms, each made when first asked for and as long as the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = fold(text)

    @cached_property
    def lower(self) -> str:
        """In small letters."""
        return self.plain.lower()
