"""The lists beside a form: those written in it, and those in files that come with it."""

import csv
import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from io import StringIO
from xml.etree.ElementTree import Element

from dialogue.xforms import xml
from dialogue.xforms.errors import FormError
from dialogue.xforms.model import DEEPEST
from dialogue.xforms.nodes import Node
from dialogue.xforms.xml import local

LAST_SAVED = "jr://instance/last-saved"
ITEMSETS = "itemsets.csv"
MOST_ITEMS = 50_000

_MOST_LINES = 2_000  # within which a form in CSV names a sheet
_SHEETS = (b"survey", b"choices", b"settings")


class BadItemError(ValueError):
    """One choice of a file cannot be read: the one with this number, counted from 1."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(f"{why} (choice {number})")
        self.number = number


def read_lists(
    elements: Iterable[Element], media: Mapping[str, bytes], live: Container[str] = ()
) -> dict[str, Node]:
    """Read secondary instances: the document node of each, by id; `media` are files by name.

    Those named in `live` are left out: their rows are not known yet.

    Raises:
        FormError: at one whose file is not there or cannot be read.
    """
    lists = dict[str, Node]()
    for element in elements:
        name, source = element.get("id", ""), element.get("src", "")
        if source == LAST_SAVED or name in live:
            continue
        if source:
            lists[name] = _from_file(name, source, media)
            continue
        document = lists[name] = Node("", None)
        document.children = [_copy(root, document, 0) for root in element]
    if ITEMSETS in media:
        lists |= lists_of_itemsets(media[ITEMSETS])
    return lists


def lists_of_itemsets(data: bytes) -> dict[str, Node]:
    """Read the lists of select_one_external, each row of which names its list.

    Raises:
        FormError: when the file cannot be read.
    """
    rows = dict[str, list[Node]]()
    for item in list_of(ITEMSETS, data).children[0].children:
        name = item.child("list_name")
        rows.setdefault("" if name is None else name.text, []).append(item)
    lists = dict[str, Node]()
    for list_name, items in rows.items():
        document = lists[list_name] = Node("", None)
        root = Node("root", document)
        root.children, document.children = items, [root]
    return lists


def list_of(file: str, data: bytes) -> Node:
    """Read a file by the ending of its name: csv, xml or geojson; yield its document node.

    Raises:
        FormError: when it cannot be read.
    """
    document = Node("", None)
    reader = _READERS.get(file.lower().rpartition(".")[2], from_csv)
    try:
        document.children = [reader(data.decode("utf-8-sig"), document)]
    except (UnicodeDecodeError, ValueError, csv.Error, xml.XmlError) as error:
        raise FormError(f"the file {file!r} cannot be read: {error}") from error
    return document


def is_form(data: bytes) -> bool:
    """Tell a form in CSV from a list in CSV: a line of it begins with the name of a sheet."""
    lines = data.removeprefix(b"\xef\xbb\xbf").splitlines()[:_MOST_LINES]
    return any(line.split(b",")[0].strip(b' "').lower() in _SHEETS for line in lines)


def last_saved(elements: Iterable[Element]) -> frozenset[str]:
    """Find the names by which a form speaks of the instance that was saved before."""
    return frozenset(
        element.get("id", "") for element in elements if element.get("src") == LAST_SAVED
    )


def live_lists(
    elements: Iterable[Element], media: Mapping[str, bytes], is_live: Callable[[str], bool]
) -> dict[str, str]:
    """Find the lists whose file is not there because the rows are read anew in every turn.

    Gives the name of each by the id of its instance; `is_live` is asked for its name.
    """
    found = dict[str, str]()
    for element in elements:
        file = element.get("src", "").rpartition("/")[2]
        name = file.removesuffix(".csv")
        if name != file and file not in media and is_live(name):
            found[element.get("id", "")] = name
    return found


def _from_file(name: str, source: str, media: Mapping[str, bytes]) -> Node:
    file = source.rpartition("/")[2]
    data = media.get(file)
    if data is None:
        raise FormError(f"the list {name!r}: the file {file!r} is needed ({source})")
    return list_of(file, data)


def _copy(element: Element, parent: Node, depth: int) -> Node:
    if depth > DEEPEST:
        raise FormError(f"a list holds nodes within nodes, deeper than {DEEPEST}")
    node = Node(local(element.tag), parent)
    if len(element):
        node.children = [_copy(child, node, depth + 1) for child in element]
    else:
        node.text = node.value = element.text or ""
    return node


def from_csv(text: str, document: Node) -> Node:
    """Read rows under a heading; they are parted by commas, or by semicolons as in the heading."""
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    names = [name.strip() for name in next(rows, [])]
    filled = (row for row in rows if any(row))  # spreadsheet programs write blank rows at the end
    return _rooted(document, (zip(names, _padded(row, len(names)), strict=False) for row in filled))


def delimiter_of(text: str) -> str:
    """Tell what parts the columns of a CSV text, by its heading: a comma, or a semicolon."""
    head = text.partition("\n")[0]
    return ";" if ";" in head and "," not in head else ","


def _padded(row: Sequence[str], size: int) -> list[str]:
    return [*row, *[""] * (size - len(row))]


def _from_xml(text: str, document: Node) -> Node:
    return _copy(xml.parse(text), document, 0)


def _from_geojson(text: str, document: Node) -> Node:
    """Read a FeatureCollection: properties, `id` and `geometry` of each feature (RFC 7946)."""
    try:
        read = json.loads(text)
    except RecursionError as deep:
        raise ValueError("values within values, too deep") from deep
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list):
        raise ValueError("no FeatureCollection")  # noqa: TRY004  # the file is wrong, no type is
    return _rooted(document, (_feature(*one) for one in enumerate(features, start=1)))


def _feature(number: int, feature: object) -> list[tuple[str, str]]:
    try:
        return list(_fields(feature))
    except (ValueError, TypeError, LookupError, AttributeError) as odd:
        why = str(odd) if isinstance(odd, ValueError) else "this is no feature as RFC 7946 has it"
        raise BadItemError(number, why) from odd


def _fields(feature: object) -> Iterator[tuple[str, str]]:
    if not isinstance(feature, dict):
        raise ValueError("a feature is no object")  # noqa: TRY004  # as above
    fields: dict[str, object] = {"geometry": _places(feature.get("geometry"))}
    if "id" in feature:
        fields["id"] = feature["id"]
    fields |= feature.get("properties") or {}
    for name, value in fields.items():
        yield name, "" if value is None else value if isinstance(value, str) else json.dumps(value)


def _places(geometry: object) -> str:
    """Write a geometry as ODK writes places: latitude first, altitude and accuracy 0."""
    if not isinstance(geometry, dict):
        return ""
    points = geometry.get("coordinates")
    match geometry.get("type"):
        case "Point":
            points = [points]
        case "Polygon" if isinstance(points, list) and points:
            points = points[0]
        case "LineString":
            pass
        case _:
            raise ValueError("only points, lines and areas are read")
    return "; ".join(f"{point[1]} {point[0]} 0 0" for point in points or ())


def _rooted(document: Node, rows: Iterable[Iterable[tuple[str, str]]]) -> Node:
    root = Node("root", document)
    items = list[Node]()
    for row in rows:
        if len(items) == MOST_ITEMS:
            raise ValueError(f"more than {MOST_ITEMS} rows")
        item = Node("item", root)
        item.children = [_leaf(name, text, item) for name, text in row if name]
        items.append(item)
    root.children = items
    return root


def _leaf(name: str, text: str, parent: Node) -> Node:
    node = Node(name, parent)
    node.text = node.value = text
    return node


_READERS = {"csv": from_csv, "xml": _from_xml, "geojson": _from_geojson}

ENDINGS = tuple(f".{kind}" for kind in _READERS)
"""How the names of files end that a list can lie in."""
