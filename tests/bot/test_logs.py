"""Logs name faults and places, and quote nobody."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import LibraryLines, configure


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def test_an_exception_is_logged_without_its_words() -> None:
    out = io.StringIO()
    configure(out)

    try:
        int("ยายแดงเจ็บหน้าอก")
    except ValueError:
        structlog.get_logger().exception("event set aside", lane="L1")

    line = json.loads(out.getvalue())
    assert "ยายแดง" not in out.getvalue()
    assert (line["event"], line["lane"], line["fault"]) == ("event set aside", "L1", "ValueError")
    assert line["where"][-1].startswith(__file__)


def test_an_entry_is_one_json_line_with_its_time_and_level() -> None:
    out = io.StringIO()
    configure(out)

    structlog.get_logger().info("reply", event_id="E1", outcome="sent")

    line = json.loads(out.getvalue())
    assert line["level"] == "info"
    assert line["timestamp"].endswith("Z")
    assert out.getvalue().count("\n") == 1


def test_every_entry_tells_which_process_wrote_it() -> None:
    out = io.StringIO()
    configure(out, process="worker")

    structlog.get_logger().info("turn", event_id="E1")

    assert json.loads(out.getvalue())["process"] == "worker"


def test_of_a_library_s_warning_only_the_library_and_the_place_are_told() -> None:
    fault = ValueError("ยายแดงเจ็บหน้าอก")
    record = logging.LogRecord(
        "library", logging.ERROR, "lib.py", 7, "ยายแดง %s", ("เจ็บ",), (ValueError, fault, None)
    )

    told = LibraryLines("clock").format(record)

    assert "ยายแดง" not in told
    line = json.loads(told)
    assert (line["library"], line["fault"], line["process"]) == ("library", "ValueError", "clock")
