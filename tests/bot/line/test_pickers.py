"""Pickers open with bounds that LINE takes."""

from typing import Literal

import pytest

from bot.line.pickers import bounds_of
from dialogue.prompt import Picker
from tests.bot.line.saying import tap

Mode = Literal["date", "time", "datetime"]


def bounds(mode: Mode, initial: str | None, least: str | None, most: str | None) -> dict[str, str]:
    return bounds_of(
        Picker(label="…", tap=tap(), mode=mode, initial=initial, least=least, most=most)
    )


@pytest.mark.parametrize(
    ("mode", "initial", "least", "most", "written"),
    [
        (
            "date",
            "2026-11-25",
            "2026-11-01",
            "2026-11-30",
            {"initial": "2026-11-25", "min": "2026-11-01", "max": "2026-11-30"},
        ),
        ("date", None, None, None, {}),
        ("time", "08:30", None, None, {"initial": "08:30"}),
        (
            "datetime",
            "2026-11-25 08:30",
            "2026-11-25T07:00:00",
            None,
            {"initial": "2026-11-25t08:30", "min": "2026-11-25t07:00"},
        ),
        ("datetime", "2026-11-25T08:30:00+07:00", None, None, {"initial": "2026-11-25t08:30"}),
    ],
)
def test_bounds_are_written_as_line_writes_them(
    mode: Mode, initial: str | None, least: str | None, most: str | None, written: dict[str, str]
) -> None:
    assert bounds(mode, initial, least, most) == written


def test_an_initial_day_outside_of_the_bounds_moves_inside() -> None:
    assert bounds("date", "2026-12-25", None, "2026-11-30") == {
        "initial": "2026-11-30",
        "max": "2026-11-30",
    }
    assert bounds("date", "2026-01-25", "2026-11-01", None) == {
        "initial": "2026-11-01",
        "min": "2026-11-01",
    }


@pytest.mark.parametrize(
    ("least", "most"), [("2026-11-30", "2026-11-01"), ("2026-11-30", "2026-11-30")]
)
def test_bounds_that_leave_nothing_to_choose_are_left_out(least: str, most: str) -> None:
    assert bounds("date", "2026-11-25", least, most) == {"initial": "2026-11-25"}


@pytest.mark.parametrize("bad", ["", "31/2/2569", "2026-02-31", "soon", "25"])
def test_what_is_no_day_is_left_out(bad: str) -> None:
    assert bounds("date", bad, bad, bad) == {}


def test_days_beyond_those_of_line_become_its_first_and_last() -> None:
    assert bounds("date", "2569-11-25", "1358-01-01", "2569-12-31") == {
        "initial": "2100-12-31",
        "min": "1900-01-01",
        "max": "2100-12-31",
    }
    assert bounds("datetime", "2569-11-25t10:00", "1358-01-01t10:00", "2569-12-31t10:00") == {
        "initial": "2100-12-31t23:59",
        "min": "1900-01-01t00:00",
        "max": "2100-12-31t23:59",
    }


def test_a_first_hour_at_the_end_of_the_day_is_no_bound() -> None:
    assert bounds("time", None, "23:59", None) == {}
    assert bounds("time", None, None, "00:00") == {}
    assert bounds("time", None, "00:00", "23:59") == {"min": "00:00", "max": "23:59"}
