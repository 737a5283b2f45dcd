"""One year of volunteers, visits and reminders, moment by moment.

Real are the ladder with its planning, hours, holidays and budget. What a reply carries, when
volunteers write, and what their visits leave to be done are modelled.
"""

import csv
import heapq
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from dialogue.reminding.budget import KEPT, Budget, Rank
from dialogue.reminding.holidays import is_holiday
from dialogue.reminding.hours import Hours
from dialogue.reminding.ladder import Step
from dialogue.reminding.planning import Owed, planned

CONTENT: Final = Path(__file__).parents[1] / "content"
_ZONE: Final = ZoneInfo("Asia/Bangkok")
_VISITS, _PEOPLE, _VOLUNTEERS = 5_567, 2_570, 40
_FIRST, _DAYS = date(2020, 1, 1), 366  # the year 2563 of the programme's table
_PLAN: Final = 300
_SILENCE: Final = 14
_UNKNOWN: Final = 0.01  # of the replies that carry words: their outcome is never known
_free = partial(is_holiday, language="th")


@dataclass(slots=True)
class _Task:
    """One follow-up, as far as its reminders hang on it."""

    volunteer: int
    owed: Owed
    lapses_on: date | None
    done: set[str] = field(default_factory=set)
    told_at: datetime | None = None
    was_unknown: bool = False
    is_open: bool = True


@dataclass(slots=True)
class _Waiting:
    """A step whose words are parked."""

    task: _Task
    step: Step
    push_at: datetime | None


@dataclass(slots=True)
class Year:
    """What came of a year."""

    free: int = 0
    pushed: int = 0
    late: int = 0
    unknown: int = 0
    never: int = 0
    doubled: int = 0
    months: Counter[int] = field(default_factory=Counter)
    frees: Counter[int] = field(default_factory=Counter)
    told: Counter[int] = field(default_factory=Counter)

    @property
    def worst_beside(self) -> float:
        """Give the smallest share of a month that took no message of its own, but rode on some."""
        return min(1 - self.months[month] / self.told[month] for month in range(1, 13))

    @property
    def worst_free(self) -> float:
        """Give the smallest share of tellings in a month that cost nothing."""
        return min(self.frees[month] / self.told[month] for month in range(1, 13))


def lived(steps: tuple[Step, ...], seed: int, opens: int = 3) -> Year:
    """Live a year by these steps; a next visit is shown so many days before its day."""
    chance = Random(seed)  # a model's
    writes = [_writing(chance) for _ in range(_VOLUNTEERS)]
    return _Run(steps, writes, _tasks(chance, writes, opens), chance).live()


