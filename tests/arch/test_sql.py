"""Every SQL constant is valid against the migrated schema."""

import importlib
import pkgutil
import re

import psycopg
import pytest

import dengta.platform

STATEMENT = re.compile(r"\s*(select|insert|update|delete|with|merge)\b", re.IGNORECASE)


def statements() -> dict[str, str]:
    return {f"{name}.{key}": sql for name in [*stores(), *machinery()] for key, sql in constants(name).items()}


def stores() -> list[str]:
    """Every store: a module named `store`, or the files of a package so named."""
    names = [module.name for module in pkgutil.walk_packages(dengta.__path__, "dengta.") if not module.ispkg]
    return [name for name in names if "store" in name.split(".")[2:]]


def machinery() -> list[str]:
    names = [module.name for module in pkgutil.iter_modules(dengta.platform.__path__, "dengta.platform.")]
    return [name for name in names if constants(name)]


def constants(name: str) -> dict[str, str]:
    module = importlib.import_module(name)
    return {
        key: value
        for key, value in vars(module).items()
        if key.isupper() and isinstance(value, str) and STATEMENT.match(value)
    }


def as_prepared(sql: str) -> str:
    """psycopg's placeholders as PostgreSQL numbers them."""
    order: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        if match[0] == "%%":
            return "%"
        return f"${order.setdefault(match[1] or str(match.start()), len(order) + 1)}"

    return re.sub(r"%%|%(?:\((\w+)\))?[sbt]", number, sql)


@pytest.mark.parametrize("name", stores())
def test_every_store_has_statements_to_check(name: str) -> None:
    assert constants(name), f"{name} keeps its SQL where this test does not see it: name it in capitals"


def test_every_statement_prepares(database_url: str) -> None:
    broken = []
    with psycopg.connect(database_url, autocommit=True) as db:
        for where, sql in statements().items():
            try:
                db.execute(f"prepare probe as {as_prepared(sql)}".encode())
            except psycopg.Error as error:
                broken.append(f"{where}: {error}")
            else:
                db.execute("deallocate probe")
    assert broken == []
    assert len(statements()) > 10


def test_placeholders_are_numbered_as_postgresql_does() -> None:
    assert as_prepared("select %(a)s, %(b)s, %(a)s like '%%'") == "select $1, $2, $1 like '%'"
    assert as_prepared("select %s, %s") == "select $1, $2"
