"""Install what `make run` or `make test` needs, and nothing twice. Standard library only: it runs before anything else.

    python3 -m tools.setup run      the desk: Python packages and browser libraries
    python3 -m tools.setup test     that, the developer's tools and a Chromium

Everything is pinned by hash: Python packages in requirements/*.txt, browser libraries in package-lock.json.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from tools import chromium, vendor

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / ".installed.json"
MODULES = ROOT / "node_modules"
LOCKS = {"run": "requirements/run.txt", "test": "requirements/dev.txt"}
OLDEST_NODE = 18


def main(profile: str) -> None:
    make_environment()
    install_packages(profile)
    install_browser_libraries(with_tests=profile == "test")
    if profile == "test":
        chromium.install()


def make_environment() -> None:
    if PYTHON.exists():
        return
    say("Making a Python environment in .venv")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]) != 0:
        stop("python -m venv failed. On Debian and Ubuntu: apt-get install python3-venv")


def install_packages(profile: str) -> None:
    """Bring .venv to the lock of a profile; the developer's lock holds the desk's."""
    wanted = digest(LOCKS[profile])
    done = installed()
    if done.get(profile) != wanted and (profile == "test" or done.get("test") != digest(LOCKS["test"])):
        say(f"Installing Python packages from {LOCKS[profile]} (a minute or two, once)")
        pip_install(LOCKS[profile])
        STAMP.write_text(json.dumps({**done, profile: wanted}))
    link_sources()


def pip_install(lock: str) -> None:
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    if subprocess.call([*pip, "--require-hashes", "--no-deps", "-r", lock], cwd=ROOT) != 0:
        stop("Installing Python packages failed; the lines above say why. Nothing else was changed.")


def link_sources() -> None:
    """Make `import dengta` and the `dengta` command work without a build back end, which no lock would name."""
    (packages,) = (ENVIRONMENT / "lib").glob("python3*/site-packages")
    write(packages / "dengta.pth", f"{ROOT / 'src'}\n")
    command = ENVIRONMENT / "bin" / "dengta"
    write(command, f'#!/bin/sh\nexec "{PYTHON}" -m dengta.cli "$@"\n')
    command.chmod(0o755)


def install_browser_libraries(*, with_tests: bool) -> None:
    """Fetch the libraries pages load and copy the few files needed to where the desk serves them."""
    stamp = MODULES / ".installed"
    wanted = digest("package-lock.json") + (" with tests" if with_tests else "")
    if not (stamp.exists() and stamp.read_text().startswith(wanted)):
        say("Installing browser libraries from package-lock.json")
        command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        if subprocess.call(command if with_tests else [*command, "--omit=dev"], cwd=ROOT) != 0:
            stop("Installing browser libraries failed; the lines above say why.")
        stamp.write_text(wanted)
    vendor.copy()


def npm() -> list[str]:
    """The system's npm where its Node.js is new enough, else the one in the Node.js wheel."""
    system = shutil.which("npm")
    if system and node_major() >= OLDEST_NODE:
        return [system]
    if installed().get("node") != digest("requirements/node.txt"):
        say("Installing Node.js from its Python wheel")
        pip_install("requirements/node.txt")
        STAMP.write_text(json.dumps({**installed(), "node": digest("requirements/node.txt")}))
    return [str(ENVIRONMENT / "bin" / "npm")]


def node_major() -> int:
    node = shutil.which("node")
    if node is None:
        return 0
    said = subprocess.run([node, "--version"], stdout=subprocess.PIPE, check=False).stdout.decode()
    return int(said.lstrip("v").split(".")[0] or 0) if said.startswith("v") else 0


def installed() -> dict[str, str]:
    return dict(json.loads(STAMP.read_text())) if STAMP.exists() else {}


def digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def quiet(command: list[str]) -> bool:
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def say(text: str) -> None:
    print(text, flush=True)


def stop(text: str | None) -> NoReturn:
    raise SystemExit(text)


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["test"]):
        stop(__doc__)
    main(sys.argv[1])
