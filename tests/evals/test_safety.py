"""How much is found and how much is mistaken, with floors. Figures are printed with `-s`, as `make eval-safety` does.

The questions are real ones, put to banks' support in English and Chinese; nothing was tuned on them word by word, but
the weights were counted in them. A share of none in n has Wilson's interval, so that "no alarm" is not read as "never".
"""

import csv
import json
import random
from collections.abc import Iterable

import pytest

from dengta.bench.manners import EVASIONS, MORE, PHRASE
from dengta.safety.detect.lexicon import LENGTHS, LISTS, raw_words
from dengta.safety.public import redact
from tests.evals.test_triage import say
from tests.shared_data import shared

EVASIONS_FLOOR = 21
FALSE_ALARMS = 1 / 2_000


@pytest.mark.parametrize("language", [name for name in LISTS if not name.startswith(("monero", "slip", "electrum"))])
def test_published_phrases_of_bip39(language: str) -> None:
    vectors = json.loads(shared("data/vectors/trezor_bip39_vectors_12langs.json").read_text(encoding="utf-8"))
    assert share(f"published_{language}", (row[1] for row in vectors[language])) == 1


def test_published_shares_of_slip39() -> None:
    vectors = json.loads(shared("data/vectors/slip39/vectors.json").read_text(encoding="utf-8"))
    assert share("published_slip39", (one for row in vectors for one in row[1])) == 1


def test_published_keys_of_bitcoin() -> None:
    vectors = json.loads(shared("data/vectors/bitcoin/core_base58_keys_valid.json").read_text(encoding="utf-8"))
    assert share("published_wif", (row[0] for row in vectors if row[2]["isPrivkey"])) == 1


def test_random_phrases_of_every_list() -> None:
    chance = random.Random(39)
    for name in LISTS:
        phrases = [" ".join(chance.choices(raw_words(name), k=count)) for count in LENGTHS[name] for _ in range(50)]
        assert share(f"random_{name}", phrases) >= (0.9 if name == "monero_lojban" else 0.995)


def test_manners_of_writing() -> None:
    assert share("manners", [manner(PHRASE) for manner in EVASIONS.values()]) * len(EVASIONS) >= EVASIONS_FLOOR
    assert share("more_manners", [manner(PHRASE) for manner in MORE.values()]) == 1


def test_false_alarms_in_english() -> None:
    with shared("data/language/banking77_train.csv").open(encoding="utf-8", newline="") as file:
        assert share("alarms_en", [row[0] for row in csv.reader(file)][1:]) <= FALSE_ALARMS


def test_false_alarms_in_chinese() -> None:
    questions = shared("data/language/zh_support_questions.txt").read_text(encoding="utf-8").splitlines()
    assert share("alarms_zh", questions) <= FALSE_ALARMS


def share(figure: str, texts: Iterable[str]) -> float:
    """How many of them something is found in, said with an interval."""
    found = [bool(redact(text).found) for text in texts]
    return say(figure, sum(found), len(found))
