"""Answerers: who may answer people who write, and in which languages."""

from datetime import datetime
from typing import Final

from sqlalchemy import String, and_, exists, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Utc, reference
from models.contact import Contact
from models.organization import Membership
from models.permission import Permission

ANSWERS: Final = "answers"
"""The permission that a volunteer needs to answer people who write."""


class Answerer(Row):
    """A volunteer who takes questions: `languages` is "th", "lo" or "th lo"."""

    __tablename__ = "answerers"

    contact_id: Mapped[str] = mapped_column(
        String(32), reference("contacts.id", ondelete="CASCADE"), primary_key=True
    )
    languages: Mapped[str] = mapped_column(String(8))
    since: Mapped[datetime] = mapped_column(Utc)


class Answerers:
    """The shelf of those who answer."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, contact_id: str) -> Answerer | None:
        """Find what a volunteer has said of taking questions; None for one who takes none."""
        found = self._session.get(Answerer, contact_id)
        return None if found in self._session.deleted else found

    def put(self, contact_id: str, languages: str, now: datetime) -> None:
        """Let a volunteer take questions in these languages."""
        found = self.get(contact_id)
        if found is None:
            self._session.add(Answerer(contact_id=contact_id, languages=languages, since=now))
        else:
            found.languages = languages

    def drop(self, answerer: Answerer) -> None:
        """Let a volunteer take no more questions."""
        self._session.delete(answerer)

    def for_thread(self, area: str, language: str, *, is_demo: bool, most: int) -> list[str]:
        """Name the contacts who may answer in an area ("" anywhere), the nearest first.

        They are those who coordinate it, or some of it, and the volunteers there who are permitted
        to answer and have said that they do in this language. Who wants no notices is left out.
        """
        above = [area[:length] for length in (0, 2, 4, 6) if length <= len(area)]
        here = or_(Membership.area.in_(above), Membership.area.startswith(area, autoescape=True))
        volunteers = and_(
            Membership.role == "volunteer",
            exists().where(
                Permission.contact_id == Membership.contact_id, Permission.name == ANSWERS
            ),
            exists().where(
                Answerer.contact_id == Membership.contact_id,
                Answerer.languages.contains(language, autoescape=True),
            ),
        )
        query = (
            select(Membership.contact_id)
            .join(Contact)
            .where(
                Membership.left_at.is_(None),
                or_(Membership.role == "coordinator", volunteers),
                here,
                Contact.is_demo.is_(is_demo),
                Contact.follows,
                Contact.wants_notices,
            )
            .order_by(func.length(Membership.area).desc(), Membership.id)
        )
        return list(dict.fromkeys(self._session.scalars(query)))[:most]
