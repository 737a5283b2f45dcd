"""Reports: counts over visits and all that came of them, by area and period, never of a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.answer import Answer
from models.area import within
from models.follow_up import FollowUp
from models.need import Need
from models.person import Person
from models.referral import Referral
from models.visit import DONE, Visit

Key: TypeAlias = tuple[str, str, str]
"""An area, the row of a report, and its column."""

Counts: TypeAlias = dict[Key, int]

_MET: Final = "met"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is counted: rows of these areas (DOPA prefixes, "" is everywhere) in this time.

    `first` and `after` are moments, `first_on` and `last_on` the same as days. Counts are told
    apart by the first `digits` of their areas' codes; with 0 they are counted together.
    """

    prefixes: tuple[str, ...]
    digits: int
    first: datetime
    after: datetime
    first_on: date
    last_on: date
    today: date
    is_demo: bool = False


class Reports:
    """The shelf of counts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def visits(self, asked: Asked) -> Counts:
        """Count visits that are done, people visited, who visited, and people new to the register.

        Somebody who was erased counts among the visits and no longer among the people.
        """
        area = _area(Visit.area, asked)
        query = (
            select(
                area,
                func.count(),
                func.count(Visit.person_id.distinct()),
                func.count(Visit.contact_id.distinct()),
            )
            .where(
                Visit.status == DONE,
                *_during(Visit.ended_at, asked),
                *_here(Visit.area, Visit.is_demo, asked),
            )
            .group_by(area)
        )
        counts = Counts()
        for code, visits, people, volunteers in self._session.execute(query):
            counts |= {
                (code, "", "visits"): visits,
                (code, "", "people"): people,
                (code, "", "volunteers"): volunteers,
            }
        return counts | self._new_people(asked)

    def needs(self, asked: Asked) -> Counts:
        """Count needs found and met in the period, and those open at its end.

        A row is a kind and an urgency ("food 9").
        """
        area = _area(Need.area, asked)
        found = _sum(*_during(Need.found_at, asked))
        met = _sum(*_during(Need.closed_at, asked), Need.status == _MET)
        was_open = _sum(Need.closed_at.is_(None) | (Need.closed_at >= asked.after))
        query = (
            select(area, Need.kind, Need.urgency, found, met, was_open)
            .where(Need.found_at < asked.after, *_here(Need.area, Need.is_demo, asked))
            .where(Need.closed_at.is_(None) | (Need.closed_at >= asked.first))
            .group_by(area, Need.kind, Need.urgency)
        )
        counts = Counts()
        for code, kind, urgency, *numbers in self._session.execute(query):
            for column, number in zip(("found", "met", "open"), numbers, strict=True):
                counts[code, f"{kind} {urgency}", column] = number or 0
        return counts

    def follow_ups(self, asked: Asked) -> Counts:
        """Count what was due in the period: done on time, late, not yet, missed, or dropped."""
        area = _area(FollowUp.area, asked)
        done_on = self._day(FollowUp.closed_at, asked)
        how = case(
            (FollowUp.status != "done", FollowUp.status),
            (done_on <= FollowUp.due_on, literal("on_time")),
            else_=literal("late"),
        )
        is_over = FollowUp.due_on < asked.today
        row = case(((how == "open") & is_over, literal("overdue")), else_=how)
        query = (
            select(area, row, func.count())
            .where(
                FollowUp.due_on.between(asked.first_on, asked.last_on),
                *_here(FollowUp.area, FollowUp.is_demo, asked),
            )
            .group_by(area, row)
        )
        return self._rows(query)

    def referrals(self, asked: Asked) -> Counts:
        """Count who was sent to a facility in the period, by what is known of them."""
        area = _area(Referral.area, asked)
        query = (
            select(area, Referral.status, func.count())
            .where(
                *_during(Referral.made_at, asked),
                *_here(Referral.area, Referral.is_demo, asked),
                Referral.status != "begun",
            )
            .group_by(area, Referral.status)
        )
        return self._rows(query)

    def answers(self, asked: Asked, names: Mapping[str, Sequence[tuple[str, str]]]) -> Counts:
        """Count people by what they answered last in the period.

        `names` tells, of each row, the forms and questions that it is taken from. A row of the
        counts is that name and the answer ("right none"), and the name alone for everybody who
        answered. Answers about nobody in particular count as somebody's each.
        """
        last = self._last(asked, names)
        people = func.count(last.c.who.distinct())
        by_answer = select(last.c.area, last.c.question, last.c.value, people).where(
            last.c.place == 1
        )
        counts = Counts()
        for code, question, value, number in self._session.execute(
            by_answer.group_by(last.c.area, last.c.question, last.c.value)
        ):
            for part in value.split():
                key = (code, f"{question} {part}", "people")
                counts[key] = counts.get(key, 0) + number
        everybody = select(last.c.area, last.c.question, people)
        for code, question, number in self._session.execute(
            everybody.group_by(last.c.area, last.c.question)
        ):
            counts[code, question, "people"] = number
        return counts

    def _last(self, asked: Asked, names: Mapping[str, Sequence[tuple[str, str]]]) -> Subquery:
        """Select the answers of the period; those that somebody gave last have the place 1."""
        who = func.coalesce(Answer.person_id, Answer.submission_id)
        question = case(
            *((_is_any(questions), literal(name)) for name, questions in names.items()),
            else_=literal(""),
        )
        newest = func.rank().over(
            partition_by=(who, question), order_by=(Answer.at.desc(), Answer.submission_id.desc())
        )
        every = [one for questions in names.values() for one in questions]
        columns = (
            _area(Answer.area, asked).label("area"),
            who.label("who"),
            question.label("question"),
            Answer.value.label("value"),
            newest.label("place"),
        )
        return (
            select(*columns)
            .where(
                _is_any(every),
                *_during(Answer.at, asked),
                *_here(Answer.area, Answer.is_demo, asked),
            )
            .subquery()
        )

    def _new_people(self, asked: Asked) -> Counts:
        area = _area(Person.area, asked)
        query = (
            select(area, func.count())
            .where(*_during(Person.created_at, asked), *_here(Person.area, Person.is_demo, asked))
            .group_by(area)
        )
        return {(code, "", "new"): number for code, number in self._session.execute(query)}

    def _rows(self, query: Select[str, str, int]) -> Counts:
        return {(code, row, "count"): number for code, row, number in self._session.execute(query)}

    def _day(self, moment: InstrumentedAttribute[Any], asked: Asked) -> ColumnElement[Any]:
        """Give the day of a moment where the programme is."""
        offset = asked.first.utcoffset() or timedelta()
        minutes = int(offset.total_seconds() // 60)
        if self._session.get_bind().dialect.name == "sqlite":
            return func.date(moment, f"{minutes:+} minutes")
        there = func.timezone("UTC", moment) + func.make_interval(0, 0, 0, 0, 0, minutes)
        return cast(there, Date)


def _area(column: InstrumentedAttribute[str], asked: Asked) -> ColumnElement[str]:
    return func.substr(column, literal_column("1"), literal_column(str(asked.digits)))


def _during(moment: InstrumentedAttribute[Any], asked: Asked) -> tuple[ColumnElement[bool], ...]:
    return moment >= asked.first, moment < asked.after


def _here(
    area: InstrumentedAttribute[str], is_demo: InstrumentedAttribute[bool], asked: Asked
) -> tuple[ColumnElement[bool], ...]:
    return is_demo.is_(asked.is_demo), within(area, asked.prefixes)


def _is_any(questions: Iterable[tuple[str, str]]) -> ColumnElement[bool]:
    return or_(*(and_(Answer.form_id == form, Answer.name == name) for form, name in questions))


def _sum(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((and_(*conditions), 1), else_=0))
