"""`dengta check`: the exit code says the grade."""

import io
import json
import re
from pathlib import Path

import pytest

from dengta.cli.check import EXITS, UNUSABLE
from dengta.cli.main import main

PHRASE = "legal winner thank year wave sausage worth useful legal winner thank yellow"


@pytest.mark.parametrize(
    ("text", "code"),
    [("example.org", 0), ("https://claim-airdrop.xyz", 1), ("metamask-claim.xyz", 2), (PHRASE, 3), ("hello", 0)],
)
def test_the_exit_code_says_how_bad_it_is(text: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", text]) == code
    assert "sausage" not in capsys.readouterr().out


def test_the_report_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json", "--language", "zh", "metamask-claim.xyz"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["headline"] == "冒充他人"
    assert told["verdicts"][0]["shown"] == "metamask-claim[.]xyz"


def test_a_list_and_standard_input_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "bad.txt"
    listed.write_text("# ours\nexample.org\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("https://www.example.org/"))
    assert main(["check", "--list", str(listed), "-"]) == 2
    assert "bad.txt" in capsys.readouterr().out


def test_what_cannot_be_read_is_no_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    assert main(["check", "--list", str(empty), "x"]) == 64
    assert main(["check", "--list", str(tmp_path / "absent"), "x"]) == 64
    assert capsys.readouterr().err


def test_the_page_of_commands_lists_every_exit_code() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"
    told = page.read_text(encoding="utf-8").partition("`dengta check` alone")[2].partition("Made by")[0]
    assert all(re.search(rf"\b{code}\b", told) for code in {*EXITS.values(), UNUSABLE})
