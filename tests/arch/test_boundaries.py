"""Who may import whom. The layers themselves are import-linter's business (pyproject.toml)."""

import sys
from collections.abc import Iterable

import grimp
import pytest

SHARED = {"dengta.kernel", "dengta.platform", "dengta.migrations"}
ROOTS = {"dengta.web", "dengta.worker", "dengta.cli", "dengta.bench"}
DATABASE = {"psycopg", "psycopg_pool", "procrastinate"}
WEB = {"litestar", "jinja2", "starlette", "uvicorn"}

Import = tuple[str, str]


@pytest.fixture(scope="module")
def imports() -> list[Import]:
    graph = grimp.build_graph("dengta", include_external_packages=True, exclude_type_checking_imports=False)
    return [
        (importer, target)
        for importer in sorted(graph.modules)
        if importer.startswith("dengta")
        for target in sorted(graph.find_modules_directly_imported_by(importer))
    ]


def test_modules_meet_only_in_public(imports: list[Import]) -> None:
    assert trespasses(imports) == []


def test_the_database_is_spoken_to_in_stores_and_platform_only(imports: list[Import]) -> None:
    assert strays(imports, DATABASE, within("platform"), within("bench"), part("store")) == []


def test_the_web_framework_stays_at_the_edge(imports: list[Import]) -> None:
    assert strays(imports, WEB, within("web"), within("cli"), part("web")) == []


def test_the_kernel_needs_nothing_but_the_standard_library(imports: list[Import]) -> None:
    targets = {home(target) for importer, target in imports if importer.startswith("dengta.kernel")}
    assert targets - sys.stdlib_module_names - {"dengta.kernel"} == set()


def test_these_checks_see_a_trespass() -> None:
    assert trespasses([("dengta.triage.route", "dengta.inbox.store"), ("dengta.triage.route", "dengta.inbox.public")])
    assert strays([("dengta.inbox.receive", "psycopg")], DATABASE, within("platform"), part("store"))
    assert not strays([("dengta.inbox.store.messages", "psycopg")], DATABASE, within("platform"), part("store"))


def trespasses(imports: Iterable[Import]) -> list[str]:
    """Imports of another module's inside."""
    return [
        f"{importer} -> {target}"
        for importer, target in imports
        if target.startswith("dengta.")
        and home(target) not in SHARED | {home(importer)}
        and home(importer) not in ROOTS
        and target not in (home(target), f"{home(target)}.public")
    ]


def strays(imports: Iterable[Import], packages: set[str], *allowed: set[str]) -> list[str]:
    return [
        f"{importer} -> {target}"
        for importer, target in imports
        if target in packages and not any(names & parts(importer) for names in allowed)
    ]


def within(module: str) -> set[str]:
    """Anywhere in a module of ours."""
    return {f"dengta.{module}"}


def part(name: str) -> set[str]:
    """In a file or folder of this name, in any module."""
    return {name}


def parts(importer: str) -> set[str]:
    return {home(importer), *importer.split(".")[2:]}


def home(name: str) -> str:
    """The module of ours, or the package of others, that a name belongs to."""
    return ".".join(name.split(".")[:2]) if name.startswith("dengta") else name.split(".")[0]
