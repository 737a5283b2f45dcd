"""Questions that were not understood, kept with consent, and the phrases that came of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import String, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Sealed, Utc, sealed_column

OUT_OF_SCOPE: Final = "out_of_scope"
"""What a phrase means that no topic answers."""


class KeptQuestion(Row):
    """A question with numbers and names masked; nobody knows any more whose it was."""

    __tablename__ = "kept_questions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    language: Mapped[str] = mapped_column(String(2))
    asked_on: Mapped[date] = mapped_column(index=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    text_sealed: Mapped[bytes | None] = sealed_column()

    text = Sealed("text_sealed", row="id")

    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012  # its time may be over


class TaughtPhrase(Row):
    """A phrase that a coordinator taught: whoever types the like of it means this topic.

    `topic_id` is OUT_OF_SCOPE for what no topic answers.
    """

    __tablename__ = "taught_phrases"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    topic_id: Mapped[str] = mapped_column(String(40), index=True)
    language: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    taught_at: Mapped[datetime] = mapped_column(Utc)


class Questions:
    """The shelf of questions that were not understood, and of what was taught of them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, question: KeptQuestion, text: str) -> KeptQuestion:
        """Keep a question."""
        self._session.add(question)
        question.text = text
        return question

    def get(self, question_id: str) -> KeptQuestion | None:
        """Find a question."""
        return self._session.get(KeptQuestion, question_id)

    def after(self, question_id: str, *, is_demo: bool) -> KeptQuestion | None:
        """Find the next question in the order of their ids; the first after ""."""
        query = select(KeptQuestion).where(
            KeptQuestion.id > question_id, KeptQuestion.is_demo.is_(is_demo)
        )
        return self._session.scalars(query.order_by(KeptQuestion.id).limit(1)).first()

    def count(self, *, is_demo: bool) -> int:
        """Count the questions that wait to be taught."""
        query = select(func.count()).select_from(KeptQuestion)
        return self._session.scalar(query.where(KeptQuestion.is_demo.is_(is_demo))) or 0

    def erase(self, question: KeptQuestion) -> None:
        """Erase a question; on SQLite it is then wiped from the file too."""
        self._session.info["erases"] = True
        self._session.delete(question)

    def teach(self, phrase: TaughtPhrase) -> None:
        """Keep a phrase that was taught."""
        self._session.add(phrase)

    def phrase(self, phrase_id: str) -> TaughtPhrase | None:
        """Find a phrase that was taught."""
        return self._session.get(TaughtPhrase, phrase_id)

    def unteach(self, phrase: TaughtPhrase) -> None:
        """Take a phrase back; on SQLite it is then wiped from the file too."""
        self._session.info["erases"] = True
        self._session.delete(phrase)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """An example to learn from: `lang` is "th" or "lo", `intent` a topic's id or OUT_OF_SCOPE."""

    text: str
    lang: str
    intent: str


def taught_examples(session: Session) -> list[Taught]:
    """List all that coordinators taught, in the order in which they did."""
    query = select(TaughtPhrase).order_by(TaughtPhrase.taught_at, TaughtPhrase.id)
    return [
        Taught(text=row.text, lang=row.language, intent=row.topic_id)
        for row in session.scalars(query)
    ]
