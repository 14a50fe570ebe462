"""What every source file keeps to: short, no secrets of this machine, and one maker of SafeText."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "dengta"
LONGEST_FILE = 300
LONGEST_FUNCTION = 60
WRITTEN_BY_PEOPLE = [path for path in sorted(PACKAGE.rglob("*.py")) if "vendor" not in path.parts]

# Put together here so that this file does not name them either.
HOSTS = ("registry." + "npmjs", "files." + "pythonhosted", "pypi." + "org", "deb." + "debian", "npm" + "mirror")
FOLDERS = ("/" + "work/", "/" + "root/", "/" + "home/")
TELLTALE = re.compile("|".join(map(re.escape, HOSTS + FOLDERS)))


def test_files_are_short() -> None:
    lengths = {str(path.relative_to(ROOT)): path.read_text().count("\n") for path in WRITTEN_BY_PEOPLE}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_functions_are_short() -> None:
    assert [where for path in WRITTEN_BY_PEOPLE for where in long_functions(path.read_text(), path.name)] == []


def test_only_safety_makes_safe_text() -> None:
    outside = [path for path in WRITTEN_BY_PEOPLE if path.relative_to(PACKAGE).parts[0] not in ("safety", "kernel")]
    assert [str(path) for path in outside if makes_safe_text(path.read_text())] == []


def test_nothing_waits_in_a_way_that_loses_a_cancellation() -> None:
    """Python 3.11's `wait_for` drops a cancellation that arrives with the result; what was to stop then never does."""
    assert [str(path) for path in WRITTEN_BY_PEOPLE if "asyncio.wait_for(" in path.read_text()] == []


@pytest.mark.parametrize("path", [path for path in WRITTEN_BY_PEOPLE if path.name == "__init__.py"], ids=str)
def test_every_module_says_what_it_owns(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text())), f"{path} has no docstring"


def test_no_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    found = [f"{path}:{line}" for path in tracked() for line in telltales(path)]
    assert found == []


def test_these_lints_see_what_they_look_for() -> None:
    assert long_functions("def f():\n" + "    1\n" * 61, "f.py")
    assert makes_safe_text("said = SafeText(raw)")
    assert makes_safe_text("said = text.SafeText(raw)")
    assert not makes_safe_text("def show(said: SafeText) -> None: ...")
    assert TELLTALE.search("see https://" + HOSTS[0] + ".org")


def long_functions(source: str, name: str) -> list[str]:
    return [
        f"{name}:{node.lineno} {node.name}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]


def makes_safe_text(source: str) -> bool:
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return any(
        (isinstance(call, ast.Name) and call.id == "SafeText")
        or (isinstance(call, ast.Attribute) and call.attr == "SafeText")
        for call in calls
    )


def telltales(path: Path) -> Iterator[int]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if TELLTALE.search(line):
            yield number


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
