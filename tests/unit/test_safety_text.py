"""`SafeText`: who may make it, how it is put together and shortened."""

import re
from pathlib import Path

import pytest

import dengta
from dengta.kernel.errors import Kind
from dengta.safety.public import LIMIT, Secret, TooLong, clip, join, marker, redact, stored, trusted

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


def test_only_safety_makes_safe_text() -> None:
    root = Path(dengta.__file__).parent
    makers = {
        file.relative_to(root).as_posix()
        for file in root.rglob("*.py")
        if re.search(r"\bSafeText\(|cast\(\s*[\"']?SafeText", file.read_text(encoding="utf-8"))
    }
    assert makers == {"safety/redact.py"}


def test_a_secret_is_replaced_by_its_marker_and_the_words_around_stay() -> None:
    redaction = redact(f"Hello, I lost it.\n{PHRASE}\nPlease help.")
    assert redaction.text == "Hello, I lost it.\n\u27e6seed_phrase\u27e7\nPlease help."
    assert redaction.kinds == (Secret.SEED_PHRASE,)


def test_a_typed_marker_is_only_text() -> None:
    redaction = redact(marker(Secret.SEED_PHRASE))
    assert redaction.text == "[seed_phrase]"
    assert redaction.found == ()


def test_a_redaction_does_not_print_the_text() -> None:
    assert "Hello" not in repr(redact("Hello"))


def test_more_than_the_limit_is_refused_before_anything_is_done_with_it() -> None:
    assert redact("a " * (LIMIT // 2)).found == ()
    with pytest.raises(TooLong) as refusal:
        redact("a" * (LIMIT + 1))
    assert refusal.value.kind is Kind.TOO_LARGE
    with pytest.raises(TooLong):
        redact("\u0958" * LIMIT)  # two characters each in NFC


def test_clipping_never_cuts_a_marker() -> None:
    text = redact(f"See: {PHRASE} thanks a lot").text
    for limit in range(len(text) + 1):
        clipped = clip(text, limit)
        assert len(clipped) <= limit
        assert clipped.count("\u27e6") == clipped.count("\u27e7")
    assert clip(text, len(text)) == text
    assert clip(trusted("one two three"), 8) == "one two…"


def test_safe_texts_are_joined_and_read_back() -> None:
    assert join(", ", [trusted("a"), stored("b")]) == "a, b"
