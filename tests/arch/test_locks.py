"""What is installed is pinned by version and hash, and nothing says from where."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / "requirements" / lock).read_text()))


def names(requirements: list[str]) -> set[str]:
    return {found[0].lower().replace("_", "-") for each in requirements if (found := NAME.match(each))}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_by_hash(lock: Path) -> None:
    blocks = re.split(r"\n(?=\S)", lock.read_text().strip())
    assert [block for block in blocks if not (PIN.match(block) and "--hash=sha256:" in block)] == []


@pytest.mark.parametrize("lock", [*LOCKS, ROOT / "package-lock.json"], ids=lambda lock: lock.name)
def test_no_lock_names_an_address(lock: Path) -> None:
    assert re.findall(r"https?://|\"resolved\"", lock.read_text()) == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = names(project["dependencies"])
    assert asked - set(pins("run.txt")) == set()
    assert (asked | names(project["optional-dependencies"]["dev"])) - set(pins("dev.txt")) == set()


def test_tests_run_on_the_versions_that_the_desk_runs_on() -> None:
    developers = pins("dev.txt")
    assert {name: pin for name, pin in pins("run.txt").items() if developers.get(name) != pin} == {}


def test_browser_libraries_are_locked_as_asked() -> None:
    asked = json.loads((ROOT / "package.json").read_text())
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, version in {**asked["dependencies"], **asked["devDependencies"]}.items():
        assert locked[f"node_modules/{name}"]["version"] == version
        assert locked[f"node_modules/{name}"]["integrity"].startswith("sha512-")
