from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from dialogue.staff import USUAL, Staff

BANGKOK = ZoneInfo("Asia/Bangkok")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Give a time in November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("when", "there"),
    [
        (at(25, 8, 29), False),
        (at(25, 8, 30), True),
        (at(25, 16, 29), True),
        (at(25, 16, 30), False),
        (at(28, 12), False),
        (at(29, 12), False),
    ],
)
def test_people_are_there_on_weekdays_within_their_hours(when: datetime, *, there: bool) -> None:
    assert USUAL.is_there(when) is there


@pytest.mark.parametrize(
    ("when", "next_at"),
    [
        (at(25, 12), at(25, 12)),  # now
        (at(25, 7), at(25, 8, 30)),  # later this day
        (at(25, 17), at(26, 8, 30)),  # the next day
        (at(27, 17), at(30, 8, 30)),  # after Saturday and Sunday
    ],
)
def test_it_is_known_when_they_are_there_next(when: datetime, next_at: datetime) -> None:
    assert USUAL.next_at(when) == next_at


def test_on_a_holiday_nobody_is_there() -> None:
    staff = Staff(is_holiday=lambda day: day == date(2026, 11, 26))

    assert not staff.is_there(at(26, 12))
    assert staff.next_at(at(25, 17)) == at(27, 8, 30)


def test_a_week_may_begin_on_any_day() -> None:
    staff = Staff(first=5, last=0, opens=time(9), closes=time(12))  # Saturday to Monday

    assert staff.next_at(at(25, 10)) == at(28, 9)
    assert staff.is_there(at(30, 10))
    assert not staff.is_there(at(24, 10))


def test_where_every_day_is_a_holiday_nobody_ever_comes() -> None:
    assert Staff(is_holiday=lambda _day: True).next_at(at(25, 12)) is None
