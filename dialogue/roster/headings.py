"""The headings of a roster: which row holds them, what each column means, and the language."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from dialogue.roster.columns import BY_KEY, SheetLanguage, column_of, heading_key, is_never_kept

GROUP: Final = "group:"
"""Begins the key of a column that is named after a group, and ticked."""

LOOKED_AT: Final = 20
"""Rows from the top among which the headings are looked for."""

_LEAST: Final = 2  # headings of ours that make a row of headings
_NAMING: Final = frozenset({"code", "nickname"})
LANGUAGES: Final[Mapping[str, SheetLanguage]] = MappingProxyType(
    {"th": "th", "lo": "lo", "en": "en"}
)
"""The languages of headings, by their codes."""

GroupOf: TypeAlias = Callable[[str], str | None]
"""Reads a group as people write it; None when it is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """What the columns of a roster mean.

    `places` gives the index of each column by its key, `texts` its heading as it stands there.
    `never` are the headings of what must never be kept, `unknown` those that mean nothing here:
    neither is read.
    """

    language: SheetLanguage
    places: Mapping[str, int]
    texts: Mapping[str, str]
    never: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()

    def text(self, key: str) -> str:
        """Give the heading of a column as it stands there, or as the format has it."""
        return self.texts.get(key) or BY_KEY[key].heading(self.language)

    def has(self, *keys: str) -> bool:
        """Tell whether any of these columns is there."""
        return any(key in self.places for key in keys)

    @property
    def group_columns(self) -> Mapping[str, int]:
        """The columns that are ticked, by the codes of their groups."""
        return {
            key.removeprefix(GROUP): place
            for key, place in self.places.items()
            if key.startswith(GROUP)
        }


def read(cells: Sequence[str], group_of: GroupOf) -> Headings | None:
    """Read a row as headings; None when it holds too few of ours, or none that names people."""
    places, texts = dict[str, int](), dict[str, str]()
    never, unknown, twice = list[str](), list[str](), list[str]()
    for place, cell in enumerate(cells):
        if not cell.strip():
            continue
        key = None if is_never_kept(cell) else _key(cell, group_of)
        if is_never_kept(cell):
            never.append(cell.strip())
        elif key is None:
            unknown.append(cell.strip())
        elif key in places:
            twice.append(cell.strip())
        else:
            places[key], texts[key] = place, cell.strip()
    if len(places) < _LEAST or not _NAMING & places.keys():
        return None
    return Headings(
        language=_language(texts),
        places=places,
        texts=texts,
        never=tuple(never),
        unknown=tuple(unknown),
        twice=tuple(twice),
    )


def _key(cell: str, group_of: GroupOf) -> str | None:
    if (key := column_of(cell)) is not None:
        return key
    group = group_of(cell)
    return None if group is None else f"{GROUP}{group}"


def _language(texts: Mapping[str, str]) -> SheetLanguage:
    """Tell in which language most headings are written, Thai where that is undecided."""
    votes = Counter[SheetLanguage]()
    for text in texts.values():
        votes.update(_languages_of(text))
    return max(LANGUAGES.values(), key=lambda language: votes[language])


def _languages_of(text: str) -> set[SheetLanguage]:
    key = heading_key(text)
    if any("\u0e80" <= letter <= "\u0eff" for letter in key):
        return {"lo"}
    return {"th"} if any("\u0e00" <= letter <= "\u0e7f" for letter in key) else {"en"}
