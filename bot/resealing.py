"""Sealing anew, under the key that writes, what was sealed under an older one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, LargeBinary, and_, func, literal, select
from sqlalchemy.orm import Session

import models.tables  # noqa: F401  # so that no table is left out
from bot.secrets import Keyring
from bot.store import Store
from models.attachment import Attachment
from models.base import Row
from models.broadcast_picture import BroadcastPicture
from models.columns import Sealed, place
from models.hand_out import HandOut

_NAME: Final = 4  # bytes in front of every sealed value that name its key


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedColumn:
    """One column of sealed values, and the attribute that tells its rows apart.

    `batch` is how many of them are held in memory at once.
    """

    table: type[Row]
    column: str
    row: str
    batch: int = 200

    def under_another(self, name: bytes) -> ColumnElement[bool]:
        """Say: sealed, and not under the key of this name."""
        values: ColumnElement[bytes] = self.table.__table__.c[self.column]
        first = func.substr(values, 1, _NAME, type_=LargeBinary)
        return and_(values.is_not(None), first != literal(name, LargeBinary))


def sealed_columns() -> list[SealedColumn]:
    """List every column of sealed values that there is."""
    found = [
        SealedColumn(table=mapper.class_, column=value.column, row=value.row)
        for mapper in Row.registry.mappers
        for value in vars(mapper.class_).values()
        if isinstance(value, Sealed)
    ]
    files = (Attachment, BroadcastPicture, HandOut)
    return [
        *found,
        *(SealedColumn(table=one, column="content_sealed", row="id", batch=5) for one in files),
    ]


def stale(session: Session, name: bytes) -> int:
    """Count the values that are not sealed under the key of this name."""
    return sum(
        session.scalar(select(func.count()).where(column.under_another(name))) or 0
        for column in sealed_columns()
    )


def reseal(store: Store, keys: Keyring) -> int:
    """Seal everything under the key that writes; return how many values that were.

    Done in small transactions, so that it can be broken off and taken up again.

    Raises:
        WrongKeyError: when a value was sealed with a key that is not given.
    """
    return sum(sum(_batches(store, keys, column)) for column in sealed_columns())


def _batches(store: Store, keys: Keyring, column: SealedColumn) -> Iterator[int]:
    while True:
        with store.writing() as session:
            query = (
                select(column.table).where(column.under_another(keys.writer)).limit(column.batch)
            )
            rows = list(session.scalars(query.with_for_update()))
            for row in rows:
                _reseal(row, column, keys)
        if not rows:
            return
        yield len(rows)


def _reseal(row: Row, column: SealedColumn, keys: Keyring) -> None:
    where = place(row.__tablename__, column.column, getattr(row, column.row))
    plain = keys.unseal(getattr(row, column.column), where)
    setattr(row, column.column, keys.seal(plain, where))
