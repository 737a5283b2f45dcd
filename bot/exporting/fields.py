"""The columns of one form version, as its XForm declares them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias
from xml.etree import ElementTree as ET

Kind: TypeAlias = Literal["text", "computed", "integer", "decimal", "date", "time", "dateTime"]
"""How a value is typed; "computed" is a text that the form itself worked out."""

Path: TypeAlias = tuple[str, ...]
"""The names of a node and of the groups around it, below the root or below a repeat."""

Key: TypeAlias = tuple[Path, str]
"""What tells one column from another in all versions: a path and a part of its value."""

GEOPOINT: Final = ("Latitude", "Longitude", "Altitude", "Accuracy")
"""The parts of a place, in the order in which its value holds them."""

_KINDS: Final[dict[str, Kind]] = {
    "int": "integer",
    "integer": "integer",
    "long": "integer",
    "short": "integer",
    "decimal": "decimal",
    "double": "decimal",
    "float": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "dateTime",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: `part` names one of several that a single value fills, else "" ."""

    path: Path
    part: str = ""
    kind: Kind

    @property
    def key(self) -> Key:
        """What tells it from the other columns, whatever its kind in one version."""
        return self.path, self.part


def header_of(key: Key) -> str:
    """Name a column as ODK Central does: groups, question and part joined by "-"."""
    path, part = key
    return "-".join((*path, part) if part else path)


def columns_of(xform: str, repeat: Path = ()) -> list[Column]:
    """List the columns of one table of a form version, in form order, by paths below `repeat`.

    Notes hold no answer and have no column; what is inside a repeat belongs to the table of the
    innermost one. A version without this repeat has no column of it.
    """
    form = _XForm(ET.fromstring(xform))  # noqa: S314  # made by our own publication
    return [
        column
        for path, default in form.leaves(repeat)
        if not form.is_note(path, default)
        for column in form.columns(path, below=len(repeat))
    ]


def repeats_of(xform: str) -> list[Path]:
    """List the repeats of a form version, by paths below the root; outer ones come first."""
    form = _XForm(ET.fromstring(xform))  # noqa: S314  # as above
    return form.repeats


def values_of(instance: str) -> dict[Path, str]:
    """Read the value of every leaf of a submission, by its path below the root."""
    root = ET.fromstring(instance)  # noqa: S314  # made by our own runtime
    return values_in(root)


def values_in(element: ET.Element) -> dict[Path, str]:
    """Read the value of every leaf of an element, by its path below it."""
    return dict(_leaves(element, ()))


class _XForm:
    """An XForm, looked up by path."""

    def __init__(self, document: ET.Element) -> None:
        nodes = [(_local(node.tag), node) for node in document.iter()]
        self._instance = next(node[0] for tag, node in nodes if tag == "instance")
        self._binds = {_path(node, "nodeset"): node.attrib for tag, node in nodes if tag == "bind"}
        self._inputs = {_path(node, "ref") for tag, node in nodes if tag == "input"}
        self._set = {_path(node, "ref") for tag, node in nodes if tag == "setvalue"}
        self.repeats = [_path(node, "nodeset") for tag, node in nodes if tag == "repeat"]

    def leaves(self, repeat: Path) -> Iterator[tuple[Path, str]]:
        """Walk over the fields of one table with their defaults, in document order.

        A repeat stands there twice, as the template and as its first instance: read once.
        """
        known = set[Path]()
        for path, default in _leaves(self._instance, ()):
            if path not in known and self._home(path) == repeat:
                known.add(path)
                yield path, default

    def _home(self, path: Path) -> Path:
        around = [repeat for repeat in self.repeats if path[: len(repeat)] == repeat]
        return max(around, key=len, default=())

    def is_note(self, path: Path, default: str) -> bool:
        """Tell whether a field only shows its label: read-only, and nothing ever fills it."""
        bind = self._binds.get(path, {})
        filled = default or "calculate" in bind or path in self._set
        return not filled and path in self._inputs and bind.get("readonly") == "true()"

    def columns(self, path: Path, *, below: int) -> list[Column]:
        """List the columns of one field, by its path without the first steps."""
        own = path[below:]
        bind = self._binds.get(path, {})
        declared = bind.get("type", "string").rpartition(":")[2]
        if declared == "geopoint":
            return [Column(path=own, part=part, kind="decimal") for part in GEOPOINT]
        otherwise: Kind = "computed" if "calculate" in bind else "text"
        return [Column(path=own, kind=_KINDS.get(declared, otherwise))]


def _leaves(element: ET.Element, above: Path) -> Iterator[tuple[Path, str]]:
    for child in element:
        path = (*above, _local(child.tag))
        if len(child):
            yield from _leaves(child, path)
        else:
            yield path, child.text or ""


def _path(node: ET.Element, attribute: str) -> Path:
    """Read a reference such as /data/group/name; below the root, without prefixes."""
    steps = node.get(attribute, "").strip().split("/")[2:]
    return tuple(step.rpartition(":")[2] for step in steps)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
