"""Where time goes, told to an OpenTelemetry collector when the operator names one, and to nobody otherwise.

A span says what kind of thing was done, never to whom or about what: only the attributes listed here exist, and none of
them can hold what a person wrote, an address, a reference or a key. Exceptions are told by their type alone.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Final, Literal, Protocol, get_args

Kind = Literal["server", "client", "consumer", "internal"]
Attribute = Literal[
    "http.request.method", "http.route", "http.response.status_code", "dengta.job", "dengta.facts", "error.type"
]
ATTRIBUTES: Final = frozenset(get_args(Attribute))


class Span(Protocol):
    """Something that is being done."""

    def tell(self, name: Attribute, value: str | int) -> None:
        """Add an attribute that was not known at the start."""
        ...


class Tracer(Protocol):
    """Where spans go."""

    def span(self, name: str, kind: Kind, parent: str | None) -> AbstractContextManager[Span]:
        """A span as long as the block, below `parent` (a W3C traceparent) or below the span around it."""
        ...

    def passed_on(self) -> Mapping[str, str]:
        """The headers that let another program go on with this trace (W3C Trace Context)."""
        ...


class _Untold:
    def tell(self, name: Attribute, value: str | int) -> None:
        """Told to nobody."""


class _Nobody:
    """Tells nobody, at the cost of a function call."""

    _untold = nullcontext(_Untold())

    def span(self, name: str, kind: Kind, parent: str | None) -> AbstractContextManager[Span]:
        return self._untold

    def passed_on(self) -> Mapping[str, str]:
        return {}


_tracer: Tracer = _Nobody()


def span(name: str, *, kind: Kind = "internal", parent: str | None = None) -> AbstractContextManager[Span]:
    """A span as long as the block; costs next to nothing when nobody listens."""
    return _tracer.span(name, kind, parent)


def passed_on() -> Mapping[str, str]:
    """Headers for a call to another program; none when nobody listens."""
    return _tracer.passed_on()


def tell(tracer: Tracer | None) -> None:
    """Send every span of this process to a tracer from now on; None is nobody."""
    global _tracer
    _tracer = tracer or _Nobody()
