"""Reads the audit log, for tests of who did what."""

from sqlalchemy import select

from bot.store import Store
from models.audit import Audit


def marks(store: Store, *kinds: str) -> list[tuple[str, str, str]]:
    """List what was done to things of these kinds, oldest first: action, kind and subject."""
    with store.thinking() as session:
        rows = session.scalars(select(Audit).order_by(Audit.id))
        return [(row.action, row.kind, row.subject) for row in rows if row.kind in kinds]
