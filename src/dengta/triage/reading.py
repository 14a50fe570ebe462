"""Find what is said: the lexicon's meanings in a message, clause by clause, with denials and mere fears told apart.

English is matched by the stems of its words, Chinese as written and the longest phrase first.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind
from opencc import OpenCC

from dengta.triage.meanings import NOTHING, bits, denied, feared

READ_AT_MOST = 2_000  # characters: what a message is about is said by then
LONGEST_LATIN = 5  # words

HAN = re.compile(r"[\u3400-\u9fff]")
CLAUSE = re.compile(r"[。！？!?；;\n，,：:()（）\[\]…]+|\.(?=\s|$)|\s-\s|\bbut\b|但是|但|不过|可是")
HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
WORD = re.compile(r"[a-z0-9]{1,24}")  # no longer one is in the lexicon
APOSTROPHE = re.compile(r"[’'`]")
REMOVED = re.compile(r"⟦([a-z0-9_]+)⟧")
MASKED = (
    (re.compile(r"\b(?:https?://|www\.)\S+"), " urlgiven "),
    (re.compile(r"\b(?:0x)?[0-9a-f]{64}\b"), " hashgiven "),
    (re.compile(r"\b(?:0x[0-9a-f]{6,40}|bc1[a-z0-9]{10,70}|[1-9a-z]{32,44})\b"), " addressgiven "),
)
DOTTED = re.compile(r"(?<![a-z0-9.-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+(?![a-z0-9-])(?:/\S*)?")
TOP_LEVELS = frozenset(
    ["com", "io", "app", "org", "net", "dev", "xyz", "example", "cc", "me", "info", "top", "vip", "site", "online"]
)
MASKS = {"secretremoved": "secret", "urlgiven": "url", "hashgiven": "hash", "addressgiven": "address"}

SAME = {
    "是不是": "是否", "有没有": "有无", "会不会": "是否会", "能不能": "能否", "可不可以": "可否", "要不要": "要否",
    "帐": "账", "登陆": "登录", "助忆词": "助记词", "注记词": "助记词", "助记此": "助记词", "助计词": "助记词",
    "助记祠": "助记词", "祝记词": "助记词", "私匙": "私钥", "密匙": "密钥", "地扯": "地址", "泰达币": "usdt",
    "波场币": "trx", "以太币": "eth", "比特币": "btc",
}  # fmt: skip
"""Spellings read as one: A-not-A questions, which deny nothing, and slips of the keyboard."""

DENYING = (
    "not no never none nothing nobody without cannot cant dont didnt doesnt hasnt havent hadnt isnt wasnt arent werent "
    "wont wouldnt couldnt aint nor neither"
)
DENIALS = frozenset(DENYING.split())
HAN_DENIALS = ("没有", "没", "未", "不会", "不", "无法", "别", "并非", "非")
HAN_AND_SO_ON = frozenset("或和与跟也、")
DENIAL_REACHES = 4  # words, or Han characters
FEARING = bits({"prevent", "maybe"})
FEARED = bits({"stolen", "moved", "scammed", "expose", "phishing", "takeover", "gone"})
WORDS_KEPT = 50_000  # different words whose stems are remembered


class Hit(NamedTuple):
    """A phrase of the lexicon found in a clause; `meanings` already carry their sign."""

    phrase: str
    meanings: int


Clause = tuple[Hit, ...]
_Found = tuple[int, str, int, bool]  # where it begins, the phrase, what it means, whether that is denied


def read(words: str) -> list[Clause]:
    """The clauses of a normalised text in which something is said, with what that is. Linear in the text."""
    clauses = (_hits(clause) for clause in CLAUSE.split(words))
    return [clause for clause in clauses if clause]


def normal(text: str) -> str:
    """Lower case, compatible forms, simplified Chinese, one spelling; addresses, hashes and links become words.

    Cut at 2,000 characters.
    """
    text = unicodedata.normalize("NFKC", text[:READ_AT_MOST]).lower()
    if HAN.search(text):
        text = _simplified().convert(text)
    text = REMOVED.sub(_removed, text)
    for pattern, word in MASKED:
        text = pattern.sub(word, text)
    text = APOSTROPHE.sub("", DOTTED.sub(_site, text))
    return SPELT.sub(lambda found: SAME[found[0]], text)


SPELT = re.compile("|".join(SAME))


def _removed(found: re.Match[str]) -> str:
    """What safety took out becomes a word; what only may have been a key may as well be a hash."""
    return " hashgiven " if found[1] == "possible_key" else " secretremoved "


def _site(found: re.Match[str]) -> str:
    """A domain's name becomes a word; a version number or an abbreviation stays."""
    last = found[0].partition("/")[0].rpartition(".")[2]
    return " urlgiven " if last in TOP_LEVELS else found[0]


def _hits(clause: str) -> Clause:
    """Hits in the order of the clause; a fear said anywhere before colours what may be feared."""
    found = _han(clause) + _latin(clause)
    found.sort()
    hits, fearing = [], NOTHING
    for _, phrase, meanings, no in found:
        fearing |= meanings & FEARING
        hits.append(Hit(phrase, denied(meanings) if no else feared(meanings, FEARED) if fearing else meanings))
    return tuple(hits)


