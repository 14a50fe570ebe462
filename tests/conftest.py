"""Fixtures every test may ask for.

`db` is an open `Database` on a migrated database of the test's own; `database_url` is its address, `empty_database_url`
that of one without any table. Under `--postgres=both` the integration tests run twice: on the embedded server
and on an external one. `clock` stands still until moved; `keys` and `settings` are those of a throw-away installation.
"""

import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings as hypothesis_settings

from dengta.platform.db import Database
from dengta.platform.keys import Keys
from dengta.platform.settings import Settings
from tests.support import postgres
from tests.support.clock import FakeClock

hypothesis_settings.register_profile("calm", deadline=None)  # a busy machine is not a defect
hypothesis_settings.register_profile("fuzz", deadline=None, max_examples=10_000)  # see `make fuzz`
hypothesis_settings.load_profile("calm")

KINDS = {"embedded": ("embedded",), "external": ("external",), "both": ("embedded", "external")}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", choices=list(KINDS), default="embedded", help="which PostgreSQL to test on")


def pytest_configure() -> None:
    signal.signal(signal.SIGTERM, _leave)


def _leave(_number: int, _frame: object) -> NoReturn:
    """Let fixtures stop the servers they started when whoever runs the suite has had enough."""
    pytest.exit("told to stop", returncode=143)


def pytest_report_header(config: pytest.Config) -> str:
    said = f"postgres: {', '.join(_kinds(config))}"
    return said if postgres.external_is_to_be_had() else f"{said} ({postgres.absence()})"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "postgres_server" in metafunc.fixturenames:
        kinds = _kinds(metafunc.config)
        about_the_database = "integration" in metafunc.definition.path.parts  # the rest sees it through these
        metafunc.parametrize("postgres_server", kinds if about_the_database else kinds[:1], indirect=True)


def _kinds(config: pytest.Config) -> list[str]:
    wanted = KINDS[config.getoption("--postgres")]
    if wanted == KINDS["both"] and not postgres.external_is_to_be_had():
        return ["embedded"]
    return list(wanted)


@pytest.fixture(scope="session")
def _servers() -> Iterator[dict[str, postgres.Server]]:
    """Servers already started in this run; each starts when first asked for and stops at the end."""
    with ExitStack() as running:

        class Started(dict[str, postgres.Server]):
            def __missing__(self, kind: str) -> postgres.Server:
                start = {"embedded": postgres.embedded, "external": postgres.external}[kind]
                self[kind] = running.enter_context(start())
                return self[kind]

        yield Started()


@pytest.fixture
def postgres_server(request: pytest.FixtureRequest, _servers: dict[str, postgres.Server]) -> postgres.Server:
    return _servers[request.param]


@pytest.fixture
def database_url(postgres_server: postgres.Server) -> Iterator[str]:
    with postgres_server.database() as url:
        yield url


@pytest.fixture
def empty_database_url(postgres_server: postgres.Server) -> Iterator[str]:
    with postgres_server.database(migrated=False) as url:
        yield url


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, size=8)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def keys() -> Keys:
    return Keys(b"a root that is only ever used by tests")


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(home=tmp_path, database_url=database_url, limits=False)
