"""The staff's hours as they are written, and the holidays of Thailand."""

from datetime import date, time

import pytest

from bot.settings import Settings, SettingsError
from bot.staff import is_holiday, staff_of


def test_days_and_hours_are_read() -> None:
    staff = staff_of("Tu-Sa 09:00-12:30", "045123456")

    assert (staff.first, staff.last) == (1, 5)
    assert (staff.opens, staff.closes) == (time(9), time(12, 30))
    assert staff.phone == "045123456"


def test_one_day_alone_is_read() -> None:
    assert (staff_of("We 08:00-10:00").first, staff_of("We 08:00-10:00").last) == (2, 2)


@pytest.mark.parametrize(
    "hours", ["", "weekdays", "Mo-Fr", "Mo-Fr 16:30-08:30", "Mo-Fr 8:30-16:30", "Mo-Fr 25:00-26:00"]
)
def test_what_is_written_otherwise_is_refused(hours: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # every way to be wrong is the same
        staff_of(hours)


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2026, 4, 13), True),  # Songkran
        (date(2026, 12, 7), True),  # for the King's birthday, which is a Saturday
        (date(2026, 12, 10), True),  # Constitution Day
        (date(2026, 12, 8), False),
    ],
)
def test_public_holidays_of_thailand_are_known(day: date, *, holiday: bool) -> None:
    assert is_holiday(day) is holiday


@pytest.mark.parametrize(
    "given", [{"answer_hours": "always"}, {"answer_phone": "ask at the counter"}]
)
def test_settings_that_cannot_be_meant_stop_the_start(given: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="must be"):
        Settings.read(**given)
