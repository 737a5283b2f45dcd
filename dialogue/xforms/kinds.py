"""What kind of question a control asks, by its tag, its look and the type of its node."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from dialogue.xforms.controls import Scale
from dialogue.xforms.errors import FormError
from dialogue.xforms.schema import Definition
from dialogue.xforms.xml import local

CONTROLS = frozenset({"input", "range", "rank", "select", "select1", "trigger", "upload"})
"""The tags of controls that are answered."""

CHOOSING = frozenset({"select_one", "select_multiple", "rank"})
"""The types of questions that are answered from a list."""

_INPUTS = {
    "string": "string",
    "int": "integer",
    "decimal": "decimal",
    "boolean": "string",
    "date": "date",
    "time": "time",
    "dateTime": "dateTime",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "barcode": "barcode",
}
_UPLOADS = {
    "image": "image",
    "audio": "audio",
    "video": "video",
    "application": "file",
    "osm": "osm",
    "*": "file",
}
_BY_TAG = {
    "select1": "select_one",
    "select": "select_multiple",
    "rank": "rank",
    "trigger": "acknowledge",
    "range": "range",
}
_QUERIED = re.compile(r"\s*instance\(\s*'([^']+)'\s*\)")
_DRAWN = frozenset({"annotate", "draw", "signature"})


def type_of(element: Element, definition: Definition) -> str:
    """Tell the type of a question.

    Raises:
        FormError: when it is not known here.
    """
    if "search(" in element.get("appearance", ""):
        look = element.get("appearance")
        raise FormError(f"{definition.path}: the appearance {look!r} is not supported")
    kind = local(element.tag)
    if kind == "upload":
        media = _known(_UPLOADS, element.get("mediatype", "*").partition("/")[0], definition)
        return "drawing" if media == "image" and appearance_of(element) & _DRAWN else media
    return _BY_TAG.get(kind) or _known(_INPUTS, definition.type, definition)


def appearance_of(element: Element) -> frozenset[str]:
    """List the words of an appearance."""
    return frozenset(element.get("appearance", "").split())


def is_table_head(element: Element) -> bool:
    """Tell whether a list is only shown, above questions with the same one: Collect asks nothing.

    XLSForm's appearance table-list makes such a head by itself.
    """
    return local(element.tag) in {"select", "select1"} and "label" in appearance_of(element)


def listed_by(element: Element) -> str:
    """Find the list that Collect queries for an input: select_one_external of XLSForm."""
    named = _QUERIED.match(element.get("query", ""))
    return "" if named is None else named[1]


def scale_of(element: Element, definition: Definition) -> Scale | None:
    """Read what a range offers; None for any other control.

    Raises:
        FormError: when it has no ends or no step, or they are no numbers.
    """
    if local(element.tag) != "range":
        return None
    ends = [element.get(name, "").strip() for name in ("start", "end", "step")]
    try:
        start, end, step = (float(number) for number in ends)
    except ValueError as error:
        raise FormError(f"{definition.path}: a range needs numbers for its ends") from error
    if step == 0:
        raise FormError(f"{definition.path}: a range needs a step")
    least, most = (ends[0], ends[1]) if start <= end else (ends[1], ends[0])
    return Scale(least=least, most=most, step=ends[2].removeprefix("-"))


def _known(names: Mapping[str, str], name: str, definition: Definition) -> str:
    if name not in names:
        raise FormError(f"{definition.path}: the type {name!r} is not supported")
    return names[name]
