"""Answers in clear: what a form marks with `line:index`, for reports, rules and audiences."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Index, String, and_, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from models.base import Row
from models.columns import Serial, Utc, reference

LONGEST_NAME: Final = 100
LONGEST_VALUE: Final = 200
_MOST_TOLD: Final = 100


class Answer(Row):
    """One marked answer of a submission: `name` is its question's, `value` as the form holds it.

    Of a question with several choices each choice that was taken is a row. `at` is when the
    submission was made, of a correction when the first of its chain was: a correction's answers
    take the place of those before. `area` is the submission's.
    """

    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=True)
    submission_id: Mapped[str] = mapped_column(
        String(64), reference("submissions.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[str | None] = mapped_column(
        String(36), reference("persons.id", ondelete="CASCADE"), default=None
    )
    form_id: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(100))
    value: Mapped[str] = mapped_column(String(200))
    area: Mapped[str] = mapped_column(String(6), default="")
    at: Mapped[datetime] = mapped_column(Utc)
    is_demo: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index("ix_answers_person_id", "person_id", "name", "at"),
        Index("ix_answers_form_id", "form_id", "name", "at"),
    )


class Answers:
    """The shelf of answers in clear."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, answer: Answer) -> None:
        """Keep an answer."""
        self._session.add(answer)

    def drop_of(self, submission_ids: Collection[str]) -> None:
        """Erase the answers of these submissions."""
        mine = select(Answer).where(Answer.submission_id.in_(submission_ids))
        for answer in self._session.scalars(mine):
            self._session.delete(answer)

    def forms(self, *, areas: Collection[str], is_demo: bool) -> list[str]:
        """Name the forms of which answers are kept within these areas."""
        return self._distinct(Answer.form_id, _within(areas, is_demo=is_demo))

    def questions(self, form_id: str, *, areas: Collection[str], is_demo: bool) -> list[str]:
        """Name the questions of a form of which answers are kept within these areas."""
        mine = and_(Answer.form_id == form_id, _within(areas, is_demo=is_demo))
        return self._distinct(Answer.name, mine)

    def values(
        self, form_id: str, name: str, *, areas: Collection[str], is_demo: bool
    ) -> list[str]:
        """List the answers to a question that are kept within these areas."""
        mine = and_(Answer.form_id == form_id, Answer.name == name, _within(areas, is_demo=is_demo))
        return self._distinct(Answer.value, mine)

    def _distinct(
        self, column: InstrumentedAttribute[str], condition: ColumnElement[bool]
    ) -> list[str]:
        query = select(column).where(condition).distinct().order_by(column).limit(_MOST_TOLD)
        return list(self._session.scalars(query))

    def last(self, person_id: str, name: str) -> list[Answer]:
        """List the answers to a question about a person that came last, of one submission."""
        query = (
            select(Answer)
            .where(Answer.person_id == person_id, Answer.name == name)
            .order_by(Answer.at.desc(), Answer.id.desc())
        )
        newest = self._session.scalars(query.limit(1)).first()
        if newest is None:
            return []
        mine = query.where(Answer.at == newest.at, Answer.submission_id == newest.submission_id)
        return list(reversed(self._session.scalars(mine).all()))


def _within(areas: Collection[str], *, is_demo: bool) -> ColumnElement[bool]:
    here = (Answer.area.startswith(one, autoescape=True) for one in areas)
    return and_(Answer.is_demo.is_(is_demo), Answer.person_id.is_not(None), or_(false(), *here))
