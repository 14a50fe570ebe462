"""What every refusal's `type` leads to: a page of all codes, made from the code that refuses."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from litestar import Response, get

from dengta.kernel.errors import Refused
from dengta.platform.web import STATUS, AnyRequest, render
from dengta.web.refusals import BEFOREHAND


@dataclass(frozen=True, slots=True)
class Planned:
    """One refusal, as documented. `meaning` is English, for developers."""

    code: str
    status: int
    meaning: str


@cache
def planned() -> tuple[Planned, ...]:
    """Every refusal of the edge and of the modules loaded, by code."""
    found = {each.code: Planned(each.code, each.status, each.means) for each in BEFOREHAND.values()}
    for refusal in _descendants(Refused):
        if "code" in vars(refusal):
            found[refusal.code] = Planned(refusal.code, STATUS[refusal.kind], _summary(refusal))
    return tuple(found[code] for code in sorted(found))


@get("/docs/refusals", include_in_schema=False, sync_to_thread=False)
def show_refusals(request: AnyRequest) -> Response[str]:
    """The page; each code is an anchor."""
    return render(request, "web/refusals.html", refusals=planned())


def _descendants(family: type[Refused]) -> Iterator[type[Refused]]:
    for child in family.__subclasses__():
        yield child
        yield from _descendants(child)


def _summary(refusal: type[Refused]) -> str:
    """The first paragraph of its docstring on one line."""
    return " ".join(inspect.cleandoc(refusal.__doc__ or "").split("\n\n")[0].split())


routes = [show_refusals]
