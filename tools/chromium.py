"""Find the machine's Chromium for the browser journeys, or have the system's package manager install it."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
ABSENT = """\
The browser journeys need Chromium and this machine has none. Install it, for example
    apt-get install chromium
or point DENGTA_CHROMIUM at a Chromium or Chrome binary, then run make test again."""


def path() -> str | None:
    """`DENGTA_CHROMIUM`, else the first Chromium or Chrome on the path."""
    return os.environ.get("DENGTA_CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)


def install() -> None:
    """Make sure there is one; raises SystemExit with advice where we may not install it."""
    if path() is None:
        print("Installing Chromium with apt-get", flush=True)
        apt_get("update", "-qq")
        apt_get("install", "-y", "-qq", "--no-install-recommends", "chromium")
    if path() is None:
        raise SystemExit(ABSENT)


def apt_get(*arguments: str) -> None:
    if shutil.which("apt-get") is None:
        raise SystemExit(ABSENT)
    command = ["apt-get", *arguments]
    if os.geteuid() != 0:
        command = ["sudo", "-n", *command]
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    except FileNotFoundError:
        raise SystemExit(ABSENT) from None
    if done.returncode != 0 and arguments[0] == "install":
        raise SystemExit(ABSENT)
