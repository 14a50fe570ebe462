"""Logs are events with ids; never bodies, subjects, addresses or keys."""

import logging
import sys
from typing import Any, cast

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
            structlog.processors.format_exc_info if as_json else cast(Any, _keep),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")


def _keep(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    return event
