"""Other processes that run this checkout."""

import os
import sys
from collections.abc import Mapping


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """An environment in which a child finds the same packages and none of the developer's own settings."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("DENGTA_", "DATABASE_URL"))}
    return {**ours, "PYTHONPATH": os.pathsep.join(sys.path), **(changes or {})}
