"""Sealing anew: no sealed column is forgotten."""

from bot.resealing import sealed_columns
from models.tables import METADATA


def test_every_sealed_column_is_sealed_anew() -> None:
    there = {
        (table.name, column.name)
        for table in METADATA.sorted_tables
        for column in table.columns
        if column.name.endswith("_sealed")
    }

    assert {(one.table.__tablename__, one.column) for one in sealed_columns()} == there
