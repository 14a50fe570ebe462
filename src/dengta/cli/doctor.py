"""`dengta doctor`: look at everything an installation needs and say what is wrong and what to do."""

import argparse
import asyncio
import json
import os
import shutil
import socket
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from dengta.cli.finding import Finding, State
from dengta.cli.main import COMMANDS, Commands
from dengta.platform.settings import BadSetting, Settings, from_environment

OLDEST_PYTHON = (3, 11)
LEAST_FREE = 2 * 1024**3  # bytes
PAGES_NEED = ("htmx.min.js", "idiomorph-ext.min.js", "icons.svg")


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser("doctor", help=COMMANDS["doctor"])
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--repair", action="store_true", help="count the counters anew where they are wrong, then look")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when anything is wrong."""
    findings = list(look(repair=arguments.repair))
    well = all(finding.state is not State.WRONG for finding in findings)
    if arguments.json:
        print(json.dumps({"well": well, "findings": [asdict(finding) for finding in findings]}, ensure_ascii=False))
    else:
        show(findings)
    return 0 if well else 1


def look(*, repair: bool = False) -> Iterator[Finding]:
    """Every finding, cheapest first; stops where the rest could not be looked at."""
    yield python()
    try:
        settings = from_environment()
    except BadSetting as bad:
        yield Finding("settings", State.WRONG, str(bad), "Correct the environment variable and run this again.")
        return
    checks: list[Callable[[Settings], Finding]] = [base_url, key, disk, browser_libraries, answering]
    yield from (check(settings) for check in checks)
    yield from database(settings, repair=repair)


def python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return Finding("python", State.WRONG, f"Python {version} is too old.", "Install Python 3.11 or newer.")
    return Finding("python", State.FINE, f"Python {version}.")


def base_url(settings: Settings) -> Finding:
    host = urlsplit(settings.base_url).hostname or ""
    here = host in ("localhost", "127.0.0.1", "::1")
    if host in ("0.0.0.0", "::"):  # noqa: S104 -- recognised, not listened on
        advice = "Set DENGTA_BASE_URL to the address people type, such as https://help.example.com."
        return Finding("base_url", State.WRONG, f"Links would point to {settings.base_url}.", advice)
    if not settings.https and not here:
        advice = "Serve the desk through a proxy with TLS and set DENGTA_BASE_URL to its https address."
        return Finding("base_url", State.WRONG, f"{settings.base_url} is not encrypted; passkeys need https.", advice)
    return Finding("base_url", State.FINE, f"People reach the desk at {settings.base_url}.")


def key(settings: Settings) -> Finding:
    if settings.secret_key is not None:
        if len(settings.secret_key) >= 32:
            return Finding("key", State.FINE, "The key comes from DENGTA_SECRET_KEY.")
        advice = "Make one with `openssl rand -hex 32`."
        return Finding("key", State.WRONG, "DENGTA_SECRET_KEY is shorter than 32 characters.", advice)
    file = settings.home / "secret.key"
    if not file.exists():
        return Finding("key", State.FINE, f"The first start will make a key in {file}.")
    if file.stat().st_mode & 0o077:
        return Finding("key", State.WRONG, f"Others on this machine can read {file}.", f"Run: chmod 600 {file}")
    if settings.database_url is not None:
        advice = "Every node needs the same key: set DENGTA_SECRET_KEY, or copy the file to each."
        return Finding("key", State.LOOK, f"The key is in {file}, on this machine only.", advice)
    return Finding("key", State.FINE, f"The key is in {file}, for its owner only.")


def disk(settings: Settings) -> Finding:
    folder = next(path for path in (settings.home, *settings.home.parents) if path.exists())
    if not os.access(folder, os.W_OK):
        return Finding("disk", State.WRONG, f"{folder} cannot be written.", "Set DENGTA_HOME to a folder that can.")
    free = shutil.disk_usage(folder).free
    said = f"{free / 1024**3:.1f} GiB free in {folder}."
    if free < LEAST_FREE:
        return Finding("disk", State.WRONG, said, "Make room: PostgreSQL stops accepting messages when it runs out.")
    return Finding("disk", State.FINE, said)


def browser_libraries(_: Settings) -> Finding:
    folder = Path(str(resources.files("dengta"))) / "web" / "static" / "vendor"
    missing = [name for name in PAGES_NEED if not (folder / name).is_file()]
    if missing:
        said = f"Browser libraries are missing: {', '.join(missing)}."
        return Finding("browser_libraries", State.WRONG, said, "Run: make setup")
    return Finding("browser_libraries", State.FINE, "The browser libraries are in place.")


def answering(settings: Settings) -> Finding:
    try:
        socket.create_connection((settings.host, settings.port), timeout=2).close()
    except OSError:
        said = f"Nothing answers on {settings.host}:{settings.port}."
        return Finding("answering", State.LOOK, said, "Start it with: dengta serve")
    return Finding("answering", State.FINE, f"A server answers on {settings.host}:{settings.port}.")


def database(settings: Settings, *, repair: bool = False) -> Iterator[Finding]:
    from dengta.cli import doctor_database
    from dengta.platform.postgres import database_url

    try:
        url = database_url(settings)
    except Exception as error:  # noqa: BLE001 -- the embedded server fails in as many ways as machines differ
        advice = f"Read {settings.home / 'postgres' / 'log'}, or set DATABASE_URL to a server of your own."
        yield Finding("database", State.WRONG, f"The embedded PostgreSQL does not start: {error}", advice)
        return
    yield embedded_socket(settings, url)
    yield from asyncio.run(doctor_database.findings(url, repair=repair))


def embedded_socket(settings: Settings, url: str) -> Finding:
    """The embedded server trusts whoever can open its socket; see docs/explanation/embedded-postgresql.md."""
    folder = parse_qs(urlsplit(url).query).get("host", [""])[0]
    if settings.database_url is not None or not folder.startswith("/"):
        return Finding("socket", State.FINE, "PostgreSQL is a server of its own.")
    if open_to_everyone(Path(folder)):
        advice = "Run the desk as an ordinary user, or keep others out: chmod 700 on DENGTA_HOME's parent."
        return Finding("socket", State.LOOK, f"Every account on this machine can reach PostgreSQL in {folder}.", advice)
    return Finding("socket", State.FINE, "Only this account can reach the embedded PostgreSQL.")


def open_to_everyone(folder: Path) -> bool:
    """Whether any account may pass every folder on the way and enter this one."""
    return all(path.stat().st_mode & stat.S_IXOTH for path in (folder, *folder.parents))


def show(findings: list[Finding]) -> None:
    marks = {State.FINE: "ok   ", State.LOOK: "look ", State.WRONG: "WRONG"}
    for finding in findings:
        print(f"{marks[finding.state]}  {finding.said}")
        if finding.advice:
            print(f"       → {finding.advice}")
