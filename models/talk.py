"""Talks: all rows that hold words of a talk with a person, whatever their table."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Row
from models.outbox import Parked
from models.push import Push
from models.thread import Thread


def talks_of(session: Session, contact_id: str) -> list[Row]:
    """List the talks in which a contact asked, and what of them waits for the other side."""
    threads = list(session.scalars(select(Thread).where(Thread.contact_id == contact_id)))
    found: list[Row] = [*threads]
    for begins in (f"lines:{one.id}:" for one in threads):
        parked = select(Parked).where(Parked.subject.startswith(begins, autoescape=True))
        pushes = select(Push).where(Push.subject.startswith(begins, autoescape=True))
        found += [*session.scalars(parked), *session.scalars(pushes)]
    return found
