"""One report: lines by columns, each count shown or hidden."""

from collections.abc import Mapping
from dataclasses import dataclass

from dialogue.phrase import Words
from dialogue.reading.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name in files, and what people read."""

    name: str
    label: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: `key` is the code of an area or the name of a row; `level` is how far it stands in.

    The line of level 0 is the total. `is_head` is true of a line without counts.
    """

    key: str
    label: Words
    level: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A report of an area ("" is everywhere) and a period.

    A count that is in neither `counts` nor `gone` is nought.
    """

    kind: str
    title: Words
    area: str
    area_label: Words
    period: Period
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    counts: Mapping[tuple[str, str], int]
    gone: frozenset[tuple[str, str]] = frozenset()

    def count(self, line: Line, column: Column) -> int | None:
        """Give the count of a line and column; None where it is hidden."""
        place = line.key, column.name
        return None if place in self.gone else self.counts.get(place, 0)

    @property
    def hides(self) -> bool:
        """Tell whether any count is hidden."""
        return bool(self.gone)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was counted at all."""
        return not any(self.counts.values()) and not self.gone
