"""A whole desk in a process of its own, which a test may stop, kill and start again."""

import asyncio
import signal
import socket
import sys
import urllib.error
import urllib.request
from asyncio.subprocess import DEVNULL, Process
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.support.process import environment

PATIENCE = 90.0  # seconds until a desk must answer, on a machine busy with other things


@dataclass(slots=True)
class Desk:
    """`dengta serve` on a database (None: its own embedded one) and a port; `url` stays the same across restarts."""

    database_url: str | None
    home: Path
    arguments: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: free_port())
    process: Process | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        return self.home / "desk.log"

    async def start(self) -> Self:
        """Return once `/readyz` answers 200; raises AssertionError with the log when it never does."""
        settings = {
            "DATABASE_URL": self.database_url or "",
            "DENGTA_HOME": str(self.home),
            "DENGTA_PORT": str(self.port),
            "DENGTA_BASE_URL": self.url,
            "DENGTA_LIMITS": "off",
            **self.settings,
        }
        command = [sys.executable, "-m", "dengta.cli", "serve", *self.arguments]
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *command, env=environment(settings), stdin=DEVNULL, stdout=log, stderr=log
            )
        try:
            await asyncio.wait_for(self._ready(), PATIENCE)
        except TimeoutError:
            await self.kill()
            raise AssertionError(f"the desk never became ready:\n{self.log.read_text()[-4000:]}") from None
        return self

    async def stop(self) -> None:
        """Ask it to finish what it is doing and leave."""
        await self._signal(signal.SIGTERM)

    async def kill(self) -> None:
        """End it in mid-step, as a power cut would."""
        await self._signal(signal.SIGKILL)

    async def _signal(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        if self.process.returncode is None:
            self.process.send_signal(number)
            try:
                await asyncio.wait_for(self.process.wait(), 15)
            except TimeoutError:
                self.process.kill()
                await self.process.wait()
        self.process = None

    async def _ready(self) -> None:
        while not await asyncio.to_thread(answers, f"{self.url}/readyz"):
            assert self.process is not None
            assert self.process.returncode is None, f"the desk ended:\n{self.log.read_text()[-4000:]}"
            await asyncio.sleep(0.1)


def answers(url: str) -> bool:
    """Whether a GET is answered with success."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return int(answer.status) == 200
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    """A TCP port of the loopback address that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