def _writing(chance: Random) -> list[datetime]:
    """Draw when a volunteer writes: on 1 to 5 fixed weekdays, at any hour from 7 to 20."""
    weekdays = set(chance.sample(range(7), chance.randint(1, 5)))
    silent = chance.randrange(_DAYS) if chance.random() < 1 / 10 else _DAYS + _SILENCE
    found: list[datetime] = []
    for number in range(_DAYS + 60):
        day = _FIRST + timedelta(days=number)
        minute = chance.randrange(7 * 60, 20 * 60)
        if day.weekday() in weekdays and not silent <= number < silent + _SILENCE:
            found.append(_at(day, time(minute // 60, minute % 60)))
    return found


def _tasks(chance: Random, writes: list[list[datetime]], opens: int) -> list[_Task]:
    """Draw the year's visits, and what each leaves to be done by the default table.

    A person's next visit is owed on the day of it (`next_visit`); the last one leaves something
    of another rule of the table, drawn evenly, as if all of them were on. `opens` is how many days
    before its day a next visit is shown.
    """
    with (CONTENT / "rules" / "follow_ups.csv").open(encoding="utf-8-sig") as file:
        rules = list(csv.DictReader(file))
    next_visit = next(row for row in rules if row["code"] == "next_visit")
    others = [row for row in rules if row is not next_visit]
    whose = [*range(_PEOPLE), *(chance.randrange(_PEOPLE) for _ in range(_VISITS - _PEOPLE))]
    last = dict.fromkeys(range(_PEOPLE), 0)
    for person in whose:
        last[person] += 1
    found = []
    for person in whose:
        last[person] -= 1
        volunteer = person % _VOLUNTEERS
        made = chance.choice([at for at in writes[volunteer] if at.date().year == _FIRST.year])
        rule = next_visit if last[person] else chance.choice(others)
        if rule is next_visit:
            due_on = made.date() + timedelta(days=chance.randint(7, 42))
        elif rule["counts"] == "told" and rule["counted_from"] == "day":
            due_on = made.date() + timedelta(days=int(rule["due"]))
        else:  # of a birth, a pregnancy, a card: the visit falls anywhere before its day
            due_on = made.date() + timedelta(days=chance.randint(1, 60))
        opens_on = due_on - timedelta(days=int(rule["due"]) - int(rule["opens"]))
        if rule is next_visit:
            opens_on = due_on - timedelta(days=opens)
        lapses = int(rule["lapses"]) - int(rule["due"]) if rule["lapses"] else None
        found.append(
            _Task(
                volunteer=volunteer,
                owed=Owed(due_on=due_on, opens_on=opens_on, made_at=made),
                lapses_on=None if lapses is None else due_on + timedelta(days=lapses),
            )
        )
    return found


class _Run:
    """One year, moment by moment: steps that fall due, volunteers that write, pushes."""

    def __init__(
        self,
        steps: tuple[Step, ...],
        writes: list[list[datetime]],
        tasks: list[_Task],
        chance: Random,
    ) -> None:
        self._steps = tuple(step for step in steps if step.to == "assignee")
        self._chance, self._tasks, self._year = chance, tasks, Year()
        self._waiting: list[list[_Waiting]] = [[] for _ in range(_VOLUNTEERS)]
        self._theirs: list[list[_Task]] = [[] for _ in range(_VOLUNTEERS)]
        for task in tasks:
            self._theirs[task.volunteer].append(task)
        self._pushed_on: set[tuple[int, date]] = set()
        self._told: set[tuple[int, str]] = set()
        self._queue: list[tuple[datetime, int, int, str, object]] = []
        self._number = 0
        for volunteer, days in enumerate(writes):
            for at in days:
                self._put(at, 1, "writes", volunteer)
        for task in tasks:
            self._put(task.owed.made_at, 0, "plan", task)

    def live(self) -> Year:
        """Let the year pass."""
        while self._queue:
            at, _, _, what, about = heapq.heappop(self._queue)
            getattr(self, f"_{what}")(at, about)
        for task in self._tasks:
            if task.told_at is None and task.is_open:
                self._year.never += 1
        return self._year

    def _put(self, at: datetime, order: int, what: str, about: object) -> None:
        self._number += 1
        heapq.heappush(self._queue, (at, order, self._number, what, about))

    def _plan(self, at: datetime, task: _Task) -> None:
        plan = planned(self._steps, task.owed, done=task.done, now=at, is_holiday=_free)
        task.done.update(step.code for step in plan.passed)
        if plan.step is not None and plan.at is not None:
            self._put(max(at, plan.at), 0, "due", (task, plan.step))

    def _due(self, at: datetime, about: tuple[_Task, Step]) -> None:
        task, step = about
        if not task.is_open or (task.lapses_on is not None and task.lapses_on < at.date()):
            task.is_open = False
            return
        mine = self._waiting[task.volunteer]
        mine[:] = [one for one in mine if one.task is not task]  # overtaken
        pushes = step.channel == "push" or (step.channel == "push_untold" and task.told_at is None)
        push_at = at + timedelta(hours=step.waits) if pushes else None
        mine.append(_Waiting(task=task, step=step, push_at=push_at))
        if push_at is not None:
            self._put(Hours().next_from(push_at), 2, "push", (task, step))
        task.done.add(step.code)
        self._plan(at, task)

    def _writes(self, at: datetime, volunteer: int) -> None:
        """Answer: what waits rides on it. What was told earlier is mostly done on such a day."""
        for task in [one for one in self._theirs[volunteer] if self._is_to_do(one, at)]:
            if self._chance.random() < 0.8:  # of what they know of
                task.is_open = False
        mine = [one for one in self._waiting[volunteer] if one.task.is_open]
        self._waiting[volunteer] = []
        if mine and self._chance.random() >= _UNKNOWN:
            self._tell(at, mine, is_free=True)
        else:
            for one in mine:
                one.task.was_unknown = True

    def _push(self, at: datetime, about: tuple[_Task, Step]) -> None:
        task, step = about
        mine = [one for one in self._waiting[task.volunteer] if one.task.is_open]
        if not any(one.task is task and one.step is step for one in mine):
            return
        month = self._year.months[at.month + 12 * (at.year - _FIRST.year)]
        budget = Budget(allowed=_PLAN, left=_PLAN - month, today=at.date(), kept=KEPT)
        rank = Rank.TODAY if task.owed.due_on == at.date() else Rank.LATER
        if (task.volunteer, at.date()) in self._pushed_on or not budget.may(rank):
            return
        self._pushed_on.add((task.volunteer, at.date()))
        self._year.months[at.month + 12 * (at.year - _FIRST.year)] += 1
        self._waiting[task.volunteer] = []
        self._tell(at, mine, is_free=False)

    def _tell(self, at: datetime, what: list[_Waiting], *, is_free: bool) -> None:
        month = at.month + 12 * (at.year - _FIRST.year)
        for one in what:
            key = (id(one.task), one.step.code)
            self._year.doubled += key in self._told
            self._told.add(key)
            self._year.told[month] += 1
            self._year.frees[month] += is_free
            self._year.free += is_free
            self._year.pushed += not is_free
            if one.task.told_at is None:
                one.task.told_at = at
                is_late = at.date() > max(one.task.owed.due_on, one.task.owed.opens_on)
                self._year.late += is_late
                self._year.unknown += is_late and one.task.was_unknown

    def _is_to_do(self, task: _Task, at: datetime) -> bool:
        is_made = task.owed.made_at < at and task.owed.opens_on <= at.date()
        return task.is_open and is_made and task.told_at is not None


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=_ZONE)
