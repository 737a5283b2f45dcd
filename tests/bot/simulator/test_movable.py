from datetime import UTC, datetime, timedelta

import pytest

from bot.simulator.movable import MovableClock, leave_at, left_at
from bot.store import Store

NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)


def test_a_moved_clock_is_ahead_by_all_its_steps() -> None:
    clock = MovableClock(lambda: NOON)

    clock.move(timedelta(minutes=30))
    clock.move(timedelta(days=3))

    assert clock() == datetime(2026, 11, 28, 5, 30, tzinfo=UTC)


def test_a_clock_does_not_go_back() -> None:
    clock = MovableClock(lambda: NOON)

    with pytest.raises(ValueError, match="forward"):
        clock.move(timedelta(seconds=-1))


def test_how_far_a_clock_is_ahead_is_remembered(lite: Store) -> None:
    assert left_at(lite) == timedelta()

    leave_at(lite, timedelta(days=1))
    leave_at(lite, timedelta(days=31, minutes=30))

    assert left_at(lite) == timedelta(days=31, minutes=30)
