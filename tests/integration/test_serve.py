"""`dengta serve` as an operator meets it: a taken port, several processes, an orderly end."""

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
from pathlib import Path

import psutil

from tests.support.desk import Desk, answers, free_port
from tests.support.process import environment


def running_in(home: Path) -> list[psutil.Process]:
    """Processes whose command line names a folder: the embedded server's first of all."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if any(str(home) in word for word in process.cmdline()):
                found.append(process)
    return found


def test_a_taken_port_is_said_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "dengta.cli", "serve", "--port", str(port)]
        settings = environment({"DENGTA_HOME": str(tmp_path)})
        ended = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in ended.stderr
    assert not (tmp_path / "postgres").exists()


async def test_the_last_one_out_stops_the_embedded_database(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    desk = Desk(None, home)
    await desk.start()
    assert running_in(home / "postgres")
    await desk.stop()
    assert running_in(home) == []


async def test_the_embedded_database_stops_though_a_process_was_killed(tmp_path: Path) -> None:
    """Whoever is killed cannot take itself off the list of those that need the database."""
    home = tmp_path / "home"
    home.mkdir()
    desk = await Desk(None, home, arguments=("--processes", "2")).start()
    assert desk.process is not None
    (sibling,) = await siblings_of(desk.process.pid)
    for _ in range(300):
        if sibling.pid in json.loads((home / "postgres" / ".handle_pids.json").read_text()):
            break
        await asyncio.sleep(0.1)
    sibling.kill()
    await siblings_of(desk.process.pid, besides=sibling)
    await desk.stop()
    assert running_in(home) == []


async def siblings_of(number: int, besides: psutil.Process | None = None) -> list[psutil.Process]:
    """A desk's further web processes, waited for."""
    while True:
        children = psutil.Process(number).children()
        if found := [child for child in children if child != besides and "--sibling" in child.cmdline()]:
            return found
        await asyncio.sleep(0.1)


async def test_several_processes_share_a_port_and_leave_together(database_url: str, tmp_path: Path) -> None:
    desk = await Desk(database_url, tmp_path, arguments=("--processes", "3")).start()
    assert desk.process is not None
    siblings = psutil.Process(desk.process.pid).children()
    assert len(siblings) == 2
    await desk.stop()
    _, alive = await asyncio.to_thread(psutil.wait_procs, siblings, 15)
    assert alive == []


async def test_a_process_that_dies_is_started_again(database_url: str, tmp_path: Path) -> None:
    desk = await Desk(database_url, tmp_path, arguments=("--processes", "2")).start()
    assert desk.process is not None
    whole = psutil.Process(desk.process.pid)
    (sibling,) = whole.children()
    sibling.kill()
    for _ in range(100):
        await asyncio.sleep(0.1)
        found = [child for child in whole.children() if child.pid != sibling.pid]
        if found:
            break
    assert len(found) == 1
    await desk.stop()
    _, alive = await asyncio.to_thread(psutil.wait_procs, found, 15)
    assert alive == []


async def test_a_desk_that_was_killed_starts_again(database_url: str, tmp_path: Path) -> None:
    desk = await Desk(database_url, tmp_path, port=free_port()).start()
    await desk.kill()
    assert not await asyncio.to_thread(answers, f"{desk.url}/healthz")
    await desk.start()
    assert await asyncio.to_thread(answers, f"{desk.url}/readyz")
    await desk.stop()
