"""Other people's vectors and texts, read where they lie and never copied into this repository."""

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("DENGTA_SHARED") or Path(__file__).resolve().parents[1].parent / "shared")


def shared(path: str) -> Path:
    """The file or folder at `path` under DENGTA_SHARED, or `../shared` beside the repository; skips if absent."""
    found = ROOT / path
    if not found.exists():
        pytest.skip(f"{path} is not to be had: set DENGTA_SHARED to the folder that holds it")
    return found
