"""Planning: which step of a ladder is next, when, and what is passed over."""

from datetime import date, datetime, time, timedelta, timezone
from functools import partial

import pytest

from dialogue.reminding.holidays import is_holiday
from dialogue.reminding.ladder import Step, To
from dialogue.reminding.planning import Owed, Plan, planned

ZONE = timezone(timedelta(hours=7))
NEVER = partial(lambda _day: False)


def step(code: str, days: int, *, to: To = "assignee", holiday: str = "any") -> Step:
    return Step(
        code=code,
        days=days,
        at=time(8),
        channel="reply",
        waits=0,
        to=to,
        holiday="before" if holiday == "before" else "after" if holiday == "after" else "any",
    )


SOON, TODAY, MISSED = step("soon", -3), step("today", 0), step("missed", 1)
BUDDY, DIGEST = step("buddy", 3, to="buddy"), step("digest", 7, to="coordinator")
LADDER = (SOON, TODAY, MISSED, BUDDY, DIGEST)


def at(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


def owed(due: int, *, opens: int = 1, made: datetime | None = None) -> Owed:
    return Owed(
        due_on=date(2026, 12, due),
        opens_on=date(2026, 12, opens),
        made_at=made or at(1, 9),
    )


def plan(what: Owed, now: datetime, *done: str) -> Plan:
    return planned(LADDER, what, done=done, now=now, is_holiday=NEVER)


def test_the_first_step_comes_its_days_before() -> None:
    assert plan(owed(10), at(1, 9)) == Plan(step=SOON, at=at(7))


def test_each_step_follows_the_one_that_is_done() -> None:
    assert plan(owed(10), at(7), "soon") == Plan(step=TODAY, at=at(10))
    assert plan(owed(10), at(10), "soon", "today") == Plan(step=MISSED, at=at(11))
    assert plan(owed(10), at(17), "soon", "today", "missed", "buddy").step == DIGEST
    assert plan(owed(10), at(17), *(one.code for one in LADDER)) == Plan()


def test_after_days_of_silence_the_latest_step_for_the_same_people_is_next() -> None:
    found = plan(owed(10), at(12))

    assert found == Plan(step=MISSED, at=at(11), passed=(SOON, TODAY))


def test_other_people_are_told_however_late() -> None:
    assert plan(owed(10), at(28), "soon", "today", "missed") == Plan(step=BUDDY, at=at(13))


def test_who_has_just_noted_it_is_left_in_peace_for_three_hours() -> None:
    found = plan(owed(3, made=at(1, 9)), at(1, 9))

    assert found == Plan(step=SOON, at=at(1, 12))


def test_what_is_noted_after_its_day_is_counted_from_the_next() -> None:
    found = plan(owed(2, made=at(9, 10)), at(9, 10))

    assert (found.step, found.at) == (TODAY, at(10))
    assert found.passed == (SOON,)


def test_nothing_is_told_before_it_is_shown() -> None:
    assert plan(owed(10, opens=9), at(1, 9)) == Plan(step=SOON, at=at(9))


@pytest.mark.parametrize(
    ("holiday", "day"),
    [("before", 4), ("after", 8), ("any", 5)],
)
def test_a_step_moves_off_holidays(holiday: str, day: int) -> None:
    only = step("today", 0, holiday=holiday)
    free = {date(2026, 12, 5), date(2026, 12, 6), date(2026, 12, 7)}

    found = planned((only,), owed(5), done=(), now=at(1, 9), is_holiday=free.__contains__)

    assert found.at == at(day)


def test_holidays_of_both_countries_count_for_who_reads_lao() -> None:
    fathers_day, national_day = date(2026, 12, 5), date(2026, 12, 2)  # Thailand; Laos

    assert [is_holiday(day, "th") for day in (fathers_day, national_day)] == [True, False]
    assert [is_holiday(day, "lo") for day in (fathers_day, national_day)] == [True, True]
