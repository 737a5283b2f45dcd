"""The primary instance of a form, as it is declared."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from dialogue.xforms.errors import FormError
from dialogue.xforms.schema import Definition
from dialogue.xforms.xml import JAVAROSA, OPENROSA, XFORMS, local, space

MOST_NODES = 5_000
DEEPEST = 50
TEMPLATE = f"{{{JAVAROSA}}}template"


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

    @property
    def root(self) -> Definition:
        """The root of the instance."""
        return self.document.children[0]

    def at(self, path: str, base: Definition | None = None) -> Definition | None:
        """Find the definition that a reference names; a relative one starts from `base`."""
        path = path.strip()
        here = self.document if path.startswith("/") else base
        for name in path.removeprefix("current()").split("/"):
            if here is None or name in {"", "."}:
                continue
            here = here.parent if name == ".." else _named(here, name)
        return here


def _named(parent: Definition, name: str) -> Definition | None:
    family = parent.parts if name.startswith("@") else parent.children
    plain = name.removeprefix("@").rpartition(":")[2]
    return next((child for child in family if child.name == plain), None)


def read_primary(root: Element, repeats: Collection[str] = ()) -> Primary:
    """Read the primary instance; `repeats` are the paths of its repeats.

    Raises:
        FormError: when it has more than 5,000 nodes, or two of a name where no repeat is.
    """
    reader = _Reader(repeats)
    document = Definition("", None, -1)
    reader.define(root, document)
    reader.complete_meta(document.children[0])
    own = space(root.tag)
    return Primary(
        document=document,
        definitions=tuple(reader.found),
        attributes={name: value for name, value in root.attrib.items() if not space(name)},
        namespace="" if own == XFORMS else own,
    )


class _Reader:
    """Reads elements into definitions, in document order."""

    def __init__(self, repeats: Collection[str]) -> None:
        self._repeats = repeats
        self.found: list[Definition] = []

    def define(self, element: Element, parent: Definition) -> None:
        """Read an element and all below it."""
        if parent.path.count("/") > DEEPEST:
            raise FormError(f"{parent.path}: nodes within nodes, deeper than {DEEPEST}")
        definition = self._new(local(element.tag), parent)
        definition.source = element
        if space(element.tag) == OPENROSA:
            definition.prefix, definition.tag = "orx", f"orx:{definition.name}"
        if definition.path in self._repeats:
            definition.become_repeat()
        if parent.parent is not None:  # the root's own attributes are those of the form
            self._attributes(element, definition)
        for child in self._children(element, definition):
            self.define(child, definition)
        if not len(element):
            definition.default = element.text or ""

    def _new(self, name: str, parent: Definition, *, is_attribute: bool = False) -> Definition:
        if len(self.found) == MOST_NODES:
            raise FormError(f"more than {MOST_NODES} nodes")
        definition = Definition(name, parent, len(self.found), is_attribute=is_attribute)
        self.found.append(definition)
        return definition

    def _attributes(self, element: Element, definition: Definition) -> None:
        for name, value in element.attrib.items():
            if not space(name):
                self._new(name, definition, is_attribute=True).default = value

    def _children(self, element: Element, definition: Definition) -> list[Element]:
        """List the children, of each repeat its template alone; it has one, or is the first."""
        found = dict[str, Element]()
        for child in element:
            name = local(child.tag)
            if name not in found or TEMPLATE in child.attrib:
                found[name] = child
            elif f"{definition.path}/{name}" not in self._repeats:
                raise FormError(f"{definition.path}/{name} stands there twice")
        return list(found.values())

    def complete_meta(self, root: Definition) -> None:
        """Add meta/instanceID where a form made by hand lacks it: every submission needs one."""
        meta = next((child for child in root.children if child.name == "meta"), None)
        if meta is None:
            meta = self._new("meta", root)
        if any(child.name == "instanceID" for child in meta.children):
            return
        if meta.index + len(list(meta.all_below())) + 1 != len(self.found):
            raise FormError(f"{meta.path} has no instanceID")
        self._new("instanceID", meta).preload = "uid"
