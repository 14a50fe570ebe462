"""The page of verdicts lists what the code says, and every code that is given has its sentence."""

import re
from pathlib import Path

from dengta.safety.verdict.model import Grade, Sort
from dengta.safety.verdict.texts import DO_NOT, GRADES, REASONS, SORTS, UNKNOWN

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "verdicts.md").read_text(encoding="utf-8")
SOURCES = (ROOT / "src" / "dengta" / "safety" / "verdict").rglob("*.py")


def test_the_page_lists_every_reason_with_its_sentence() -> None:
    listed = dict(re.findall(r"^\| `([a-z0-9_]+)` \| (.+) \|$", PAGE.partition("## Reasons")[2], re.MULTILINE))
    assert listed == REASONS


def test_the_page_lists_every_grade() -> None:
    table = PAGE.partition("## Grades")[2].partition("##")[0]
    assert re.findall(r"^\| `([a-z]+)` \|", table, re.MULTILINE) == [str(grade) for grade in Grade]


def test_every_code_that_is_given_has_its_sentence() -> None:
    given = {code for path in SOURCES for code in re.findall(r'Reason\(\s*"([a-z0-9_]+)"', path.read_text())}
    assert len(given) > 40
    assert given - REASONS.keys() == set()


def test_every_grade_and_sort_is_put_into_words() -> None:
    assert GRADES.keys() == set(Grade)
    assert SORTS.keys() == UNKNOWN.keys() == set(Sort)
    assert DO_NOT.keys() <= set(Sort)
