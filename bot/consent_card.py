"""The consent card that ships: read from its file, and loaded once for each version."""

import csv
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Final, Literal, Self

from sqlalchemy.orm import Session

from bot.locks import hold
from bot.store import Store
from models.consent_card import CardLine, ConsentCard, ConsentCards

NAME: Final = "consent.csv"

_SETTINGS: Final = ("version", "accepts", "keeps_days")


class CardError(ValueError):
    """The card cannot be used; the text is the sentence to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipped:
    """A card as its file has it."""

    version: str
    accepts: str
    keeps_days: int
    lines: tuple[CardLine, ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the file.

        Raises:
            CardError: when a setting, a line or a language is missing.
        """
        rows = list(csv.DictReader(StringIO(text)))
        told = {row["key"]: row["th"].strip() for row in rows}
        missing = [name for name in _SETTINGS if name not in told]
        if missing:
            raise CardError(f"it has no row {missing[0]}")
        lines = [row for row in rows if row["key"] not in _SETTINGS]
        if not lines or not all(row["th"].strip() and row["lo"].strip() for row in lines):
            raise CardError("a line of it is missing in Thai or Lao")
        if not told["keeps_days"].isdecimal() or not 0 < len(told["version"]) <= 20:
            raise CardError("version or keeps_days is not as it must be")
        return cls(
            version=told["version"],
            accepts=told["accepts"],
            keeps_days=int(told["keeps_days"]),
            lines=tuple(CardLine(th=row["th"].strip(), lo=row["lo"].strip()) for row in lines),
        )


State = Literal["new", "loaded", "changed", "faulty"]
"""Where the shipped card stands.

"changed": a card of the same version with other words is in use here, and is left alone.
"""


def state_of(session: Session, path: Path) -> tuple[State, str]:
    """Tell where the shipped card stands, and why."""
    try:
        shipped = Shipped.read(path.read_text("utf-8"))
    except (CardError, KeyError, UnicodeDecodeError) as wrong:
        return "faulty", f"{wrong}."
    card = ConsentCards(session).get(shipped.version)
    if card is None:
        return "new", ""
    if card.lines("th", "{org}") != [line.th for line in shipped.lines] or (
        card.lines("lo", "{org}") != [line.lo for line in shipped.lines]
    ):
        return "changed", "its words were changed without a new version"
    return "loaded", ""


def load_card(store: Store, at: datetime, path: Path) -> tuple[State, str]:
    """Load the shipped card if its version is new; tell where it stands then."""
    with store.writing() as session:
        hold(session.connection())
        state, why = state_of(session, path)
        if state != "new":
            return state, why
        shipped = Shipped.read(path.read_text("utf-8"))
        card = ConsentCard(
            version=shipped.version,
            accepts=shipped.accepts,
            keeps_days=shipped.keeps_days,
            loaded_at=at,
        )
        ConsentCards(session).add(card, shipped.lines)
    return "loaded", ""
