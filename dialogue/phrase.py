"""A sentence that is put into the person's language at the door."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import MappingProxyType
from typing import TypeAlias

Value: TypeAlias = "str | int | float | date | time | datetime | Phrase"
"""What may stand in a placeholder: dates and times are written the way the language writes them."""

CellValue: TypeAlias = "Value | None"
"""What may stand in a cell of a table that people are given; None leaves it empty."""

_NOTHING: Mapping[str, Value] = MappingProxyType({})


def msgid(text: str) -> str:
    """Mark an English sentence for the catalogues, and hand it back as it is."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """An English msgid with the values of its named placeholders.

    `spoken` is "th" or "lo" where the language is settled whoever reads it: a greeting stands in
    both languages before the person has chosen one.
    """

    msgid: str
    values: Mapping[str, Value] = field(default_factory=lambda: _NOTHING)
    spoken: str | None = None


Words: TypeAlias = Phrase | str
"""What a person reads: a phrase to be translated, or content that is in their language already."""


def phrase(text: str, /, **values: Value) -> Phrase:
    """Say `text` (written inside `msgid(...)`) with these values."""
    return Phrase(msgid=text, values=values)


def in_both(text: str, /, **values: Value) -> tuple[Phrase, Phrase]:
    """Say `text` in Thai and then in Lao, for someone whose language is not known."""
    return (
        Phrase(msgid=text, values=values, spoken="th"),
        Phrase(msgid=text, values=values, spoken="lo"),
    )
