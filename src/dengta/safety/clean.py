"""Makes any string harmless to store and to show, before secrets are looked for. Never raises."""

import re
import unicodedata

from dengta.safety.model import CLOSING, OPENING

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_DIRECTION = "\u202a-\u202e\u2066-\u2069\u206a-\u206f"
_INVISIBLE = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u3164\ufeff\uffa0\ufff0-\ufffb"
_NONCHARACTERS = "\ufdd0-\ufdef\ufffe\uffff"
UNWANTED = f"{_CONTROLS}{_DIRECTION}{_INVISIBLE}{_NONCHARACTERS}"
JOINERS = "\u200c-\u200f\ufe00-\ufe0f"
OVERLAYS = "\u0305\u0332-\u0338\u033f\u035c-\u0362\u20d2\u20d3\u20d8-\u20da\u20e5\u20e6"
"""For the inside of a regular expression's brackets, as `UNWANTED`."""

_UNWANTED = re.compile(f"[{UNWANTED}\ud800-\udfff]+")
_TAGS = re.compile("[\U000e0000-\U000e0fff]+")
_JOINERS = re.compile(f"[{JOINERS}]")
_OVERLAYS = re.compile(f"[{OVERLAYS}]+")
_JOINED_LETTERS = re.compile(
    "(?<=[0-9A-Za-z\u00c0-\u024f\u0370-\u04ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"
    f"[{JOINERS}]+"
    "(?=[0-9A-Za-z\u00c0-\u024f\u0370-\u04ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"
)
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0" + OVERLAYS + OPENING + CLOSING + "]"
)
"""What Python calls printable and is not left alone all the same."""
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")


def clean(text: str) -> str:
    """The same words, fit to keep.

    Line ends become `\\n`. Gone are: NUL and the other control characters (tab and line feed stay), unpaired
    surrogates, noncharacters, embeddings and overrides of direction (letters written from right to left keep their
    own direction, and the marks U+200E and U+200F stay between words), characters that show nothing (soft hyphen,
    zero-width space, word joiner, byte order mark, fillers, tags), and joiners and variation selectors inside
    Latin, Greek, Cyrillic, kana, Han and Hangul words (emoji and scripts that need joiners keep them), and strokes
    through, under and over letters that no language writes. The rest is normalised to NFC, and the brackets of our
    own markers become plain ones. `clean(clean(x)) == clean(x)`.
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    if text.replace("\n", "").isprintable():
        composed = unicodedata.normalize("NFC", text)
        if not _UNSEEN.search(composed) and (is_basic(composed) or not _TAGS.search(composed)):
            return composed
    text = _LINE_ENDS.sub("\n", text)
    text = _TAGS.sub("", _UNWANTED.sub("", text))
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    if _OVERLAYS.search(text):
        text = unicodedata.normalize("NFC", _OVERLAYS.sub("", text))
    if _JOINERS.search(text):
        text = _JOINED_LETTERS.sub("", text)
    return text.replace(OPENING, "[").replace(CLOSING, "]")


def is_basic(text: str) -> bool:
    """Whether all of it lies in Unicode's basic plane; a tenth of the time that a look at each character takes."""
    return len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)
