"""An instance as XML: the draft, which keeps all, and the submission, which is sent."""

from datetime import datetime
from xml.etree.ElementTree import Element

from dialogue.moment import Moment
from dialogue.xforms import xml
from dialogue.xforms.datatypes import read
from dialogue.xforms.env import Env
from dialogue.xforms.errors import FullError, StateError
from dialogue.xforms.growing import Tree
from dialogue.xforms.model import Primary
from dialogue.xforms.nodes import Frame, Node, Value
from dialogue.xforms.preload import end
from dialogue.xforms.schema import Definition
from dialogue.xforms.values import to_number

_KINDS: dict[type, str] = {str: "string", float: "number", bool: "boolean", datetime: "date"}


def write_draft(primary: Primary, top: Frame, e: Env) -> str:
    """Write everything, answers that are not relevant too.

    A value whose type is not that of its bind, as calculations may yield, bears it as `as`.
    """
    pieces = [_open_root(primary)]
    for definition in primary.root.children:
        _write_draft(definition, top, e, pieces)
    pieces.append(f"</{primary.root.name}>")
    return "".join(pieces)


def _write_draft(definition: Definition, frame: Frame, e: Env, pieces: list[str]) -> None:
    if definition.is_repeat:
        for instance in frame.repeats.get(definition.index, ()):
            _write_element(definition, instance.frame, e, pieces)
        return
    _write_element(definition, frame, e, pieces)


def _write_element(definition: Definition, frame: Frame, e: Env, pieces: list[str]) -> None:
    tag, mark = definition.tag, _attributes(definition, frame) if definition.parts else ""
    if definition.children:
        pieces.append(f"<{tag}{mark}>")
        for child in definition.children:
            if child.is_repeat:
                _write_draft(child, frame, e, pieces)
            else:
                _write_element(child, frame, e, pieces)
        pieces.append(f"</{tag}>")
        return
    node = frame.nodes[definition.index]
    if not node.text:
        pieces.append(f"<{tag}{mark}/>")
        return
    value = node.value
    if type(value) is not _NATURAL.get(definition.type, str):
        natural = read(node.text, definition.type, e)
        if type(natural) is not type(value):
            mark += f' as="{_KINDS[type(value)]}"'
    pieces.append(f"<{tag}{mark}>{xml.escaped(node.text)}</{tag}>")


def _attributes(definition: Definition, frame: Frame) -> str:
    return "".join(
        f' {part.name}="{xml.escaped(frame.nodes[part.index].text)}"' for part in definition.parts
    )


_NATURAL: dict[str, type] = {
    "int": float,
    "decimal": float,
    "boolean": bool,
    "date": datetime,
    "time": datetime,
    "dateTime": datetime,
}


def write_submission(primary: Primary, top: Frame, moment: Moment) -> str:
    """Write what is relevant; what is only settled at the end is settled at this moment."""
    pieces = [_open_root(primary)]
    for definition in primary.root.children:
        _write_submission(definition, top, moment, pieces)
    pieces.append(f"</{primary.root.name}>")
    return "".join(pieces)


def _write_submission(
    definition: Definition,
    frame: Frame,
    moment: Moment,
    pieces: list[str],
) -> None:
    if definition.is_repeat:
        for instance in frame.repeats[definition.index]:
            _write_relevant(definition, instance, moment, pieces)
        return
    _write_relevant(definition, frame.nodes[definition.index], moment, pieces)


def _write_relevant(
    definition: Definition,
    node: Node,
    moment: Moment,
    pieces: list[str],
) -> None:
    if not node.relevant:
        return
    tag = definition.tag + _attributes(definition, node.frame)
    if definition.children:
        pieces.append(f"<{tag}>")
        for child in definition.children:
            _write_submission(child, node.frame, moment, pieces)
        pieces.append(f"</{definition.tag}>")
        return
    text = end(definition, node, moment)
    pieces.append(f"<{tag}>{xml.escaped(text)}</{definition.tag}>" if text else f"<{tag}/>")


def _open_root(primary: Primary) -> str:
    root = primary.root
    spaces = f' xmlns="{xml.escaped(primary.namespace)}"' if primary.namespace else ""
    if any(definition.prefix for definition in primary.definitions):
        spaces += f' xmlns:orx="{xml.OPENROSA}"'
    attributes = "".join(
        f' {name}="{xml.escaped(value)}"' for name, value in primary.attributes.items()
    )
    return f"<{root.name}{spaces}{attributes}>"


def read_draft(text: str, primary: Primary, tree: Tree, e: Env) -> None:
    """Put what is stored into a blank tree; what is not there stays blank.

    Raises:
        StateError: when it is no instance of this form and version.
    """
    _read(element_of(text, primary), primary.root, tree.top, tree, e)


def element_of(text: str, primary: Primary) -> Element:
    """Read an instance of this form and version.

    Raises:
        StateError: when it is none.
    """
    try:
        element = xml.parse(text)
    except xml.XmlError as error:
        raise StateError(f"the instance is no XML: {error}") from error
    root = primary.root
    if xml.local(element.tag) != root.name:
        raise StateError(f"the instance is of {xml.local(element.tag)!r}, not of {root.name!r}")
    for name in ("id", "version"):
        if element.get(name, "") != primary.attributes.get(name, ""):
            raise StateError(f"the instance has another {name}: {element.get(name)!r}")
    return element


def _read(
    element: Element,
    definition: Definition,
    frame: Frame,
    tree: Tree,
    e: Env,
) -> None:
    below = {child.name: child for child in definition.children}
    for child in element:
        name = xml.local(child.tag)
        found = below.get(name)
        if found is None:
            raise StateError(f"{definition.path} has no place for {name!r}")
        if found.is_repeat:
            _read_node(child, found, _added(found, frame, tree), tree, e)
            continue
        del below[name]
        _read_node(child, found, frame.nodes[found.index], tree, e)


def _read_node(element: Element, definition: Definition, node: Node, tree: Tree, e: Env) -> None:
    for part in definition.parts:
        attribute = node.frame.nodes[part.index]
        attribute.value = attribute.text = element.get(part.name, "")
    if definition.children:
        _read(element, definition, node.frame, tree, e)
        return
    if len(element):
        raise StateError(f"{definition.path} holds no other nodes")
    if element.text:
        node.text = element.text
        node.value = _value(element.text, element.get("as"), definition.type, e)


def _added(repeat: Definition, frame: Frame, tree: Tree) -> Node:
    try:
        return tree.add(repeat, frame)
    except FullError as error:
        raise StateError(str(error)) from error


def value_like(value: Value, text: str, type_name: str, e: Env) -> Value:
    """Read a text as the kind of value that another one is; a blank is of no kind."""
    return _value(text, None if value == "" else _KINDS[type(value)], type_name, e)


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
