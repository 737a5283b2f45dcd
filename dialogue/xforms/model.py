"""The instances of a form: the primary one, and the lists beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from dialogue.xforms.errors import FormError
from dialogue.xforms.nodes import Node
from dialogue.xforms.schema import Definition
from dialogue.xforms.xml import OPENROSA, XFORMS, local, space

MOST_NODES = 5_000
DEEPEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Primary:
    """The primary instance as the form declares it.

    `document` stands above the root; `definitions` are in document order, so that an index finds
    its own. `attributes` are those of the root, `namespace` is its own one, if any.
    """

    document: Definition
    definitions: tuple[Definition, ...]
    attributes: Mapping[str, str]
    namespace: str

    def at(self, path: str, base: Definition | None = None) -> Definition | None:
        """Find the definition that a reference names; a relative one starts from `base`."""
        names = path.strip().split("/")
        here = self.document if path.strip().startswith("/") else base
        for name in names:
            if here is None or name in {"", "."}:
                continue
            if name == "..":
                here = here.parent
                continue
            plain = name.rpartition(":")[2]
            here = next((child for child in here.children if child.name == plain), None)
        return here


def read_primary(root: Element) -> Primary:
    """Read the primary instance.

    Raises:
        FormError: when it has more than 5,000 nodes, or makes entities.
    """
    document = Definition("", None, -1)
    definitions = list[Definition]()
    _define(root, document, definitions)
    _complete_meta(document.children[0], definitions)
    own = space(root.tag)
    return Primary(
        document=document,
        definitions=tuple(definitions),
        attributes={name: value for name, value in root.attrib.items() if not space(name)},
        namespace="" if own == XFORMS else own,
    )


def _define(element: Element, parent: Definition, found: list[Definition]) -> None:
    if local(element.tag) == "entity" and parent.name == "meta":
        raise FormError(f"{parent.path}/entity: entities are not supported")
    if len(found) == MOST_NODES:
        raise FormError(f"more than {MOST_NODES} nodes")
    if parent.path.count("/") > DEEPEST:
        raise FormError(f"{parent.path}: nodes within nodes, deeper than {DEEPEST}")
    definition = Definition(local(element.tag), parent, len(found))
    if space(element.tag) == OPENROSA:
        definition.prefix, definition.tag = "orx", f"orx:{definition.name}"
    found.append(definition)
    names = set[str]()
    for child in element:
        if local(child.tag) in names:
            raise FormError(f"{definition.path}/{local(child.tag)} stands there twice")
        names.add(local(child.tag))
        _define(child, definition, found)
    if not len(element):
        definition.default = element.text or ""


def _complete_meta(root: Definition, found: list[Definition]) -> None:
    """Add meta/instanceID where a form made by hand lacks it: every submission needs one."""
    meta = next((child for child in root.children if child.name == "meta"), None)
    if meta is None:
        meta = Definition("meta", root, len(found))
        found.append(meta)
    if any(child.name == "instanceID" for child in meta.children):
        return
    if meta.index + len(list(meta.descendants())) + 1 != len(found):
        raise FormError(f"{meta.path} has no instanceID")
    instance_id = Definition("instanceID", meta, len(found))
    instance_id.preload = "uid"
    found.append(instance_id)


def read_lists(elements: Iterable[Element]) -> dict[str, Node]:
    """Read secondary instances: the document node of each, by id.

    Raises:
        FormError: at one whose data lies outside of the form.
    """
    lists = dict[str, Node]()
    for element in elements:
        name = element.get("id", "")
        if element.get("src") is not None:
            raise FormError(
                f"the list {name!r}: external data ({element.get('src')}) is not supported"
            )
        document = Node("", None)
        document.children = [_copy(root, document, 0) for root in element]
        lists[name] = document
    return lists


def _copy(element: Element, parent: Node, depth: int) -> Node:
    if depth > DEEPEST:
        raise FormError(f"a list holds nodes within nodes, deeper than {DEEPEST}")
    node = Node(local(element.tag), parent)
    if len(element):
        node.children = [_copy(child, node, depth + 1) for child in element]
    else:
        node.text = node.value = element.text or ""
    return node
