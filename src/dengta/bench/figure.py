"""A measured figure and what it is held against."""

import json
import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from dengta import __version__


@dataclass(frozen=True, slots=True)
class Figure:
    """One result. `ratio` is `value / limit`; `aim` is the ratio asked for."""

    figure: str
    value: float
    unit: str
    limit: float
    ratio: float
    aim: float
    met: bool


def at_least(figure: str, value: float, unit: str, *, limit: float, aim: float) -> Figure:
    """A figure that should be large beside its limit."""
    ratio = value / limit if limit else 0.0
    return Figure(figure, round(value, 3), unit, round(limit, 3), round(ratio, 3), aim, ratio >= aim)


def at_most(figure: str, value: float, unit: str, *, limit: float, aim: float = 1.0) -> Figure:
    """A figure that should stay under its limit."""
    ratio = value / limit if limit else float("inf")
    return Figure(figure, round(value, 3), unit, round(limit, 3), round(ratio, 3), aim, ratio <= aim)


def show(figure: Figure, conditions: Mapping[str, object], *, as_json: bool) -> None:
    """Print a figure with the conditions it was measured under, one line."""
    if as_json:
        line = json.dumps({**asdict(figure), "conditions": {**machine(), **conditions}}, ensure_ascii=False)
    else:
        verdict = "met" if figure.met else "NOT met"
        line = (
            f"{figure.figure}: {figure.value} {figure.unit}, limit {figure.limit}, "
            f"ratio {figure.ratio}, aim {figure.aim}: {verdict}"
        )
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def machine() -> dict[str, object]:
    """Where it was measured."""
    return {
        "dengta": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count() or 0,
    }
