"""The tables of danger, as they are written for people who know medicine and not code."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias, cast

from dialogue.danger.sign import CERTAINTIES, KINDS, Certainty, Kind
from dialogue.danger.words import Word

Near: TypeAlias = tuple[str, ...]
"""Words that stand near each other, in any order."""

_WORD_COLUMNS: Final = {"word", "means", "th", "isan", "lo", "except"}
_SIGN_COLUMNS: Final = {"sign", "kind", "means", "found_by", "unless", "certainty"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sign: it is there where all of any of its `ways` are in a text.

    Where a word of `unless` is said, it is not meant. `certainty` is the most that it can have.
    """

    id: str
    kind: Kind
    ways: tuple[tuple[Near, ...], ...]
    unless: tuple[str, ...]
    certainty: Certainty


def read_words(source: str) -> dict[str, Word]:
    """Read `words.csv`, by the names of the words.

    Raises:
        ValueError: where a line cannot be used, with the word it is about.
    """
    words = dict[str, Word]()
    for cells in _rows(source, _WORD_COLUMNS):
        name = cells["word"]
        spellings = [one for column in ("th", "isan", "lo") for one in _parts(cells[column])]
        if not name.isidentifier() or name in words or not spellings:
            raise ValueError(f"word {name!r}: needs a name of its own and a spelling")
        words[name] = Word.of(name, spellings, _parts(cells["except"]))
    return words


def read_signs(source: str, words: Mapping[str, Word]) -> tuple[Line, ...]:
    """Read `signs.csv`, in its order.

    Raises:
        ValueError: where a line cannot be used, with the sign it is about.
    """
    return tuple(_line(cells, words) for cells in _rows(source, _SIGN_COLUMNS))


def _line(cells: Mapping[str, str], words: Mapping[str, Word]) -> Line:
    name, kind, certainty = cells["sign"], cells["kind"], cells["certainty"]
    ways = tuple(
        tuple(tuple(one.strip() for one in near.split("+")) for near in way.split("&"))
        for way in _parts(cells["found_by"])
    )
    unless = tuple(_parts(cells["unless"]))
    used = {word for way in ways for near in way for word in near}.union(unless)
    if unknown := used - set(words):
        raise ValueError(f"sign {name!r}: no such words: {', '.join(sorted(unknown))}")
    if kind not in KINDS or certainty not in CERTAINTIES or not ways:
        raise ValueError(f"sign {name!r}: needs a kind, a certainty and a way to be found")
    return Line(
        id=name,
        kind=cast("Kind", kind),
        ways=ways,
        unless=unless,
        certainty=cast("Certainty", certainty),
    )


def _rows(source: str, columns: set[str]) -> Iterator[dict[str, str]]:
    table = csv.DictReader(io.StringIO(source.removeprefix("\ufeff")))
    if missing := columns - set(table.fieldnames or ()):
        raise ValueError(f"these columns are missing: {', '.join(sorted(missing))}")
    for cells in table:
        yield {name: (cells[name] or "").strip() for name in columns}


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("/") if part.strip()]
