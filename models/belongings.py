"""Belongings: all rows that hang on a person, whatever their table."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import UniqueConstraint, inspect, select
from sqlalchemy.orm import Session

from models.base import Row


class Belongings:
    """The shelf of what hangs on people: every row that has a `person_id`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def hand_over(self, from_id: str, to_id: str) -> int:
        """Give all that hangs on one person to another; return how many rows that were.

        Where a table takes one row of a kind for each person, and the other has it, it stays
        behind, to be erased with the first.
        """
        count = 0
        for table in _tables():
            for row in self._session.scalars(_of(table, from_id)):
                if not self._is_there(table, row, to_id):
                    setattr(row, "person_id", to_id)  # noqa: B010  # which every such table has
                    count += 1
        return count

    def _is_there(self, table: type[Row], row: Row, to_id: str) -> bool:
        return any(
            self._session.scalar(_of(table, to_id).where(*_same(table, row, names)).limit(1))
            is not None
            for names in _unique_beside(table)
        )


def _tables() -> Iterator[type[Row]]:
    for mapper in Row.registry.mappers:
        if "person_id" in mapper.columns:
            yield mapper.class_


def _of(table: type[Row], person_id: str) -> Any:  # noqa: ANN401  # a query of any table
    return select(table).where(table.__table__.c["person_id"] == person_id)


def _unique_beside(table: type[Row]) -> Iterator[list[str]]:
    """Name the columns that, beside the person, must differ between two rows of a table."""
    for constraint in inspect(table).local_table.constraints:  # type: ignore[attr-defined]  # a Table
        names = [column.name for column in constraint.columns]
        if isinstance(constraint, UniqueConstraint) and "person_id" in names:
            yield [name for name in names if name != "person_id"]


def _same(table: type[Row], row: Row, names: list[str]) -> list[Any]:
    return [table.__table__.c[name] == getattr(row, name) for name in names]
