"""Further web processes on the same port, started again when one ends."""

import subprocess
import sys
import threading

from dengta.platform.log import log
from dengta.platform.settings import Settings

LOOK = 1.0  # seconds between looks; also how long a process that ends at once stays away
GRACE = 10


class Siblings:
    """Processes that live as long as this one."""

    def __init__(self, settings: Settings, many: int) -> None:
        self._command = [sys.executable, "-m", "dengta.cli", "serve", "--no-worker", "--sibling"]
        self._command += ["--host", settings.host, "--port", str(settings.port)]
        self._running = [self._start() for _ in range(many)]
        self._ending = threading.Event()
        self._watch = threading.Thread(target=self._keep_up, daemon=True)
        self._watch.start()

    def end(self) -> None:
        """Let every one go, and wait until they are gone; one that does not go in its time is killed."""
        self._ending.set()
        self._watch.join()
        for sibling in self._running:
            sibling.terminate()
        for sibling in self._running:
            _gone(sibling)

    def _keep_up(self) -> None:
        while not self._ending.wait(LOOK):
            for place, sibling in enumerate(self._running):
                if sibling.poll() is not None:
                    log.warning("sibling.ended", code=sibling.returncode)
                    self._replace(place)

    def _replace(self, place: int) -> None:
        """Or leave it for the next look, when the machine has no room for a process just now."""
        try:
            self._running[place] = self._start()
        except OSError as error:
            log.error("sibling.not_started", error=error.strerror)

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(self._command)  # noqa: S603 -- our own program with our own settings


def _gone(sibling: "subprocess.Popen[bytes]") -> None:
    try:
        sibling.wait(GRACE)
    except subprocess.TimeoutExpired:
        log.warning("sibling.killed")
        sibling.kill()
        sibling.wait()
