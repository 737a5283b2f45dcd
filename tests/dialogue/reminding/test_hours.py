"""Hours: when a phone may ring."""

from datetime import datetime, time, timedelta, timezone

from dialogue.reminding.hours import Hours

ZONE = timezone(timedelta(hours=7))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


def test_by_night_no_phone_rings() -> None:
    day = Hours()

    assert [day.holds(at(1, *one)) for one in ((7, 59), (8, 0), (19, 59), (20, 0))] == [
        False,
        True,
        True,
        False,
    ]
    assert day.next_from(at(1, 20)) == at(2, 8)
    assert day.next_from(at(1, 3)) == at(1, 8)
    assert day.next_from(at(1, 9, 30)) == at(1, 9, 30)


def test_a_friday_off_waits_for_saturday() -> None:
    hours = Hours(days_off=frozenset({5}))

    assert hours.next_from(at(4, 12)) == at(5, 8)  # the 4th of December 2026 is a Friday
    assert hours.next_from(at(3, 21)) == at(5, 8)


def test_chosen_hours_lie_within_those_of_all() -> None:
    assert Hours(opens=time(5), closes=time(10)).next_from(at(1, 5)) == at(1, 8)
    assert Hours(opens=time(16), closes=time(23)).next_from(at(1, 20)) == at(2, 16)


def test_hours_that_are_none_are_those_of_all() -> None:
    assert Hours(opens=time(21), closes=time(23)).holds(at(1, 9))


def test_with_every_day_off_it_is_the_next_day() -> None:
    assert Hours(days_off=frozenset(range(1, 8))).next_from(at(1, 9)) == at(2, 8)
