"""Rows of entity lists for a form that is only tried: nobody's."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from dialogue.xforms.external import delimiter_of

_FEW: Final = 3


def rows_of(name: str, files: Mapping[str, Path]) -> Iterable[Mapping[str, str]]:
    """Give the rows of NAME.csv, where there is such a file; else a few that are made up."""
    file = files.get(f"{name}.csv")
    if file is None:
        return [_made_up(name, number) for number in range(1, _FEW + 1)]
    text = file.read_text("utf-8-sig")
    return [
        {key: cell or "" for key, cell in row.items() if key}
        for row in csv.DictReader(text.splitlines(), delimiter=delimiter_of(text))
    ]


def _made_up(name: str, number: int) -> dict[str, str]:
    return {
        "name": f"00000000-0000-4000-8000-{number:012}",
        "label": f"{name} {number}",
        "__version": "1",
    }
