"""Ways to look at one part of a message: present, of its kind, not too long."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

import regex


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One thing that is wrong, as LINE tells it: what and where."""

    message: str
    property: str


Details: TypeAlias = Iterator[Detail]
Measure: TypeAlias = Callable[[str], int]

EMPTY = "May not be empty"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
_CLUSTER = regex.compile(r"\X")  # type: ignore[no-untyped-call]  # regex has no types


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A JSON object inside of a request, and the path to it."""

    fields: Mapping[str, object]
    path: str

    def at(self, key: str) -> str:
        """Write the path to a field, or to the whole part where `key` is empty."""
        return ".".join(name for name in (self.path, key) if name)

    def wrong(self, key: str, message: str) -> Detail:
        """Say what is wrong with a field."""
        return Detail(message=message, property=self.at(key))

    def part(self, key: str) -> "Part | None":
        """Look into a field that is an object; None when it is none."""
        value = self.fields.get(key)
        return Part(fields=value, path=self.at(key)) if isinstance(value, dict) else None

    def parts(self, key: str) -> "tuple[Part, ...]":
        """Look into a field that is a list: the objects in it."""
        value = self.fields.get(key)
        items = value if isinstance(value, list) else []
        return tuple(
            Part(fields=item, path=f"{self.at(key)}[{number}]")
            for number, item in enumerate(items)
            if isinstance(item, dict)
        )


def units(text: str) -> int:
    """Count UTF-16 code units: what LINE counts by default."""
    return sum(2 if ord(letter) > 0xFFFF else 1 for letter in text)


def clusters(text: str) -> int:
    """Count grapheme clusters: what LINE counts in labels and the texts of templates."""
    return sum(1 for _ in _CLUSTER.finditer(text))


def words(
    part: Part, key: str, most: int, *, measure: Measure = units, required: bool = True
) -> Details:
    """Check a text: there, not empty, at most `most` long."""
    value = part.fields.get(key)
    if value is None and not required:
        return
    if value is None or value == "":
        yield part.wrong(key, EMPTY)
    elif not isinstance(value, str):
        yield part.wrong(key, "Must be a string")
    elif measure(value) > most:
        yield part.wrong(key, f"Length must be between 0 and {most}")


def listed(part: Part, key: str, least: int, most: int) -> Details:
    """Check a list of objects: how many it holds."""
    value = part.fields.get(key)
    if not isinstance(value, list) or not least <= len(value) <= most:
        yield part.wrong(key, f"Size must be between {least} and {most}")
    elif not all(isinstance(item, dict) for item in value):
        yield part.wrong(key, "Must be a list of objects")


def one_of(part: Part, key: str, *values: str, required: bool = True) -> Details:
    """Check a word out of a few."""
    value = part.fields.get(key)
    if value is None and not required:
        return
    if value not in values:
        yield part.wrong(key, f"Must be one of the following values: [{', '.join(values)}]")


def address(
    part: Part,
    key: str,
    most: int = 2000,
    *,
    schemes: tuple[str, ...] = ("https",),
    required: bool = True,
) -> Details:
    """Check an address: its scheme, its length."""
    value = part.fields.get(key)
    if not isinstance(value, str) or value == "" or units(value) > most:
        yield from words(part, key, most, required=required)
    elif not _is_address(value, schemes):
        yield part.wrong(key, "invalid uri scheme")


def number(part: Part, key: str, least: float, most: float, *, required: bool = True) -> Details:
    """Check a number: there, within its bounds."""
    value = part.fields.get(key)
    if value is None and not required:
        return
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield part.wrong(key, "Must be a number")
    elif not least <= value <= most:
        yield part.wrong(key, f"Must be between {least:g} and {most:g}")


def colour(part: Part, key: str) -> Details:
    """Check a colour, where there is one: #RRGGBB or #RRGGBBAA."""
    value = part.fields.get(key)
    if value is not None and not (isinstance(value, str) and _COLOUR.fullmatch(value)):
        yield part.wrong(key, "invalid color")


def _is_address(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        split = urlsplit(value)
    except ValueError:
        return False
    if any(letter.isspace() for letter in value):
        return False
    return split.scheme.lower() in schemes and (split.netloc != "" or split.path != "")
