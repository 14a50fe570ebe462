"""Cut text into the words it is found by (I15): the same cut for what is kept and for what is asked.

Han text has no spaces, so every run of it is kept as overlapping pairs, which finds any word of two characters or more,
and as single characters for questions of one. Traditional characters are folded to simplified ones, full-width forms
to ordinary ones. Where the script changes a word ends: `USDT转账` is `usdt` and `转账`. Long hashes are found
whole or by their first or last eight characters, as people quote them.
"""

import re
import unicodedata
from functools import cache

import opencc

RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[^\W\u3400-\u9fff\uf900-\ufaff]+", re.UNICODE)
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LONG = 16
"""From this length on a word is taken for a hash, an address or a key of a kind, not for speech."""
END = 8
MOST_ASKED = 24


def words_of(text: str) -> list[str]:
    """Every word a text can be found by, each once, sorted."""
    found: set[str] = set()
    for run in _runs(text):
        found.update(_kept(run))
    return sorted(found)


def asked(query: str) -> list[str]:
    """The words a question asks for: a text holds it if it holds them all. Empty when there is nothing to look for."""
    found: dict[str, None] = {}
    for run in _runs(query):
        found.update(dict.fromkeys(_wanted(run)))
    return list(found)[:MOST_ASKED]


def folded(text: str) -> str:
    """The text as it is compared: width, case and Chinese script do not matter."""
    return str(_simplified().convert(unicodedata.normalize("NFKC", text))).lower()


def highlights(text: str, query: str) -> list[tuple[int, int]]:
    """Where in a text the runs of a question stand: start and end, in order, without overlap."""
    same, places = _traced(text)
    spans = [
        (places[match.start()], places[match.end() - 1] + 1)
        for run in dict.fromkeys(_runs(query))
        for match in re.finditer(re.escape(run), same)
    ]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _traced(text: str) -> tuple[str, list[int]]:
    """The text folded, and for each of its characters the place in the text that it came from.

    Folding may lengthen: an ellipsis becomes three full stops. Where Chinese scripts differ in length, which is rare,
    that one step is left out.
    """
    parts = [unicodedata.normalize("NFKC", sign).lower() for sign in text]
    places = [place for place, part in enumerate(parts) for _ in part]
    plain = "".join(parts)
    simplified = str(_simplified().convert(plain))
    return (simplified if len(simplified) == len(plain) else plain), places


def _runs(text: str) -> list[str]:
    return RUN.findall(folded(text))


def _kept(run: str) -> set[str]:
    if HAN.match(run):
        return set(run) | {run[at : at + 2] for at in range(len(run) - 1)}
    parts = {part for part in run.split("_") if part} | {run}
    if len(run) >= LONG:
        parts |= {run[:END], run[-END:]} | ({run[2:], run[2 : 2 + END]} if run.startswith("0x") else set())
    return {part[:200] for part in parts}


def _wanted(run: str) -> list[str]:
    if HAN.match(run):
        return [run] if len(run) == 1 else [run[at : at + 2] for at in range(len(run) - 1)]
    return [run[:200]]


@cache
def _simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
