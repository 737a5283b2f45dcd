"""A submission that is opened again to be corrected."""

from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

from dialogue.xforms import growing, preload, recompute, storage, xml
from dialogue.xforms.actions import LOADED
from dialogue.xforms.body import Part
from dialogue.xforms.datatypes import read, stored
from dialogue.xforms.errors import FullError, StateError
from dialogue.xforms.form import Form
from dialogue.xforms.nodes import Frame, Node
from dialogue.xforms.plan import Task
from dialogue.xforms.running import Running
from dialogue.xforms.schema import Definition
from dialogue.xforms.xpath.places import gather

_DEPRECATED = "deprecatedID"


def reopen(running: Running, submission: str, gone: Collection[str]) -> tuple[Node, ...]:
    """Put a submission into blank nodes, under a new instanceID; return those that are gone.

    What it lacks was not relevant, and is as in a new instance. What it holds stays as it is, what
    was calculated too: it belongs to the day of the submission. `gone` are the generic paths of
    answers that are not kept for so long; where they are blank, nobody knows what they were.

    Raises:
        StateError: when it is no instance of this form and version.
    """
    primary, tree = running.form.primary, running.tree
    element = storage.element_of(submission, primary)
    growing.begin(tree, primary.root)
    _settle(tree.document, running)

    present = set[Node]()
    _lay_over(element, tree.top.nodes[primary.root.index], running, present)
    _renew(running)
    blank = tuple(node for node in _nodes(running, gone) if node in present and not node.text)

    running.e.frozen = recompute.frozen_by(running.form.plan, blank)
    _resume(running, present)
    running.act_on(frozenset({LOADED}))
    running.count_all()
    return blank


def deprecating(submission: str, form: Form, number: str, deprecated: str) -> str:
    """Name in a submission, whose instanceID is `number`, the one that it takes the place of.

    It stands after the instanceID, in its namespace (OpenRosa metadata schema, deprecatedID).
    """
    tag = _instance_id(form).tag
    prefix, end = tag.removesuffix("instanceID"), f"{xml.escaped(number)}</{tag}>"
    name = f"{prefix}{_DEPRECATED}"
    return submission.replace(end, f"{end}<{name}>{xml.escaped(deprecated)}</{name}>", 1)


def same_answers(form: Form, one: str, other: str) -> bool:
    """Tell whether two submissions of a form answer every question alike.

    What is calculated, or noted by itself, does not count.
    """
    return dict(_answers(form, one)) == dict(_answers(form, other))


def _lay_over(element: Element, node: Node, running: Running, present: set[Node]) -> None:
    definition = running.form.primary.definitions[node.index]
    present.add(node)
    for attribute in node.attributes:
        attribute.value = attribute.text = element.get(attribute.name, "")
        present.add(attribute)
    if not definition.children:
        if len(element):
            raise StateError(f"{definition.path} holds no other nodes")
        node.text = element.text or ""
        node.value = read(node.text, definition.type, running.e)
        return
    _clear(definition, node.frame, running)
    below = {child.name: child for child in definition.children}
    for child in element:
        found = below.get(xml.local(child.tag))
        if found is None and xml.local(child.tag) == _DEPRECATED and definition.name == "meta":
            continue
        if found is None:
            raise StateError(f"{definition.path} has no place for {xml.local(child.tag)!r}")
        here = _added(found, node.frame, running) if found.is_repeat else None
        _lay_over(child, here or node.frame.nodes[found.index], running, present)


def _clear(definition: Definition, frame: Frame, running: Running) -> None:
    """Take away the instances of repeats that a new form begins with."""
    for child in definition.children:
        for one in tuple(frame.repeats[child.index]) if child.is_repeat else ():
            running.tree.remove(one, child)


def _added(repeat: Definition, frame: Frame, running: Running) -> Node:
    try:
        node = running.tree.add(repeat, frame)
    except FullError as error:
        raise StateError(str(error)) from error
    growing.fill(running.tree, repeat, node)
    _settle(node, running)
    return node


def _settle(node: Node, running: Running) -> None:
    """Read the defaults that lie in a node and below it."""
    definitions = running.form.primary.definitions
    for each in (node, *node.descendants()):
        for one in (each, *each.attributes):
            if one.index >= 0:
                preload.put(definitions[one.index], one, running.e, one.text)


def _instance_id(form: Form) -> Definition:
    found = form.primary.at(f"{form.primary.root.path}/meta/instanceID")
    assert found is not None  # noqa: S101  # every form has one, see model.py
    return found


def _renew(running: Running) -> None:
    node = running.e.nodes[_instance_id(running.form).index]
    node.value = node.text = f"uuid:{running.e.moment.new_uuid()}"


def _nodes(running: Running, paths: Collection[str]) -> Iterator[Node]:
    for definition in running.form.primary.definitions:
        if definition.path in paths:
            yield from gather(running.tree.top, definition.repeats_around(), definition.index)


def _resume(running: Running, present: Collection[Node]) -> None:
    """Compute what is relevant, and the values that the submission lacks."""
    e = running.e
    for task in running.form.plan.tasks:
        for node in gather(e.top, task.repeats, task.definition.index):
            if task.kind == "calculate" and node in present:
                _adopt(task, node, running)
            else:
                recompute.run(task, node, e)


def _adopt(task: Task, node: Node, running: Running) -> None:
    """Keep what was calculated, as the kind of value that its calculation yields."""
    if task.expression is None or not node.text:
        return
    running.e.origin = node
    kind = task.definition.type
    value, text = stored(task.expression.value(running.e, node), kind, running.e)
    if text != node.text:
        value = storage.value_like(value, node.text, kind, running.e)
    node.value = value


def _answers(form: Form, submission: str) -> Iterator[tuple[str, str]]:
    element = storage.element_of(submission, form.primary)
    yield from _below(form, element, form.primary.root.path, form.primary.root.path)


def _below(form: Form, element: Element, generic: str, here: str) -> Iterator[tuple[str, str]]:
    """Walk over questions and instances of repeats, by their concrete paths."""
    counts = dict[str, int]()
    for child in element:
        name = xml.local(child.tag)
        path = f"{generic}/{name}"
        counts[name] = counts.get(name, 0) + 1
        place = f"{here}/{name}[{counts[name]}]"
        part = form.parts.get(path)
        if part is not None and part.control.kind == "repeat":
            yield place, ""
        elif part is not None and _is_answered(part):
            yield place, child.text or ""
        yield from _below(form, child, path, place)


def _is_answered(part: Part) -> bool:
    computed = part.definition is not None and part.definition.calculate is not None
    return part.control.kind == "question" and not computed
