"""The headings of a sheet of facilities: which row holds them, and what each column means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dialogue.facilities.columns import column_of

LOOKED_AT: Final = 20
"""Rows from the top among which the headings are looked for."""

_OURS: Final = frozenset({"name_th", "kind", "schemes", "general", "emergency", "phones"})
"""Headings that only a sheet of facilities has beside its codes."""

_LEAST: Final = 2  # headings of ours that make a row of headings, the code among them


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Where each column stands, by its key; `texts` as they are written, `unknown` are not read."""

    places: Mapping[str, int]
    texts: Mapping[str, str]
    unknown: tuple[str, ...] = ()


def read(cells: Sequence[str]) -> Headings | None:
    """Read a row as headings; None when it is none of a sheet of facilities."""
    places, texts, unknown = dict[str, int](), dict[str, str](), list[str]()
    for place, text in enumerate(cells):
        key = column_of(text)
        if key is not None and key not in places:
            places[key], texts[key] = place, text.strip()
        elif text.strip():
            unknown.append(text.strip())
    if "code" not in places or len(places) < _LEAST or not _OURS & places.keys():
        return None
    return Headings(places=places, texts=texts, unknown=tuple(unknown))
