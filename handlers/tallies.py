"""Tallies: counts of an area made into the table of a report, with what must be hidden hidden."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import product
from typing import Final, Literal, Protocol

from dialogue.phrase import Words, msgid, phrase
from dialogue.reading.periods import Period
from dialogue.reporting.hiding import Sum, hidden
from dialogue.reporting.table import Line, Table
from handlers.report_kinds import Kind, Row
from models.area import Areas
from models.report import Asked, Counts, Key, Reports

_LENGTHS: Final = (2, 4, 6)
_DISTRICT: Final = 4  # digits of its code


class Shelves(Protocol):
    """Where counts and names are found: a turn's context, or the same of a command."""

    @property
    def areas(self) -> Areas:
        """The shelf of areas."""

    @property
    def reports(self) -> Reports:
        """The shelf of counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The report that is asked for.

    `root` is the widest area that whoever asks may see, and `area` the one that is told of, which
    lies in it. `digits` is the length of the codes of the areas in its lines, where they are areas.
    """

    kind: Kind
    root: str
    area: str
    period: Period
    digits: int
    language: Literal["th", "lo"]
    zone: tzinfo
    today: date
    is_demo: bool = False


def table(wish: Wish, shelves: Shelves) -> Table:
    """Count what is asked for, and hide what could tell of single people.

    What is hidden does not depend on the area or the level that is looked at: it is settled from
    the widest area downward, so that two reports side by side give no more away than each alone.
    """
    counts, gone = Counts(), frozenset[Key]()
    inner, around = list[Sum[Key]](), list[Sum[Key]]()
    for inside, digits in _levels(wish):
        shown = counts.keys() - gone
        level = _totalled(wish.kind, wish.kind.count(shelves.reports, _asked(wish, inside, digits)))
        counts |= level
        inner += _inner(wish.kind, level)
        around += _below(level, counts)
        gone = _hidden(_of_people(wish.kind, counts), (inner, around), gone, shown)
    return _laid_out(wish, counts, gone, shelves)


def _of_people(kind: Kind, counts: Counts) -> Counts:
    return {key: number for key, number in counts.items() if key[2] not in kind.open_columns}


def _hidden(
    counts: Counts,
    families: Sequence[Sequence[Sum[Key]]],
    gone: frozenset[Key],
    shown: Collection[Key],
) -> frozenset[Key]:
    """Hide until nothing can be computed within a table, nor from the same count elsewhere.

    Both at once would be safer still against somebody who lays many tables side by side, and takes
    hundreds of times as long.
    """
    before: frozenset[Key] | None = None
    while gone != before:
        before = gone
        for sums in families:
            gone = hidden(counts, sums, already=gone, fixed=shown)
    return gone


def _levels(wish: Wish) -> Iterator[tuple[str, int]]:
    """List the levels that are counted: in which area, and by codes of which length."""
    yield wish.root, len(wish.root)
    last = len(wish.area) if wish.kind.rows else max(wish.digits, len(wish.area))
    for digits in _LENGTHS:
        if len(wish.root) < digits <= last:
            yield wish.area[: digits - 2], digits


def _asked(wish: Wish, inside: str, digits: int) -> Asked:
    first, after = wish.period.moments(wish.zone)
    return Asked(
        prefixes=(inside,),
        digits=digits,
        first=first,
        after=after,
        first_on=wish.period.first,
        last_on=wish.period.last,
        today=wish.today,
        is_demo=wish.is_demo,
    )


def _totalled(kind: Kind, counted: Counts) -> Counts:
    """Add the rows that are sums of others; in a kind a total stands before its parts."""
    counts = Counts(counted)
    areas = {area for area, _, _ in counted}
    for area, row, column in product(areas, reversed(kind.rows), kind.columns):
        if row.parts:
            parts = (counts.get((area, part, column.name), 0) for part in row.parts)
            counts[area, row.name, column.name] = sum(parts)
    return counts


def _below(level: Counts, counts: Counts) -> Iterator[Sum[Key]]:
    """Tell that what is counted in an area is the sum of the areas right below it."""
    parts: dict[Key, list[Key]] = {}
    for code, row, column in level:
        if code:
            parts.setdefault((code[:-2], row, column), []).append((code, row, column))
    for total, below in parts.items():
        if total in counts:
            yield Sum(total=total, parts=tuple(below))


def _inner(kind: Kind, level: Counts) -> Iterator[Sum[Key]]:
    """Tell which rows of one area are sums of others."""
    wholes = [*((row.name, row.parts) for row in kind.rows if row.parts), *kind.sums]
    areas = sorted({area for area, _, _ in level})
    for area, (total, names), column in product(areas, wholes, kind.columns):
        key = (area, total, column.name)
        parts = (part for name in names if (part := (area, name, column.name)) in level)
        if key in level:
            yield Sum(total=key, parts=tuple(parts))


def _laid_out(wish: Wish, counts: Counts, gone: frozenset[Key], shelves: Shelves) -> Table:
    kind = wish.kind
    if kind.rows:
        lines = [row.line for row in kind.rows if not _is_too_fine(kind, row, wish.area)]
        places = {key: (key[1], key[2]) for key in counts if key[0] == wish.area}
    else:
        codes = {code for code, _, _ in counts if _is_line(code, wish)}
        lines = [*_area_lines(sorted(codes), wish, shelves), _total_line(wish, shelves)]
        places = {key: (key[0], key[2]) for key in counts if key[0] in codes | {wish.area}}
    shown = {line.key for line in lines}
    return Table(
        kind=kind.name,
        title=kind.heading,
        area=wish.area,
        area_label=_name(wish.area, wish, shelves),
        period=wish.period,
        columns=kind.columns,
        lines=tuple(lines),
        counts={
            at: counts[key] for key, at in places.items() if at[0] in shown and key not in gone
        },
        gone=frozenset(at for key, at in places.items() if at[0] in shown and key in gone),
    )


def _is_too_fine(kind: Kind, row: Row, area: str) -> bool:
    return len(area) > _DISTRICT and row.name.partition(" ")[0] in kind.coarse


def _is_line(code: str, wish: Wish) -> bool:
    return len(code) == wish.digits > len(wish.area) and code.startswith(wish.area)


def _total_line(wish: Wish, shelves: Shelves) -> Line:
    label = phrase(msgid("Total, {area}"), area=_name(wish.area, wish, shelves))
    return Line(key=wish.area, label=label, level=0)


def _area_lines(codes: Sequence[str], wish: Wish, shelves: Shelves) -> list[Line]:
    """Name areas, with what they lie in where two of them have one name."""
    known = shelves.areas.those((*codes, *(code[:-2] for code in codes)))
    names = {code: area.name_in(wish.language) for code, area in known.items()}
    often = Counter(names.get(code, code) for code in codes)
    lines = []
    for code in codes:
        name, outer = names.get(code, code), names.get(code[:-2], "")
        lines.append(Line(key=code, label=f"{name} ({outer})" if often[name] > 1 else name))
    return lines


def _name(code: str, wish: Wish, shelves: Shelves) -> Words:
    if not code:
        return phrase(msgid("all areas"))
    area = shelves.areas.get(code)
    return code if area is None else area.name_in(wish.language)
