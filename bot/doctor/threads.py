"""What the doctor sees of talks with a person: how many wait, and what could not be pushed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.doctor.finding import Finding
from bot.pushes import kept
from models.push import Push
from models.thread import Threads

_LONG: Final = timedelta(hours=8)  # a day's work
_STUCK: Final = timedelta(minutes=10)


def of_threads(session: Session, now: datetime) -> Finding:
    """Look at who waits for an answer."""
    count, since = Threads(session).count_waiting()
    if since is None:
        return Finding(what="talks", health="well", told="nobody waits for an answer")
    hours = int((now - since).total_seconds() // 3600)
    return Finding(
        what="talks",
        health="ill" if now - since > _LONG else "note",
        told=f"{count} wait for an answer by a person, the first for {hours} hours",
        remedy="A coordinator or a permitted volunteer of the area types “who waits”.",
    )


def of_pushes(session: Session, now: datetime) -> Finding:
    """Look at what is to be pushed."""
    oldest = session.scalar(select(func.min(Push.made_at)).where(Push.outcome_at.is_(None)))
    count = session.scalar(select(func.count()).where(Push.outcome_at.is_(None))) or 0
    if oldest is None or now - oldest <= _STUCK:
        return Finding(what="pushes", health="well", told="none is overdue")
    return Finding(
        what="pushes",
        health="note",
        told=f"{count} pushes have no outcome, the first since {oldest:%Y-%m-%d %H:%M} UTC",
        remedy="They are tried for 23 hours. If LINE is well, look into the log of the bot.",
    )


def of_plan(session: Session) -> Iterator[Finding]:
    """Look at whether LINE's plan allows fewer pushes than it did."""
    told = kept(session)
    if told is None or told.fell_from is None:
        return
    yield Finding(
        what="plan",
        health="ill",
        told=f"it fell from {told.fell_from} pushes a month to {told.allowance.allowed}",
        remedy="If it was not meant, change the plan at LINE; `quota` tells what may be sent.",
    )
