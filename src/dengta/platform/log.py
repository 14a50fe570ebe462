"""Logs are events with ids; never bodies, subjects, addresses or keys."""

import logging
import sys
from traceback import extract_tb
from typing import Any

import structlog

log: structlog.stdlib.BoundLogger = structlog.get_logger("dengta")


def configure(*, as_json: bool, level: int = logging.INFO) -> None:
    """Write one line an event to standard error, as text for people or JSON for collectors."""
    renderer: Any = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class Discreet(logging.Formatter):
    """For libraries that log exceptions: where it happened and what kind it was, never what it said.

    A database's message quotes the row it refused, and a row holds what a person wrote.
    """

    def formatException(self, ei: Any) -> str:  # noqa: N802 -- the name that logging calls
        kind, error, _ = ei
        return f"{getattr(kind, '__name__', 'error')} {frames(error) if error else ''}"

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 -- as above
        return ""


def frames(error: BaseException) -> list[str]:
    """Where an error came from, innermost last: files and lines only.

    Neither its message nor any variable is kept, because both may hold what a person typed.
    """
    passed = extract_tb(error.__traceback__)[-12:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in passed]
