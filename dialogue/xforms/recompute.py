"""How an instance is brought up to date after a change."""

from collections.abc import Iterable

from dialogue.xforms.datatypes import stored
from dialogue.xforms.env import Env
from dialogue.xforms.nodes import Node, Value
from dialogue.xforms.plan import Plan, Task
from dialogue.xforms.values import to_boolean

LONGEST_VALUE = 65_536  # bytes


def set_value(node: Node, value: Value, text: str) -> bool:
    """Put a value into a node; tell whether anything changed."""
    if text == node.text and type(value) is type(node.value) and value == node.value:
        return False
    node.value, node.text = value, text
    return True


def everything(plan: Plan, e: Env) -> None:
    """Compute all there is to compute, once."""
    for task in plan.tasks:
        _run(task, e)


def shows(plan: Plan, e: Env) -> None:
    """Compute what is relevant, and nothing else: stored values are left as they are."""
    for task in plan.shows:
        _run(task, e)


def after(plan: Plan, index: int, e: Env) -> None:
    """Compute what a change of one node leads to."""
    changed = {index}
    for task in plan.after(index):
        if (task.fickle or not task.reads.isdisjoint(changed)) and _run(task, e):
            changed |= task.changes


def _run(task: Task, e: Env) -> bool:
    node = e.nodes[task.definition.index]
    e.origin = node
    if task.kind == "calculate":
        return _calculate(task, node, e)
    if task.kind == "relevant":
        return _show(task, node, e)
    return _prune(task, node, e)


def _calculate(task: Task, node: Node, e: Env) -> bool:
    if task.expression is None:
        return False
    value, text = stored(task.expression.value(e, node), task.definition.type, e)
    if len(text) * 4 > LONGEST_VALUE and len(text.encode()) > LONGEST_VALUE:
        value = text = text.encode()[:LONGEST_VALUE].decode(errors="ignore")
    return set_value(node, value, text)


def _show(task: Task, node: Node, e: Env) -> bool:
    own = task.expression is None or to_boolean(task.expression.value(e, node))
    if own is node.own:
        return False
    node.own = own
    spread((node,), above=node.parent is None or node.parent.relevant)
    return True


def spread(nodes: Iterable[Node], *, above: bool) -> None:
    """Carry relevance down: a node is relevant when it and all above it are."""
    for node in nodes:
        relevant = above and node.own
        if relevant is not node.relevant:
            node.relevant = relevant
            spread(node.children, above=relevant)


def _prune(task: Task, node: Node, e: Env) -> bool:
    """Take away what is not offered any more; what is not relevant is not shown, and waits."""
    if not node.text or not node.relevant or task.choices is None:
        return False
    offered = task.choices.values(e, node)
    if node.text in offered:
        return False
    kept = ""
    if task.choices.many:
        kept = " ".join(value for value in node.text.split() if value in offered)
    return set_value(node, kept, kept)
