"""Migrations expand; what takes away says so and comes a release later."""

import re
from importlib import resources

import pytest

FILES = sorted(file.name for file in resources.files("dengta.migrations").iterdir() if file.name[:4].isdigit())
TAKES_AWAY = re.compile(
    r"\bdrop\s+(table|column|type|function|schema|view)\b|\brename\b|\bset\s+not\s+null\b|\balter\s+column\s+\w+\s+type\b"
    r"|\btruncate\s+table\b",
    re.IGNORECASE,
)
CONTRACT = "-- contract: "


def takes_away(statements: str) -> list[str]:
    """Lines that the version before could trip over, unless the line above says since when nobody uses it."""
    lines = statements.splitlines()
    return [
        line.strip()
        for above, line in zip(["", *lines], lines, strict=False)
        if TAKES_AWAY.search(line.split("--")[0]) and not above.strip().startswith(CONTRACT)
    ]


@pytest.mark.parametrize("name", FILES)
def test_the_version_before_runs_on_the_new_schema(name: str) -> None:
    assert takes_away((resources.files("dengta.migrations") / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "statement",
    [
        "alter table a drop column b;",
        "alter table a rename column b to c;",
        "alter table a alter column b set not null;",
        "ALTER TABLE a ALTER COLUMN b TYPE bigint;",
        "drop table a;",
    ],
)
def test_what_takes_away_is_found_and_may_be_declared(statement: str) -> None:
    assert takes_away(f"create table x (id int);\n{statement}") == [statement]
    assert takes_away(f"-- contract: unused since 1.4\n{statement}") == []
