"""An instance as XML: the draft, which keeps all, and the submission, which is sent."""

from collections.abc import Mapping
from datetime import datetime
from xml.etree.ElementTree import Element

from dialogue.xforms import xml
from dialogue.xforms.datatypes import read
from dialogue.xforms.env import Env
from dialogue.xforms.errors import StateError
from dialogue.xforms.model import Primary
from dialogue.xforms.nodes import Node, Value
from dialogue.xforms.schema import Definition
from dialogue.xforms.values import to_number

_KINDS: dict[type, str] = {str: "string", float: "number", bool: "boolean", datetime: "date"}


def write_draft(primary: Primary, nodes: list[Node], e: Env) -> str:
    """Write everything, answers that are not relevant too.

    A value whose type is not that of its bind, as calculations may yield, bears it as `as`.
    """
    pieces = [_open_root(primary)]
    for definition in primary.document.children[0].children:
        _write_draft(definition, nodes, e, pieces)
    pieces.append(f"</{primary.document.children[0].name}>")
    return "".join(pieces)


def _write_draft(definition: Definition, nodes: list[Node], e: Env, pieces: list[str]) -> None:
    tag = definition.tag
    if definition.children:
        pieces.append(f"<{tag}>")
        for child in definition.children:
            _write_draft(child, nodes, e, pieces)
        pieces.append(f"</{tag}>")
        return
    node = nodes[definition.index]
    if not node.text:
        pieces.append(f"<{tag}/>")
        return
    value = node.value
    mark = ""
    if type(value) is not _NATURAL.get(definition.type, str):
        natural = read(node.text, definition.type, e)
        if type(natural) is not type(value):
            mark = f' as="{_KINDS[type(value)]}"'
    pieces.append(f"<{tag}{mark}>{xml.escaped(node.text)}</{tag}>")


_NATURAL: dict[str, type] = {
    "int": float,
    "decimal": float,
    "boolean": bool,
    "date": datetime,
    "time": datetime,
    "dateTime": datetime,
}


def write_submission(primary: Primary, nodes: list[Node], overrides: Mapping[int, str]) -> str:
    """Write what is relevant; `overrides` are texts that are only settled now, by index."""
    pieces = [_open_root(primary)]
    for definition in primary.document.children[0].children:
        _write_submission(definition, nodes, overrides, pieces)
    pieces.append(f"</{primary.document.children[0].name}>")
    return "".join(pieces)


def _write_submission(
    definition: Definition,
    nodes: list[Node],
    overrides: Mapping[int, str],
    pieces: list[str],
) -> None:
    node, tag = nodes[definition.index], definition.tag
    if not node.relevant:
        return
    if definition.children:
        pieces.append(f"<{tag}>")
        for child in definition.children:
            _write_submission(child, nodes, overrides, pieces)
        pieces.append(f"</{tag}>")
        return
    text = overrides.get(definition.index, node.text)
    pieces.append(f"<{tag}>{xml.escaped(text)}</{tag}>" if text else f"<{tag}/>")


def _open_root(primary: Primary) -> str:
    root = primary.document.children[0]
    spaces = f' xmlns="{xml.escaped(primary.namespace)}"' if primary.namespace else ""
    if any(definition.prefix for definition in primary.definitions):
        spaces += f' xmlns:orx="{xml.OPENROSA}"'
    attributes = "".join(
        f' {name}="{xml.escaped(value)}"' for name, value in primary.attributes.items()
    )
    return f"<{root.name}{spaces}{attributes}>"


def read_draft(text: str, primary: Primary, nodes: list[Node], e: Env) -> None:
    """Put what is stored into blank nodes; what is not there stays blank.

    Raises:
        StateError: when it is no instance of this form and version.
    """
    try:
        element = xml.parse(text)
    except xml.XmlError as error:
        raise StateError(f"the instance is no XML: {error}") from error
    root = primary.document.children[0]
    if xml.local(element.tag) != root.name:
        raise StateError(f"the instance is of {xml.local(element.tag)!r}, not of {root.name!r}")
    for name in ("id", "version"):
        if element.get(name, "") != primary.attributes.get(name, ""):
            raise StateError(f"the instance has another {name}: {element.get(name)!r}")
    _read(element, root, nodes, e)


def _read(element: Element, definition: Definition, nodes: list[Node], e: Env) -> None:
    below = {child.name: child for child in definition.children}
    for child in element:
        found = below.pop(xml.local(child.tag), None)
        if found is None:
            raise StateError(f"{definition.path} has no place for {xml.local(child.tag)!r}")
        if found.children:
            _read(child, found, nodes, e)
            continue
        if len(child):
            raise StateError(f"{found.path} holds no other nodes")
        if child.text:
            node = nodes[found.index]
            node.text = child.text
            node.value = _value(child.text, child.get("as"), found.type, e)


def _value(text: str, kind: str | None, type_name: str, e: Env) -> Value:
    match kind:
        case None:
            return read(text, type_name, e)
        case "string":
            return text
        case "boolean":
            return text == "1"
        case "number":
            return _number(text)
        case "date":
            return read(text, "time" if type_name == "time" else "dateTime", e)
        case _:
            raise StateError(f"no such kind of value: {kind!r}")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return to_number(text)
