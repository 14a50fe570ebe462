"""How much of what only a thief would write is held back, and how little of what honest support writes.

Figures are printed with `-s`. Three sets of our own inventions, about half Chinese, half English; the first was written
before the rules were read (but after a look at the unit test's), the others each after the rules had been mended for
the set before. A set's first run is the honest figure for what nobody has tuned for:

    outgoing.jsonl        held  52 of 143 (en 23/66, zh 27/65, mixed 2/12)   wrongly held 6 of 174 (en 2/80, zh 4/84)
    outgoing_later.jsonl  held  16 of  40 (en  4/18, zh 10/18, mixed 2/4)    wrongly held 3 of  41 (zh 3/19)
    outgoing_last.jsonl   held  19 of  40 (en  7/19, zh  9/18, mixed 3/3)    wrongly held 2 of  40 (zh 2/18)

The rules were then mended for each, so today's figures flatter: expect about half of a new thief's to be held.
Of 1,177 real help articles the first rules held 101, for lines such as "Enter your password".
"""

import json
import tomllib
from pathlib import Path

import pytest

from dengta.safety.outgoing.wording import asks
from tests.evals.test_triage import say
from tests.shared_data import shared

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "src/dengta/cli/demo_data"
ARTICLES = "data/language/retrieval.json"
RECALL_FLOOR = 0.85
FALSE_CEILING = 0.03
ARTICLE_CEILING = 0.02
SETS = ["outgoing", "outgoing_later", "outgoing_last"]


def held(name: str, *, bad: bool, language: str | None = None) -> tuple[int, int]:
    """How many are held, of how many."""
    cases = [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [case["text"] for case in cases if case["bad"] is bad and language in (None, case["language"])]
    return sum(bool(asks(text)) for text in texts), len(texts)


@pytest.mark.parametrize("name", SETS)
def test_what_a_thief_writes_is_held_back(name: str) -> None:
    for language in ("en", "zh", "mixed"):
        say(f"{name} held, {language}", *held(name, bad=True, language=language))
    assert say(f"{name} held", *held(name, bad=True)) >= RECALL_FLOOR


@pytest.mark.parametrize("name", SETS)
def test_what_support_writes_goes_out(name: str) -> None:
    for language in ("en", "zh", "mixed"):
        say(f"{name} wrongly held, {language}", *held(name, bad=False, language=language))
    assert say(f"{name} wrongly held", *held(name, bad=False)) <= FALSE_CEILING


def test_every_reply_of_the_demo_goes_out() -> None:
    stories = [tomllib.loads((DEMO / f"{language}.toml").read_text(encoding="utf-8")) for language in ("en", "zh")]
    steps = [step for story in stories for case in story["case"] for step in case["steps"]]
    said = [words for _, _, deed, words in steps if deed in ("reply", "keep", "done")]
    canned = tomllib.loads((DEMO / "staff.toml").read_text(encoding="utf-8"))["canned"]
    said += [words for each in canned for words in each.values() if isinstance(words, str)]
    assert len(said) >= 50
    assert [words for words in said if asks(words)] == []


def test_help_articles_would_go_out() -> None:
    articles = json.loads(shared(ARTICLES).read_text(encoding="utf-8"))["passages"]
    shares = []
    for language in ("en", "zh"):
        bodies = [article["body"] for article in articles if article["lang"] == language]
        shares.append(say(f"articles wrongly held, {language}", sum(bool(asks(body)) for body in bodies), len(bodies)))
    assert max(shares) <= ARTICLE_CEILING
