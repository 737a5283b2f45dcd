"""Logs: one JSON line an entry, ids and kinds only, never what was said."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger
from typing_extensions import override


def configure(out: TextIO | None = None, *, process: str = "run") -> None:
    """Write log lines to `out` (standard error); `process` is the type of this process."""
    out = out or sys.stderr
    structlog.configure(
        processors=[
            _of(process),
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_words,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=True,
    )
    of_libraries = logging.StreamHandler(out)
    of_libraries.setFormatter(LibraryLines(process))
    logging.basicConfig(level=logging.WARNING, handlers=[of_libraries])


def without_words(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
    """Replace an exception by its kind and place: its text may quote a person."""
    given = entry.pop("exc_info", None)
    fault = sys.exc_info()[1] if given is True else given
    if isinstance(fault, BaseException):
        entry["fault"], entry["where"] = type(fault).__name__, _where(fault)
    return entry


def _where(fault: BaseException) -> list[str]:
    frames = traceback.extract_tb(fault.__traceback__)
    return [f"{frame.filename}:{frame.lineno}" for frame in frames[-3:]]


def _of(process: str) -> Processor:
    def name(_logger: WrappedLogger, _method: str, entry: EventDict) -> EventDict:
        entry["process"] = process
        return entry

    return name


class LibraryLines(logging.Formatter):
    """Tells of a library's warning who warned and where; its text may quote what it was given."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Write one JSON line."""
        fault = record.exc_info[1] if record.exc_info else None
        told = {
            "event": "library warned",
            "library": record.name,
            "where": [f"{record.pathname}:{record.lineno}"] if fault is None else _where(fault),
            "level": record.levelname.lower(),
            "process": self._process,
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
        }
        if fault is not None:
            told["fault"] = type(fault).__name__
        return json.dumps(told)
