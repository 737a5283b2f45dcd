"""Logs: one JSON line an entry, ids and kinds only, never what was said."""

import logging
import sys
import traceback
from typing import TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger


def configure(out: TextIO | None = None) -> None:
    """Write log lines to `out` (standard error)."""
    out = out or sys.stderr
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_words,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=True,
    )
    # What libraries log may quote what they were given: only that they warned is told.
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s", stream=out)


def without_words(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
    """Replace an exception by its kind and place: its text may quote a person."""
    given = entry.pop("exc_info", None)
    fault = sys.exc_info()[1] if given is True else given
    if isinstance(fault, BaseException):
        frames = traceback.extract_tb(fault.__traceback__)
        entry["fault"] = type(fault).__name__
        entry["where"] = [f"{frame.filename}:{frame.lineno}" for frame in frames[-3:]]
    return entry
