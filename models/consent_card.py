"""Consent cards: the words that are read aloud before anything is kept of a person."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Row
from models.columns import Utc


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """One line of a card; {org} in it is the name of the organisation."""

    th: str
    lo: str


class ConsentCard(Row):
    """One version of the card; it never changes, so that it is known what was agreed to.

    `content` is JSON. `accepts` names earlier versions whose consents count for this one too, with
    blanks between them. `keeps_days` is how long it says that records are kept.
    """

    __tablename__ = "consent_cards"

    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    accepts: Mapped[str] = mapped_column(Text, default="")
    keeps_days: Mapped[int] = mapped_column()
    loaded_at: Mapped[datetime] = mapped_column(Utc)
    content: Mapped[str] = mapped_column(Text)

    def lines(self, language: Literal["th", "lo"], org: str) -> list[str]:
        """Give the lines to be read aloud, in which the organisation is named."""
        return [one[language].replace("{org}", org) for one in json.loads(self.content)]

    @property
    def counts_for(self) -> tuple[str, ...]:
        """Name the versions whose consents count: its own, and those that it accepts."""
        return (self.version, *self.accepts.split())


class ConsentCards:
    """The shelf of consent cards."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, version: str) -> ConsentCard | None:
        """Find a card by its version."""
        return self._session.get(ConsentCard, version)

    def current(self) -> ConsentCard | None:
        """Find the card that is read aloud now: the one that was loaded last."""
        query = select(ConsentCard).order_by(
            ConsentCard.loaded_at.desc(), ConsentCard.version.desc()
        )
        return self._session.scalars(query.limit(1)).first()

    def add(self, card: ConsentCard, lines: Sequence[CardLine]) -> ConsentCard:
        """Keep a new card."""
        card.content = json.dumps(
            [{"th": one.th, "lo": one.lo} for one in lines], ensure_ascii=False
        )
        self._session.add(card)
        return card
