"""Web processes beside the first one are kept up."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from dengta.cli import siblings
from dengta.cli.siblings import Siblings
from dengta.platform.settings import Settings

ENDS, STAYS = [sys.executable, "-c", ""], [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.mark.timeout(60)
def test_a_machine_without_room_for_a_process_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is when all is scarce that processes end; watching must not end with them."""
    starts = iter([ENDS, OSError(11, "no room"), OSError(12, "no room"), STAYS])
    begun: list[subprocess.Popen[bytes]] = []

    def start(_: Siblings) -> subprocess.Popen[bytes]:
        match next(starts):
            case OSError() as error:
                raise error
            case command:
                begun.append(subprocess.Popen(command))
                return begun[-1]

    monkeypatch.setattr(Siblings, "_start", start)
    monkeypatch.setattr(siblings, "LOOK", 0.02)
    kept = Siblings(Settings(home=tmp_path), 1)
    while len(begun) < 2:
        time.sleep(0.02)
    assert begun[1].poll() is None
    kept.end()
    assert begun[1].poll() is not None


@pytest.mark.timeout(60)
def test_a_process_that_will_not_go_is_killed_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it hangs on, nobody must stay behind with the port and the database."""
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", stubborn], stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout as ready:
        ready.readline()
    monkeypatch.setattr(Siblings, "_start", lambda _: process)
    monkeypatch.setattr(siblings, "GRACE", 0.2)
    Siblings(Settings(home=tmp_path), 1).end()
    assert process.poll() is not None
