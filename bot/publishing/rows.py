"""The rows of a form's sheets, numbered as a spreadsheet numbers them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
"""The sheets of XLSForm; others are the author's own."""

_ALIASES = {"command": "type", "tag": "name", "value": "name", "list name": "list_name"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: `number` counts from 1, the headings; `cells` lie under their headings."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """Give the text under a heading, "" where there is none."""
        return self.cells.get(column, "")


def rows_of(sheet: str, cells: list[dict[str, str]]) -> Iterator[Row]:
    """Number the rows of a sheet, and write the headings that are looked up in one way."""
    for number, row in enumerate(cells, start=2):
        plain = {_heading(key): str(value) for key, value in row.items() if value is not None}
        yield Row(sheet=sheet, number=number, cells=plain)


def _heading(text: str) -> str:
    head = " ".join(str(text).split())
    small = head.lower()
    return _ALIASES.get(small, small if "::" not in small else head)
