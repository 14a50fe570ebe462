"""The page about secrets lists what is found, and nothing else."""

import re
from pathlib import Path

from dengta.safety.public import LIMIT, Secret

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "secrets.md"


def test_the_page_lists_every_kind() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == [*Secret]
    assert f"{LIMIT:,} characters" in text
