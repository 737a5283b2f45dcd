"""What one turn changed, set apart: turns that share a session do not see each other's changes."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.base import Row


@dataclass(frozen=True, slots=True)
class Apart:
    """Rows that a turn made, changed and erased, in no session."""

    changed: tuple[Row, ...]
    erased: tuple[Row, ...]


def set_apart(session: Session) -> Apart:
    """Take all that is changed out of a session, which is then as if nothing had been.

    Whoever asks for one of these rows from now on reads it anew from the database.
    """
    apart = Apart((*session.new, *session.dirty), tuple(session.deleted))
    for row in (*apart.changed, *apart.erased):
        session.expunge(row)
    return apart


def put_back(session: Session, apart: Apart) -> None:
    """Put it back, to be written.

    Raises:
        InvalidRequestError: when another turn has read one of these rows meanwhile.
    """
    session.add_all(apart.changed)
    for row in apart.erased:
        session.delete(row)
