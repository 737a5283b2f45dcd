"""The budget of a month, by cases worked out by hand."""

from datetime import date

import pytest

from dialogue.reminding.budget import Budget, Rank, expected


# April has 30 days and 300 messages; 30 are kept, which leaves 9 a day.
@pytest.mark.parametrize(
    ("day", "rank", "reserve"),
    [
        (1, Rank.URGENT, 0),
        (1, Rank.TODAY, 30),
        (10, Rank.LATER, 30 + 90),  # 20 days of 9, half of it
        (10, Rank.BROADCAST, 30 + 180),
        (30, Rank.BROADCAST, 30),  # no day is to come
    ],
)
def test_each_rank_leaves_what_the_ones_before_it_need(day: int, rank: Rank, reserve: int) -> None:
    assert Budget(allowed=300, left=300, today=date(2026, 4, day), kept=30).reserve(rank) == reserve


@pytest.mark.parametrize(
    ("rank", "room"), [(Rank.URGENT, 121), (Rank.TODAY, 91), (Rank.LATER, 1), (Rank.BROADCAST, 0)]
)
def test_what_is_left_goes_to_what_presses(rank: Rank, room: int) -> None:
    budget = Budget(allowed=300, left=121, today=date(2026, 4, 10), kept=30)

    assert budget.room(rank) == room
    assert budget.may(rank, room)
    assert not budget.may(rank, room + 1)


def test_what_is_kept_is_for_danger_alone() -> None:
    budget = Budget(allowed=300, left=30, today=date(2026, 4, 30), kept=30)

    assert [budget.may(rank) for rank in Rank] == [True, False, False, False]


def test_where_nothing_is_kept_the_last_message_may_go_to_what_is_due_today() -> None:
    budget = Budget(allowed=300, left=1, today=date(2026, 4, 30), kept=0)

    assert [budget.room(rank) for rank in Rank] == [1, 1, 1, 1]


def test_half_a_message_is_kept_whole() -> None:
    # 31 days, 301 messages, 271 to spread: 30 days of 31 are 262.26, half 131.13.
    assert (
        Budget(allowed=301, left=301, today=date(2026, 5, 1), kept=30).reserve(Rank.LATER)
        == 30 + 132
    )


def test_a_plan_smaller_than_what_is_kept_spreads_nothing() -> None:
    budget = Budget(allowed=10, left=10, today=date(2026, 4, 1), kept=30)

    assert [budget.room(rank) for rank in Rank] == [10, 0, 0, 0]


def test_without_a_limit_everything_may_go() -> None:
    budget = Budget(allowed=None, left=None, today=date(2026, 4, 1), kept=30)

    assert all(budget.may(rank, 100_000) for rank in Rank)


def test_a_forecast_is_never_rounded_down() -> None:
    assert expected(101, 0.8) == 21
    assert expected(100, 1.0) == 0
    assert expected(0, 0.0) == 0
    with pytest.raises(ValueError, match="no share"):
        expected(1, 1.5)
