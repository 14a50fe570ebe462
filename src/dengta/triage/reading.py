"""Find what is said: the lexicon's meanings in a message, clause by clause, with denials and mere fears told apart.

A meaning is written `stolen` when it is stated, `-stolen` when it is denied ("was not stolen") and `~stolen` when it is
only feared or asked about ("how do I keep it from being stolen").
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from opencc import OpenCC

READ_AT_MOST = 2_000  # characters: what a message is about is said by then
LONGEST_LATIN = 5  # words

HAN = re.compile(r"[\u3400-\u9fff]")
CLAUSE = re.compile(r"[。！？!?；;\n，,：:()（）\[\]…]+|\.(?=\s|$)|\s-\s|\bbut\b|但是|但|不过|可是")
TOKEN = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
APOSTROPHE = re.compile(r"[’'`]")
MASKED = (
    (re.compile(r"⟦possible_key⟧"), " hashgiven "),
    (re.compile(r"⟦[a-z0-9_]+⟧"), " secretremoved "),
    (re.compile(r"\b(?:https?://|www\.)\S+"), " urlgiven "),
    (re.compile(r"\b(?:0x)?[0-9a-f]{64}\b"), " hashgiven "),
    (re.compile(r"\b(?:0x[0-9a-f]{6,40}|bc1[a-z0-9]{10,70}|[1-9a-z]{32,44})\b"), " addressgiven "),
)
DOTTED = re.compile(r"(?<![a-z0-9.-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+(?![a-z0-9-])(?:/\S*)?")
TOP_LEVELS = frozenset(
    ["com", "io", "app", "org", "net", "dev", "xyz", "example", "cc", "me", "info", "top", "vip", "site", "online"]
)
MEANT = {"secretremoved": "secret", "urlgiven": "url", "hashgiven": "hash", "addressgiven": "address"}

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
HAN_DENIAL = re.compile(r"没有|没|未|不会|不|无法|别|并非|非")
HAN_DENIES = frozenset("没未不无别并非")
AND_SO_ON = (["or"], ["nor"])
HAN_AND_SO_ON = tuple("或和与跟也、")
DENIAL_REACHES = 4  # words, or Han characters
FEARING = frozenset({"prevent", "maybe"})
FEARED = frozenset({"stolen", "moved", "scammed", "expose", "phishing", "takeover", "gone"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of the lexicon found in a clause; `meanings` already carry their sign."""

    phrase: str
    meanings: frozenset[str]


Clause = tuple[Hit, ...]


def read(words: str) -> list[Clause]:
    """The clauses of a normalised text in which something is said, with what that is. Linear in the text."""
    clauses = (tuple(_hits(clause)) for clause in CLAUSE.split(words))
    return [clause for clause in clauses if clause]


def normal(text: str) -> str:
    """Lower case, compatible forms, simplified Chinese, one spelling; addresses, hashes and links become words.

    Cut at 2,000 characters.
    """
    text = unicodedata.normalize("NFKC", text[:READ_AT_MOST]).lower()
    if HAN.search(text):
        text = _simplified().convert(text)
    for pattern, word in MASKED:
        text = pattern.sub(word, text)
    text = DOTTED.sub(_site, text)
    text = APOSTROPHE.sub("", text)
    return SPELT.sub(lambda found: SAME[found[0]], text)


SPELT = re.compile("|".join(SAME))


def _site(found: re.Match[str]) -> str:
    """A domain's name becomes a word; a version number or an abbreviation stays."""
    last = found[0].partition("/")[0].rpartition(".")[2]
    return " urlgiven " if last in TOP_LEVELS else found[0]


def _hits(clause: str) -> Iterator[Hit]:
    """Hits in order of the clause; a fear said anywhere before colours what may be feared."""
    lexicon = _lexicon()
    feared = False
    for phrase, meanings, denied in _found(clause, lexicon):
        if not meanings.isdisjoint(FEARING):
            feared = True
        yield Hit(phrase, frozenset(_signed(meaning, denied=denied, feared=feared) for meaning in meanings))


def _signed(meaning: str, *, denied: bool, feared: bool) -> str:
    if denied:
        return f"-{meaning}"
    return f"~{meaning}" if feared and meaning in FEARED else meaning


