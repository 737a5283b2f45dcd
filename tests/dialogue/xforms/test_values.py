"""How values turn into one another, as in JavaRosa."""

import math
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dialogue.xforms.dates import from_days, from_instant, parse, parse_time, write_datetime
from dialogue.xforms.nodes import Value
from dialogue.xforms.values import equal, java_double, number_to_string, to_boolean, to_number

ZONE = ZoneInfo("Asia/Bangkok")
DAY = datetime(2026, 11, 22, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (3.0, "3"),
        (-0.0, "0"),
        (0.5, "0.5"),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
        (2147483647.0, "2147483647"),
        (2147483648.0, "2.147483648E9"),
        (0.00001, "1.0E-5"),
        (1e-13, "0"),
        (-12345678.5, "-1.23456785E7"),
    ],
)
def test_a_number_is_written_as_javarosa_does(number: float, written: str) -> None:
    assert number_to_string(number) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [(7.0, "7.0"), (0.0, "0.0"), (0.001, "0.001"), (1e7, "1.0E7"), (1.5e-7, "1.5E-7")],
)
def test_a_decimal_is_stored_as_java_writes_it(number: float, written: str) -> None:
    assert java_double(number) == written


@pytest.mark.parametrize(
    ("value", "number"),
    [("3", 3), (" 3.5 ", 3.5), ("-.5", -0.5), ("3.", 3), (True, 1), (False, 0), (DAY, 20779)],
)
def test_a_value_is_read_as_a_number(value: Value, number: float) -> None:
    assert to_number(value) == number


@pytest.mark.parametrize("text", ["", "x", "1e3", "--1", "1-2", ".", "1.2.3", "๓", "Infinity"])
def test_what_is_no_number_is_nan(text: str) -> None:
    assert math.isnan(to_number(text))


@pytest.mark.parametrize(
    ("value", "truth"),
    [("", False), ("0", True), (0.0, False), (math.nan, False), (-2.0, True), (DAY, True)],
)
def test_a_value_is_read_as_a_truth(value: Value, truth: bool) -> None:  # noqa: FBT001
    assert to_boolean(value) is truth


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("a", "a", True),
        ("3", 3.0, True),
        ("3.0", 3.0, True),
        ("", 0.0, False),
        (True, "x", True),
        (DAY, "2026-11-22", True),
        (DAY, 20779.0, True),
        (DAY, DAY.replace(hour=9), True),  # dates are compared by their day
        (math.nan, math.nan, False),
    ],
)
def test_values_are_compared_by_the_stronger_type(
    left: Value,
    right: Value,
    same: bool,  # noqa: FBT001
) -> None:
    assert equal(left, right) is same
    assert equal(right, left) is same


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-11-22", "2026-11-22T00:00:00.000+07:00"),
        ("2026-1-2", "2026-01-02T00:00:00.000+07:00"),
        ("2026-11-22T08:30", "2026-11-22T08:30:00.000+07:00"),
        ("2026-11-22T08:30:15.25", "2026-11-22T08:30:15.250+07:00"),
        ("2026-11-22T20:30:00.000Z", "2026-11-23T03:30:00.000+07:00"),
        ("2026-11-22T08:30:00.000-05:30", "2026-11-22T21:00:00.000+07:00"),
        ("2026-11-22T08:30:00+09", "2026-11-22T06:30:00.000+07:00"),
    ],
)
def test_dates_and_times_are_read_into_the_zone_of_the_programme(text: str, written: str) -> None:
    moment = parse(text, ZONE)

    assert moment is not None
    assert write_datetime(moment) == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13-01",
        "2026-02-30",
        "0000-01-01",
        "22/11/2026",
        "2026-11-22T",
        "2026-11-22T25:00",
        "2026-11-22T08:30+99:00",
        "0001-01-01T00:00:00+09:00",
        "2026-11-22 08:30",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse(text, ZONE) is None


def test_a_time_alone_is_read_on_a_day() -> None:
    assert parse_time("08:30:15.5", DAY) == DAY.replace(
        hour=8, minute=30, second=15, microsecond=500_000
    )
    assert parse_time("8", DAY) is None


def test_days_beyond_the_calendar_are_none() -> None:
    for days in (math.inf, math.nan, 1e9, -1e9):
        assert from_days(days, ZONE) is None
        assert from_instant(days, ZONE) is None


def test_an_offset_west_of_greenwich_is_written_with_a_minus() -> None:
    moment = datetime(2026, 1, 1, tzinfo=ZoneInfo("America/St_Johns"))

    assert write_datetime(moment) == "2026-01-01T00:00:00.000-03:30"
