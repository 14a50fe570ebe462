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
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")


def frames(error: BaseException) -> list[str]:
    """Where an error came from, innermost last: files and lines only.

    Neither its message nor any variable is kept, because both may hold what a person typed.
    """
    passed = extract_tb(error.__traceback__)[-12:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in passed]
