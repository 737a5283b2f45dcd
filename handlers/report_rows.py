"""A report as rows of a file: headings, a row for each line, and what the counts are of."""

from collections.abc import Iterator, Sequence
from typing import Final

from dialogue.phrase import CellValue, msgid, phrase
from dialogue.reporting.table import Table

HIDDEN: Final = "*"
"""What stands in the place of a count that is hidden."""

NOTE: Final = msgid(
    "* is hidden: it is under 5, or would tell such a number. Demo contacts are not counted."
)


def rows_of(table: Table) -> Sequence[Sequence[CellValue]]:
    """Lay a report out: code and name of each line first, then its counts; below, what it is of."""
    return [*_counts(table), [], *_about(table)]


def _counts(table: Table) -> Iterator[list[CellValue]]:
    heads = (column.label for column in table.columns)
    yield [phrase(msgid("Code")), phrase(msgid("Name")), *heads]
    for line in table.lines:
        counts = (table.count(line, column) for column in table.columns)
        shown = (HIDDEN if count is None else count for count in counts)
        yield [line.key, line.label, *shown]


def _about(table: Table) -> Iterator[list[CellValue]]:
    yield [phrase(msgid("Report")), table.title]
    yield [phrase(msgid("Area")), table.area_label]
    yield [phrase(msgid("From")), table.period.first]
    yield [phrase(msgid("Until")), table.period.last]
    yield [phrase(msgid("Note")), phrase(NOTE)]
