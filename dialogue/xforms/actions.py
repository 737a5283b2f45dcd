"""Actions of a form: values that are set when something happens (setvalue)."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from dialogue.xforms.env import Env
from dialogue.xforms.errors import FormError
from dialogue.xforms.expression import Expression
from dialogue.xforms.model import Primary
from dialogue.xforms.nodes import Node, Value
from dialogue.xforms.schema import Definition
from dialogue.xforms.workshop import Workshop
from dialogue.xforms.xml import local

LOADED = "odk-instance-load"
FIRST_LOADED = frozenset({"odk-instance-first-load", LOADED, "xforms-ready"})
CHANGED = "xforms-value-changed"
NEW_REPEAT = "odk-new-repeat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Set `target` when one of `events` happens: to an expression, else to fixed text."""

    events: frozenset[str]
    target: Definition
    expression: Expression | None
    text: str

    def value(self, e: Env, n: Node) -> Value:
        """Find the value to set, in the context of the target."""
        return self.text if self.expression is None else self.expression.value(e, n)


def read_action(
    element: Element,
    primary: Primary,
    workshop: Workshop,
    base: Definition,
) -> Action:
    """Read a setvalue.

    Raises:
        FormError: when its target is not there.
    """
    if local(element.tag) != "setvalue":
        raise FormError(f"the action {local(element.tag)!r} is not supported")
    ref = (element.get("ref") or element.get("bind") or "").strip()
    target = primary.at(ref, base)
    if target is None or target.parent is None:
        raise FormError(f"setvalue {ref!r} has no node")
    source = element.get("value")
    where = f"{target.path}: setvalue"
    return Action(
        events=frozenset(_event(element).split()),
        target=target,
        expression=workshop.compile(source, target, where) if source else None,
        text=(element.text or "").strip(),
    )


def _event(element: Element) -> str:
    """Find the event attribute, with or without the namespace of XML events."""
    return next((value for name, value in element.attrib.items() if local(name) == "event"), "")
