"""The reader of a form's binds: types, rules and hints of each node."""

from collections.abc import Iterable
from types import MappingProxyType
from xml.etree.ElementTree import Element

from dialogue.xforms.datatypes import named
from dialogue.xforms.errors import FormError
from dialogue.xforms.model import Primary
from dialogue.xforms.schema import Definition
from dialogue.xforms.workshop import Workshop
from dialogue.xforms.xml import ENTITIES, JAVAROSA, KNOWN, local, space

_LOGIC = ("relevant", "required", "readonly", "calculate", "constraint")


def read_binds(
    elements: Iterable[Element],
    primary: Primary,
    workshop: Workshop,
) -> dict[str, Definition]:
    """Read the binds into the definitions; yield those with an id of their own, by it.

    Raises:
        FormError: at a bind without a node, or with an expression that cannot be run.
    """
    named_binds = dict[str, Definition]()
    for element in elements:
        path = (element.get("nodeset") or element.get("ref") or "").strip()
        definition = primary.at(path, primary.document.children[0])
        if definition is None:
            raise FormError(f"the bind {path!r} has no node")
        if "id" in element.attrib:
            named_binds[element.attrib["id"]] = definition
        _read_bind(element, definition, workshop)
    for definition in primary.definitions:
        definition.locks = _locks(definition)
    return named_binds


def _read_bind(element: Element, definition: Definition, workshop: Workshop) -> None:
    definition.type = named(element.get("type", ""))
    definition.preload = element.get(f"{{{JAVAROSA}}}preload", "")
    definition.preload_params = element.get(f"{{{JAVAROSA}}}preloadParams", "")
    definition.save_to = element.get(f"{{{ENTITIES}}}saveto", "").strip()
    definition.attributes = MappingProxyType(
        {local(name): value for name, value in element.attrib.items() if space(name) not in KNOWN},
    )
    definition.messages = {
        "constraint": element.get(f"{{{JAVAROSA}}}constraintMsg", ""),
        "required": element.get(f"{{{JAVAROSA}}}requiredMsg", ""),
    }
    for name in _LOGIC:
        source = element.get(name)
        if source is not None and source.strip():
            where = f"{definition.path}: {name}"
            setattr(definition, name, workshop.compile(source, definition, where))


def _locks(definition: Definition) -> tuple[Definition, ...]:
    """Gather what may close a node; whatever is around it has been asked before."""
    around = () if definition.parent is None else definition.parent.locks
    rule = definition.readonly
    return around if rule is None or rule.truth is False else (*around, definition)
