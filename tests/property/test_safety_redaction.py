"""What holds of `redact` for every text."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from mnemonic import Mnemonic

from dengta.bench.scan import HOSTILE
from dengta.kernel.text import SafeText
from dengta.safety.clean import clean
from dengta.safety.detect import FAMILIES, find
from dengta.safety.detect.fold import Folded, fold
from dengta.safety.detect.lexicon import lexicon
from dengta.safety.detect.phrases import ALONE, FORGETFUL, STRANGE, runs
from dengta.safety.public import Secret, redact, redact_after

ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()))
LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEF0123456789 \n.,:_-[]{}\"'/é的私钥")
ENTROPY = st.binary(min_size=16, max_size=16) | st.binary(min_size=32, max_size=32)


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_gets_an_answer(text: str, before: str) -> None:
    redaction = redact(text, before=before)
    redaction.text.encode()
    assert "\x00" not in redaction.text


@given(LETTERS | ANY_TEXT)
def test_a_second_look_finds_nothing_more(text: str) -> None:
    once = redact(text)
    again = redact(once.text)
    assert again.found == ()
    assert again.text == once.text.replace("\u27e6", "[").replace("\u27e7", "]")


@given(ENTROPY, LETTERS, LETTERS, st.sampled_from([" ", "\n", ", ", " 1. ", "-", "\t", "\u3000"]))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_no_three_words_in_a_row_survive_of_a_phrase(entropy: bytes, before: str, after: str, between: str) -> None:
    words = Mnemonic("english").to_mnemonic(entropy).split()
    redaction = redact(f"{before}\n{between.join(words)}\n{after}")
    assert Secret.SEED_PHRASE in redaction.kinds
    assert not any(between.join(words[at : at + 3]) in redaction.text for at in range(len(words) - 2))


@given(ENTROPY, st.lists(st.integers(1, 23), max_size=6))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_no_three_words_in_a_row_survive_however_a_phrase_is_divided(entropy: bytes, cuts: Sequence[int]) -> None:
    words = Mnemonic("english").to_mnemonic(entropy).split()
    weights = [lexicon().weights["english"][word] for word in words]
    assume(all(any(weights[at : at + 3]) for at in range(len(words) - 2)))  # three common words in a row are let be
    places = sorted({0, *(cut for cut in cuts if cut < len(words)), len(words)})
    kept: list[SafeText] = []
    for start, end in pairwise(places):
        now, before = redact_after(" ".join(words[start:end]), kept)
        for place, left in before.items():
            kept[place] = left.text
        kept.append(now.text)
    said = " ".join(kept)
    assert not any(" ".join(words[at : at + 3]) in said for at in range(len(words) - 2)), kept


@given(st.lists(LETTERS, max_size=5), LETTERS)
def test_earlier_messages_are_only_ever_shortened_to_markers(earlier: Sequence[str], text: str) -> None:
    safe = [redact(one).text for one in earlier]
    for place, left in redact_after(text, safe)[1].items():
        rest = re.split("\u27e6[a-z_]+\u27e7", left.text)
        at = 0
        for part in rest:
            at = safe[place].index(part, at) + len(part)


@given(ENTROPY, st.integers(0, 11), st.sampled_from("qxzjk"))
def test_a_slip_saves_no_phrase(entropy: bytes, at: int, letter: str) -> None:
    words = Mnemonic("english").to_mnemonic(entropy).split()
    others = {*words[:at], *words[at + 1 :]}
    assume(sum(lexicon().weights["english"][word] for word in others) + STRANGE >= ALONE)
    words[at] = words[at][:2] + letter + words[at][3:] + letter
    assert Secret.SEED_PHRASE in redact(" ".join(words)).kinds


@given(LETTERS | ANY_TEXT)
def test_spans_lie_in_order_inside_the_text_and_never_overlap(text: str) -> None:
    cleaned = clean(text)
    at = 0
    for span in find(cleaned):
        assert at <= span.start < span.end <= len(cleaned)
        at = span.end


@given(ANY_TEXT)
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    cleaned = clean(text)
    assert len(fold(cleaned)) == len(cleaned)
    assert len(Folded(cleaned).lower) == len(cleaned)


@given(st.lists(st.integers(-20, 20), max_size=200))
def test_runs_look_at_every_weight_once(weights: Sequence[int]) -> None:
    looked_at = 0

    def counted() -> Iterator[int]:
        nonlocal looked_at
        for weight in weights:
            looked_at += 1
            yield weight

    found = list(runs(counted(), 15))
    assert looked_at == len(weights)
    for run in found:
        assert sum(weights[run.first : run.last + 1]) == run.sum >= 15
        assert weights[run.first] > 0 < weights[run.last]
    assert all(one.last < other.first for one, other in pairwise(found))
    if not found:
        assert max([*weights, 0]) < 15 + FORGETFUL


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_makes_the_work_grow_faster_than_its_length(name: str) -> None:
    """Fifteen times what one message may hold takes a second; with quadratic work anywhere it would take hours."""
    text = HOSTILE[name] * (300_000 // len(HOSTILE[name]))
    cleaned = clean(text)
    for family in FAMILIES:
        for span in family(Folded(cleaned)):
            assert span.end <= len(cleaned)
