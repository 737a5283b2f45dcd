"""What the doctor sees of consent: a card is there, and says what is true of how long is kept."""

from sqlalchemy.orm import Session

from bot.doctor.finding import Finding
from models.consent_card import ConsentCards


def of_consents(session: Session, keeps_days: int) -> Finding:
    """Hold the card that is read aloud against the setting of how long records are kept."""
    card = ConsentCards(session).current()
    if card is None:
        return Finding(
            what="consent card",
            health="note",
            told="none is loaded: nobody can be asked for consent outside of forms",
            remedy="`python -m bot content load` loads the one that ships.",
        )
    if card.keeps_days < keeps_days:
        return Finding(
            what="consent card",
            health="ill",
            told=f"it promises {card.keeps_days} days, but records are kept {keeps_days}",
            remedy="Set RETENTION_RECORDS_DAYS to what the card says, or load a card that says so.",
        )
    return Finding(what="consent card", health="well", told=f"version {card.version} is read aloud")
