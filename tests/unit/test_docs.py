"""The pages tell the truth: links lead somewhere, settings are those that are read, records have all their parts."""

import re
import tomllib
from pathlib import Path

import pytest

from dengta.webhooks.model import TOPICS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
RECORDS = sorted((ROOT / "docs" / "adr").glob("0*.md"))
PARTS = ["Context", "Decision", "Evidence", "Consequences", "Alternatives", "Enforced by", "Revisit when"]
SETTING = re.compile(r"\b(DENGTA_[A-Z_]+|DATABASE_URL)\b")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    targets = [(page.parent / link).resolve() for link in links]
    assert [name(target) for target in targets if not target.exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_file_that_is_named_exists(page: Path) -> None:
    named = re.findall(r"`((?:src|tests|tools|docs)/[\w/.-]+\.\w+)`", page.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_settings_page_lists_what_is_read_and_nothing_else() -> None:
    read = set(SETTING.findall((ROOT / "src" / "dengta" / "platform" / "settings.py").read_text()))
    listed = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/reference/settings.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(read)


def test_the_module_picture_is_the_one_that_is_enforced() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    enforced = [layer.replace("(", "").replace(")", "") for layer in contracts[0]["layers"]]
    picture = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").split("```")[1]
    assert [re.split(r" {2,}", line)[0] for line in picture.strip().splitlines()] == enforced


def test_the_webhooks_page_lists_every_type() -> None:
    listed = re.findall(r"^\| `([a-z.]+)` \|", (ROOT / "docs/how-to/receive-webhooks.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(TOPICS)


@pytest.mark.parametrize("record", RECORDS, ids=name)
def test_a_decision_record_has_all_its_parts_on_one_page(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert re.findall(r"^\*\*([^*]+)\.\*\*", text, re.MULTILINE) == PARTS
    assert text.count("\n") <= 60
    assert record.name in (record.parent / "README.md").read_text(encoding="utf-8")


def test_no_two_decision_records_share_a_number() -> None:
    numbers = [int(record.name[:4]) for record in RECORDS]
    assert numbers == list(range(1, len(RECORDS) + 1))
    assert [record.read_text(encoding="utf-8").split(".")[0] for record in RECORDS] == [f"# {n}" for n in numbers]
