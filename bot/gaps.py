"""The table of gaps that ships: which answers of which forms tell of a need."""

from functools import cache
from pathlib import Path
from typing import Final

from dialogue.gaps import Table, read_table

TABLE: Final = Path(__file__).parent.parent / "content" / "needs.csv"


@cache
def shipped_gaps() -> Table:
    """Read `content/needs.csv`, once.

    Raises:
        ValueError: where the table is wrong, with its line.
    """
    return read_table(TABLE.read_text("utf-8"))