def _found(clause: str, lexicon: "Lexicon") -> Iterator[tuple[str, frozenset[str], bool]]:
    words: list[str] = []  # of the present run of Latin words, Han runs in between kept as breaks
    for token in TOKEN.finditer(clause):
        if HAN.match(token[0]):
            yield from _latin(words, lexicon)
            words = []
            yield from _han(clause, token.start(), token.end(), lexicon)
        else:
            words.append(token[0])
    yield from _latin(words, lexicon)


def _latin(words: list[str], lexicon: "Lexicon") -> Iterator[tuple[str, frozenset[str], bool]]:
    stems = [lexicon.mended(stem(word)) for word in words]
    denied_until, at = -1, 0
    while at < len(stems):
        size, meanings = lexicon.longest(words, stems, at)
        if size:
            yield " ".join(words[at : at + size]), meanings, at <= denied_until
            at += size
            denied_until = denied_until if words[at : at + 1] in AND_SO_ON else -1
            continue
        if words[at] in MEANT:
            yield "…", frozenset({MEANT[words[at]]}), False
        if words[at] in DENIALS:
            denied_until = at + DENIAL_REACHES
        at += 1


def _han(clause: str, start: int, end: int, lexicon: "Lexicon") -> Iterator[tuple[str, frozenset[str], bool]]:
    """Longest first; a phrase may run on into Latin letters (`假app`), as people type them."""
    denied_until, at = -1, start
    while at < end:
        sizes = lexicon.han_sizes.get(clause[at], ())
        size = next((size for size in sizes if clause[at : at + size] in lexicon.han), 0)
        if size:
            yield clause[at : at + size], lexicon.han[clause[at : at + size]], at <= denied_until
            at += size
            denied_until = denied_until if clause[at : at + 1] in HAN_AND_SO_ON else -1
        elif clause[at] in HAN_DENIES and (denial := HAN_DENIAL.match(clause, at, end)):
            denied_until = denial.end() + DENIAL_REACHES
            at = denial.end()
        else:
            at += 1


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by how they are matched. `han_sizes` says, by first character, which lengths to try."""

    han: Mapping[str, frozenset[str]]
    han_sizes: Mapping[str, tuple[int, ...]]
    latin: Mapping[tuple[str, ...], frozenset[str]]
    firsts: frozenset[str]
    known: frozenset[str]
    misspelt: Mapping[str, str]

    def longest(self, words: list[str], stems: list[str], at: int) -> tuple[int, frozenset[str]]:
        """How many words from `at` on make the longest phrase, and what it means; 0 for none."""
        longest = min(LONGEST_LATIN, len(stems) - at) if stems[at] in self.firsts else 1
        for size in range(longest, 1, -1):
            if meanings := self.latin.get(tuple(stems[at : at + size])):
                return size, meanings
        meanings = self.latin.get((f"={words[at]}",)) or self.latin.get((stems[at],), frozenset())
        return len(meanings) and 1, meanings

    def mended(self, word: str) -> str:
        """A word of the lexicon that differs by one slip, when the word is long and not itself known."""
        if not 6 <= len(word) <= 16 or word in self.known:
            return word
        return next((self.misspelt[cut] for cut in _cuts(word) if cut in self.misspelt), word)


@cache
def _lexicon() -> Lexicon:
    source = resources.files("dengta.triage") / "lexicon.toml"
    han: dict[str, set[str]] = {}
    latin: dict[tuple[str, ...], set[str]] = {}
    for meaning, phrases in tomllib.loads(source.read_text(encoding="utf-8")).items():
        for phrase in (*phrases["zh"], *phrases["en"]):
            if HAN.search(phrase):
                han.setdefault(phrase, set()).add(meaning)
            else:
                latin.setdefault(tuple(_as_matched(word) for word in phrase.split()), set()).add(meaning)
    sizes: dict[str, set[int]] = {}
    for phrase in han:
        sizes.setdefault(phrase[0], set()).add(len(phrase))
    known = frozenset(word for phrase in latin for word in phrase)
    return Lexicon(
        han={phrase: frozenset(meanings) for phrase, meanings in han.items()},
        han_sizes={first: tuple(sorted(lengths, reverse=True)) for first, lengths in sizes.items()},
        latin={phrase: frozenset(meanings) for phrase, meanings in latin.items()},
        firsts=frozenset(phrase[0] for phrase in latin),
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
