"""Phrases of every wallet's own word list and checksum are removed: published ones, and as many as chance makes."""

import csv
import json
import random
import re
from binascii import crc32
from collections.abc import Sequence
from importlib import resources

import pytest

from dengta.safety.detect.checksums import is_aezeed, is_algorand, is_electrum, is_sound
from dengta.safety.detect.lexicon import LENGTHS, LISTS, OWN, lexicon, raw_words
from dengta.safety.public import Certainty, Secret, redact
from tests.shared_data import shared

PUBLISHED = {
    "Monero": "sequence atlas unveil summon pebbles tuesday beer rudely snake rockets different fuselage woven tagged "
    "bested dented vegan hover rapid fawns obvious muppet randomly seasons randomly",
    "Electrum": "wild father tree among universe such mobile favorite target dynamic credit identify",
    "Electrum, Spanish": "almíbar tibio superar vencer hacha peatón príncipe matar consejo polen vehículo odisea",
    "Electrum, Japanese": "なのか ひろい しなん まなぶ つぶす さがす おしゃれ かわく おいかける けさき かいとう さたん",
    "Electrum, Chinese": "眼 悲 叛 改 节 跃 衡 响 疆 股 遂 冬",
    "aezeed": "absorb original enlist once climb erode kid thrive kitchen giant define tube orange leader harbor "
    "comfort olive fatal success suggest drink penalty chimney ritual",
    "aezeed, with a password": "able promote dizzy mixture sword myth share public find tattoo catalog cousin bulb "
    "unfair machine alarm cool large promote kick shop rug mean year",
}
UNCHECKED = {
    "Electrum before 2.0": "hardly point goal hallway patience key stone difference ready caught listen fact",
    "Electrum before 2.0, of common words": "powerful random nobody notice nothing important anyway look away hidden "
    "message over",
    "Electrum, 13 words": "cram swing cover prefer miss modify ritual silly deliver chunk behind inform able",
}
"""From the wallets' own tests and documents."""


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("manner", ["{}", "My words: {}", "我的助记词：\n{}\n打不开"])
def test_a_published_phrase_is_removed_and_certain(name: str, manner: str) -> None:
    redaction = redact(manner.format(PUBLISHED[name]))
    assert redaction.text == manner.format("\u27e6seed_phrase\u27e7")
    assert redaction.found[0].certainty is Certainty.CERTAIN


@pytest.mark.parametrize("name", UNCHECKED)
def test_a_published_phrase_without_a_checksum_is_removed(name: str) -> None:
    assert redact(UNCHECKED[name]).kinds == (Secret.SEED_PHRASE,)
    numbered = "\n".join(f"{number}. {word}" for number, word in enumerate(UNCHECKED[name].split(), 1))
    assert redact(numbered).kinds == (Secret.SEED_PHRASE,)


def test_every_published_share_of_slip39_is_removed() -> None:
    vectors = json.loads(shared("data/vectors/slip39/vectors.json").read_text(encoding="utf-8"))
    assert len(vectors) == 45
    for about, shares, *_ in vectors:
        for share in shares:
            redaction = redact(share)
            assert redaction.kinds == (Secret.SEED_PHRASE,), about
            assert re.fullmatch(r"\u27e6seed_phrase\u27e7", redaction.text), about
            is_broken = "checksum" in about or "insufficient length" in about or "invalid master secret" in about
            assert (redaction.found[0].certainty is Certainty.CERTAIN) is not is_broken, about


@pytest.mark.parametrize("name", LISTS)
def test_random_phrases_of_every_list_and_length_are_removed(name: str) -> None:
    """As with TON, whose phrases have no checksum of this kind. Lojban's short words are those of many languages."""
    chance = random.Random(name)
    for count in LENGTHS[name]:
        phrases = [" ".join(chance.choices(raw_words(name), k=count)) for _ in range(40)]
        missed = [phrase for phrase in phrases if not redact(phrase).found]
        assert len(missed) <= (4 if name == "monero_lojban" else 0), missed


@pytest.mark.parametrize("name", [name for name in OWN if name.startswith("monero")])
def test_the_checksum_of_monero_makes_a_phrase_certain(name: str) -> None:
    chance, prefix = random.Random(7), 3 if name == "monero_english" else 4
    for _ in range(10):
        words = chance.choices(raw_words(name), k=24)
        words.append(words[crc32("".join(word[:prefix] for word in words).encode()) % 24])
        if name != "monero_lojban":
            assert redact(" ".join(words)).found[0].certainty is Certainty.CERTAIN


def test_the_checksums_of_algorand_and_aezeed_are_those_of_their_makers() -> None:
    """Algorand's phrase of 32 zero bytes ends in "invest"; one word changed is no longer sound."""
    zero = ["abandon"] * 24 + ["invest"]
    assert is_sound("english", zero)
    assert is_algorand(_places(zero))
    assert not is_algorand(_places([*zero[:-1], "abandon"]))
    words = PUBLISHED["aezeed"].split()
    assert is_aezeed(_places(words))
    assert not is_aezeed(_places([*words[:-1], "zoo"]))
    assert not is_electrum("zoo " * 11 + "zoo")


def test_the_lists_are_those_of_other_programs() -> None:
    bip_utils = pytest.importorskip("bip_utils", reason="the package bip-utils is not installed")
    folder = resources.files(bip_utils) / "monero" / "mnemonic_legacy" / "wordlist"
    for name in OWN:
        language = name.removeprefix("monero_")
        if name.startswith("monero") and language not in ("esperanto", "lojban", "german"):
            assert raw_words(name) == (folder / f"{language}.txt").read_text(encoding="utf-8").split()


def test_the_lists_of_electrum_and_slip39_are_those_of_other_programs() -> None:
    btclib = pytest.importorskip("btclib_mnemonics", reason="the package btclib-mnemonics is not installed")
    folder = resources.files(btclib) / "_data"
    assert raw_words("electrum_old") == (folder / "electrum_old_english.txt").read_text(encoding="utf-8").split()
    assert raw_words("slip39") == (folder / "wordlist.txt").read_text(encoding="utf-8").split()


def test_bank_questions_in_english_are_never_taken_for_a_phrase_of_any_list() -> None:
    with shared("data/language/banking77_train.csv").open(encoding="utf-8", newline="") as file:
        assert not [row[0] for row in csv.reader(file) if redact(row[0]).found]


def _places(words: Sequence[str]) -> list[int]:
    return [lexicon().places["english"][word] for word in words]
