"""Recovery phrases, as people write them, are removed; ordinary questions are left alone (I20)."""

import csv
import json
import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from io import StringIO
from itertools import pairwise

import pytest
from mnemonic import Mnemonic

from dengta.bench.manners import EVASIONS, MORE, PHRASE
from dengta.safety.detect.lexicon import LANGUAGES
from dengta.safety.public import Certainty, Redaction, Secret, redact
from tests.shared_data import shared

WRITTEN = {**EVASIONS, **MORE}


def _survivors(redaction: Redaction, words: Sequence[str]) -> set[str]:
    return {word for word in words if word in redaction.text.lower()}


@pytest.mark.parametrize("manner", WRITTEN)
def test_a_phrase_is_removed_however_it_is_written(manner: str) -> None:
    """The sixteen manners that other detectors miss, and more; see `detect` for those that we miss."""
    redaction = redact(WRITTEN[manner](PHRASE))
    assert redaction.kinds == (Secret.SEED_PHRASE,)
    assert _survivors(redaction, PHRASE) <= set(PHRASE[-1:])


@pytest.mark.parametrize(
    "manner", [lambda words: " ".join(word[::-1] for word in words), lambda words: " ".join(" ".join(words))]
)
def test_what_we_know_that_we_miss(manner: Callable[[Sequence[str]], str]) -> None:
    """Words spelled backwards, and letter by letter. When this fails, `detect` has become better: say so there."""
    assert redact(manner(PHRASE)).found == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_published_phrase_is_removed_in_every_language(language: str) -> None:
    vectors = json.loads(shared("data/vectors/trezor_bip39_vectors_12langs.json").read_text(encoding="utf-8"))
    assert len(vectors[language]) == 24
    for _, phrase, *_ in vectors[language]:
        for text in (phrase, unicodedata.normalize("NFD", phrase), f"My wallet:\n{phrase}\nWhy is it empty?"):
            redaction = redact(text)
            assert redaction.found[0].kind is Secret.SEED_PHRASE, phrase
            assert redaction.found[0].certainty is Certainty.CERTAIN, phrase
            assert not any(f"{first} {second}" in redaction.text for first, second in pairwise(phrase.split()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_random_words_need_no_checksum(language: str) -> None:
    """As with TON and Electrum, whose phrases are of the same words, and with slips."""
    chance = random.Random(20)
    words = Mnemonic(language).wordlist
    for count in (11, 12, 15, 18, 21, 24, 25):
        for _ in range(20):
            phrase = chance.choices(words, k=count)
            assert redact(" ".join(phrase)).found, phrase


@pytest.mark.parametrize("language", LANGUAGES)
def test_eight_words_are_enough_when_a_phrase_is_spoken_of(language: str) -> None:
    chance = random.Random(21)
    words = Mnemonic(language).wordlist
    caught = [bool(redact(f"my seed phrase: {' '.join(chance.choices(words, k=8))}").found) for _ in range(50)]
    assert sum(caught) >= 49


def test_chinese_phrases_without_spaces_are_mostly_caught() -> None:
    chance = random.Random(22)
    makers = [Mnemonic("chinese_simplified"), Mnemonic("chinese_traditional")]
    twelve = ["".join(makers[n % 2].to_mnemonic(chance.randbytes(16)).split()) for n in range(200)]
    longest = ["".join(makers[n % 2].to_mnemonic(chance.randbytes(32)).split()) for n in range(200)]
    assert sum(bool(redact(phrase).found) for phrase in twelve) >= 175
    assert sum(bool(redact(f"我的助记词是{phrase}").found) for phrase in twelve) >= 180
    assert sum(bool(redact(phrase).found) for phrase in longest) >= 198


@pytest.mark.parametrize(
    "text", ["I have a cat, a dog, a horse, a lion, a tiger", "apple banana lemon olive orange peanut"]
)
def test_a_short_list_of_things_is_no_phrase(text: str) -> None:
    assert redact(text).found == ()


def test_a_phrase_in_two_messages_is_found_by_the_second() -> None:
    first, second = " ".join(PHRASE[:4]), " ".join(PHRASE[4:8])
    assert redact(second).found == ()
    redaction = redact(f"and then: {second}", before=f"it begins with: {first}")
    assert redaction.kinds == (Secret.SEED_PHRASE,)
    assert _survivors(redaction, PHRASE[4:8]) == set()


def test_ordinary_questions_are_left_alone() -> None:
    """At most one false alarm in 2,000; measured: none in 10,003, one in 6,923, two in 30,201.

    And five in 168,718 messages of programs in seventeen languages, from a Debian system's own catalogues.
    """
    bank = [
        row[0] for row in csv.reader(StringIO(shared("data/language/banking77_train.csv").read_text(encoding="utf-8")))
    ]
    chinese = shared("data/language/zh_support_questions.txt").read_text(encoding="utf-8").splitlines()
    for texts in (bank, chinese):
        alarms = [text for text in texts if redact(text).found]
        assert len(alarms) * 2_000 <= len(texts), alarms


def test_help_articles_are_left_alone_but_for_their_examples() -> None:
    articles = json.loads(shared("data/language/retrieval.json").read_text(encoding="utf-8"))["passages"]
    sentences = [
        sentence for article in articles for sentence in re.split(r"(?<=[.!?。])\s*|\n+", article["body"]) if sentence
    ]
    alarms = [sentence for sentence in sentences if Secret.SEED_PHRASE in redact(sentence).kinds]
    examples = ("gesture", "hazard", "lizard", "jealous")
    assert len([sentence for sentence in alarms if not any(word in sentence for word in examples)]) * 2_000 <= len(
        sentences
    )
    assert all(any(word in sentence for sentence in alarms) for word in examples)
