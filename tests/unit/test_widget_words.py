"""The widget's words are its own, in two files: both say everything, and nothing is said that neither has."""

import json
import re
from pathlib import Path

WIDGET = Path(__file__).parents[2] / "src" / "dengta" / "inbox" / "static" / "widget"
GAP = re.compile(r"\{\w+\}")


def words(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((WIDGET / f"{language}.json").read_text(encoding="utf-8"))
    return found


def test_both_languages_have_the_same_words_with_the_same_gaps() -> None:
    english, chinese = words("en"), words("zh")
    assert list(english) == list(chinese)
    for key, text in english.items():
        assert set(GAP.findall(text)) == set(GAP.findall(chinese[key])), key


def test_every_word_the_code_asks_for_is_there() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in [*WIDGET.glob("*.js"), WIDGET.parent / "widget.js"])
    asked = set(re.findall(r'\bsay\("(\w+)"', code))
    assert len(asked) > 40
    assert asked <= set(words("en"))


def test_chinese_is_written_with_its_own_punctuation_and_a_space_beside_numbers() -> None:
    for key, text in words("zh").items():
        assert not re.search(r"[\u4e00-\u9fff][,:;?!()]|[,:;?!()][\u4e00-\u9fff]", text), key
        assert not re.search(r"[\u4e00-\u9fff]\d|\d[\u4e00-\u9fff]", text), key
