"""Periods as people type them, in two calendars."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from dialogue.reading.periods import Period, before, month_of, period_of, year_of

TODAY = date(2026, 11, 25)


def days(first: str, last: str) -> Period:
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2563", days("2020-01-01", "2020-12-31")),
        ("๒๕๖๓", days("2020-01-01", "2020-12-31")),
        ("ปี 2563", days("2020-01-01", "2020-12-31")),
        ("พ.ศ. 2563", days("2020-01-01", "2020-12-31")),
        ("2020", days("2020-01-01", "2020-12-31")),
        ("ປີ ໒໐໒໖", days("2026-01-01", "2026-12-31")),
        ("2563-02", days("2020-02-01", "2020-02-29")),
        ("2026-2", days("2026-02-01", "2026-02-28")),
        ("2563-01..2563-06", days("2020-01-01", "2020-06-30")),
        ("2563-01 ถึง 2563-06", days("2020-01-01", "2020-06-30")),
        ("2563..2564", days("2020-01-01", "2021-12-31")),
        ("2568-10..", days("2025-10-01", "2026-11-25")),
        ("2020-01-15..2020-02-03", days("2020-01-15", "2020-02-03")),
        ("2563-12-31", days("2020-12-31", "2020-12-31")),
        ("2026-12", days("2026-12-01", "2026-12-31")),
    ],
)
def test_a_period_is_read(text: str, period: Period) -> None:
    assert period_of(text, today=TODAY) == period


@pytest.mark.parametrize(
    "text",
    [
        "",
        "63",
        "2563-13",
        "2563-02-30",
        "2563-06..2563-01",
        "ปีนี้",
        "..2563",
        "1563",
        "9999",
        "a..b",
        "2027..",
    ],
)
def test_what_is_no_period_is_not_read(text: str) -> None:
    assert period_of(text, today=TODAY) is None


def test_days_begin_at_midnight_in_the_zone_of_the_programme() -> None:
    begins, ends = days("2020-01-01", "2020-12-31").moments(ZoneInfo("Asia/Bangkok"))

    assert begins == datetime(2019, 12, 31, 17, tzinfo=UTC)
    assert ends == datetime(2020, 12, 31, 17, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026", "2026-05", "2026-01..2026-06", "2026-01-02..2026-05-20"])
def test_a_period_is_written_as_it_is_read(text: str) -> None:
    period = period_of(text, today=TODAY)

    assert period is not None
    assert period.written() == text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2563", True),
        ("2563-02", True),
        ("2563-01..2563-06", True),
        ("2563-01-01..2563-02-29", True),
        ("2563-01-01..2563-02-28", False),
        ("2563-01-02..2563-02", False),
        ("2563-01..", False),
    ],
)
def test_whether_a_period_is_of_whole_months(text: str, whole: bool) -> None:  # noqa: FBT001
    period = period_of(text, today=TODAY)

    assert period is not None
    assert period.is_of_months is whole


def test_the_year_and_the_month_before() -> None:
    assert before(year_of(TODAY)) == days("2025-01-01", "2025-12-31")
    assert before(month_of(TODAY)) == days("2026-10-01", "2026-10-31")
    assert before(month_of(date(2026, 1, 5))) == days("2025-12-01", "2025-12-31")