def _han(clause: str) -> list[_Found]:
    """Phrases that hold a Han character; they may run on into Latin letters (`假app`), as people type them."""
    lexicon = _lexicon()
    found, denied_until = [], -1
    for which, start, end in lexicon.han.find_matches_as_indexes(clause):
        phrase, meanings = lexicon.han_phrases[which]
        if not meanings:
            denied_until = end + DENIAL_REACHES
            continue
        found.append((start, phrase, meanings, start <= denied_until))
        if clause[end : end + 1] not in HAN_AND_SO_ON:
            denied_until = -1
    return found


def _latin(clause: str) -> list[_Found]:
    """Phrases of words; Han characters in between break them."""
    for text in WORD.findall(clause):
        if known(text).said:
            break
    else:
        return []
    found, begin = [], 0
    for run in HAN_RUN.split(clause):
        for phrase, meanings, no in _said([known(text) for text in WORD.findall(run)]):
            begin = clause.find(phrase.partition(" ")[0], begin)
            found.append((begin, phrase, meanings, no))
    return found


def _said(words: "list[Word]") -> Iterator[tuple[str, int, bool]]:
    denied_until, at = -1, 0
    while at < len(words):
        word = words[at]
        size, meanings = _phrase(words[at : at + LONGEST_LATIN]) if word.begins else (1, word.meanings)
        if meanings:
            phrase = word.text if size == 1 else " ".join([word.text for word in words[at : at + size]])
            yield phrase, meanings, at <= denied_until
            if at + size == len(words) or not words[at + size].goes_on:
                denied_until = -1
        elif word.denies:
            denied_until = at + DENIAL_REACHES
        at += size


def _phrase(words: "list[Word]") -> tuple[int, int]:
    """How many of the words, from the first on, make the longest phrase, at least one; and what it means."""
    phrases = _lexicon().latin
    roots = [word.root for word in words]
    for size in range(len(words), 1, -1):
        if meanings := phrases.get(tuple(roots[:size])):
            return size, meanings
    return 1, words[0].meanings


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a message and what the lexicon knows of it; `said` when that is anything at all.

    `begins` a longer phrase; `denies` what follows; after a phrase, `goes_on` with whatever was denied.
    """

    text: str
    root: str
    said: bool
    meanings: int
    begins: bool
    denies: bool
    goes_on: bool


@lru_cache(WORDS_KEPT)
def known(text: str) -> Word:
    """A word as the lexicon knows it. Remembered, because people use the same words."""
    lexicon = _lexicon()
    root = lexicon.mended(stem(text))
    meanings = lexicon.latin.get((f"={text}",)) or lexicon.latin.get((root,), NOTHING)
    if text in MASKS:
        meanings = bits({MASKS[text]})
    begins, denies = root in lexicon.firsts, text in DENIALS
    return Word(text, root, bool(meanings or begins or denies), meanings, begins, denies, text in {"or", "nor"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by how they are matched. A Han phrase that means nothing is a denial."""

    han: AhoCorasick
    han_phrases: tuple[tuple[str, int], ...]
    latin: Mapping[tuple[str, ...], int]
    firsts: frozenset[str]
    known: frozenset[str]
    misspelt: Mapping[str, str]

    def mended(self, word: str) -> str:
        """A word of the lexicon that differs by one slip, when the word is long and not itself known."""
        if not 6 <= len(word) <= 16 or word in self.known:
            return word
        return next((self.misspelt[cut] for cut in _cuts(word) if cut in self.misspelt), word)


@cache
def _lexicon() -> Lexicon:
    source = resources.files("dengta.triage") / "lexicon.toml"
    han: dict[str, int] = dict.fromkeys(HAN_DENIALS, NOTHING)
    latin: dict[tuple[str, ...], int] = {}
    for meaning, phrases in tomllib.loads(source.read_text(encoding="utf-8")).items():
        for phrase in (*phrases["zh"], *phrases["en"]):
            if HAN.search(phrase):
                han[phrase] = han.get(phrase, NOTHING) | bits({meaning})
            else:
                words = tuple(_as_matched(word) for word in phrase.split())
                latin[words] = latin.get(words, NOTHING) | bits({meaning})
    known = frozenset(word for phrase in latin for word in phrase)
    return Lexicon(
        han=AhoCorasick(list(han), matchkind=MatchKind.LeftmostLongest),
        han_phrases=tuple(han.items()),
        latin=latin,
        firsts=frozenset(phrase[0] for phrase in latin if len(phrase) > 1),
        known=known,
        misspelt={cut: word for word in sorted(known) if len(word) >= 6 for cut in (word, *_cuts(word))},
    )


def _as_matched(word: str) -> str:
    return word if word.startswith("=") else stem(word)


def _cuts(word: str) -> list[str]:
    """The word without one of its letters, the first kept: two words one slip apart share one of these."""
    return [word[:at] + word[at + 1 :] for at in range(1, len(word))]


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")


def stem(word: str) -> str:
    """A blunt stem: `transferred`, `transfers` and `transfer` meet; it need not be a word."""
    for ending in ("ing", "ied", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word
