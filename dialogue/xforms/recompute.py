"""How an instance is brought up to date after a change."""

from collections.abc import Iterable

from dialogue.xforms.datatypes import stored
from dialogue.xforms.env import Env
from dialogue.xforms.nodes import Frame, Node, Value
from dialogue.xforms.plan import Plan, Task
from dialogue.xforms.schema import Definition
from dialogue.xforms.values import to_boolean
from dialogue.xforms.xpath.places import encloses, gather

LONGEST_VALUE = 65_536  # bytes


class Changes:
    """What has changed so far: nodes by index, and in which instances of repeats.

    A change `where` a frame is, is one of all that lies in it; None where the form has no repeats.
    `anchor` is the frame that it all began in, `gone` that of an instance that was removed.
    """

    __slots__ = ("anchor", "gone", "indices", "where")

    def __init__(self, anchor: Frame, *, traced: bool, gone: Frame | None = None) -> None:
        self.anchor = anchor
        self.gone = gone
        self.indices = set[int]()
        self.where: dict[int, list[Frame]] | None = {} if traced else None

    def note(self, indices: Iterable[int], frame: Frame) -> None:
        """Note that nodes of these indices changed in a frame."""
        self.indices.update(indices)
        if self.where is not None:
            for index in indices:
                self.where.setdefault(index, []).append(frame)


def set_value(node: Node, value: Value, text: str) -> bool:
    """Put a value into a node; tell whether anything changed."""
    if text == node.text and type(value) is type(node.value) and value == node.value:
        return False
    node.value, node.text = value, text
    return True


def everything(plan: Plan, e: Env) -> None:
    """Compute all there is to compute, once."""
    for task in plan.tasks:
        for node in gather(e.top, task.repeats, task.definition.index):
            run(task, node, e)


def shows(plan: Plan, e: Env) -> None:
    """Compute what is relevant, and nothing else: stored values are left as they are."""
    for task in plan.shows:
        for node in gather(e.top, task.repeats, task.definition.index):
            run(task, node, e)


def frozen_by(plan: Plan, gone: Iterable[Node]) -> frozenset[tuple[int, Node]]:
    """Find what reads nodes that are gone, and so cannot be run: tasks, by rank, with nodes."""
    found = set[tuple[int, Node]]()
    for one in gone:
        for task in plan.readers(one.index):
            root = one.frame.above(task.reads[one.index])
            nodes = gather(root, task.repeats[root.depth :], task.definition.index)
            found.update((task.rank, node) for node in nodes)
    return frozenset(found)


def after(plan: Plan, tasks: Iterable[Task], node: Node, e: Env) -> Changes:
    """Compute what a change of one node leads to, by those tasks of the plan."""
    changes = Changes(node.frame, traced=plan.has_repeats)
    changes.note((node.index,), node.frame)
    _follow(tasks, changes, e)
    return changes


def after_instance(plan: Plan, repeat: Definition, node: Node, e: Env, *, new: bool) -> Changes:
    """Compute what follows from an instance that a repeat has, or has lost."""
    inside, around = node.frame, node.frame.parent or e.top
    changes = Changes(around, traced=True, gone=None if new else inside)
    changes.note((repeat.index,), around)
    changes.note([below.index for below in repeat.all_below()], inside)
    _follow(plan.after_instance(repeat), changes, e, born=inside if new else None)
    return changes


def _follow(
    tasks: Iterable[Task],
    changes: Changes,
    e: Env,
    *,
    born: Frame | None = None,
) -> None:
    indices = changes.indices
    for task in tasks:
        if task.repeats:
            _follow_in_repeats(task, changes, e, born)
        elif (task.fickle or not task.read.isdisjoint(indices)) and run(
            task, e.nodes[task.definition.index], e
        ):
            changes.note(task.changes, e.top)


def _follow_in_repeats(task: Task, changes: Changes, e: Env, born: Frame | None) -> None:
    done = set[int]()
    for root in _roots(task, changes, born):
        for node in gather(root, task.repeats[root.depth :], task.definition.index):
            if id(node) not in done:
                done.add(id(node))
                if run(task, node, e):
                    changes.note(task.changes, node.frame)


def _roots(task: Task, changes: Changes, born: Frame | None) -> Iterable[Frame]:
    """Find the frames within which a task has to be run."""
    roots = dict[Frame, None]()
    if born is not None and encloses(born, task.repeats):
        roots[born] = None
    if task.fickle:
        anchor = changes.anchor
        while not encloses(anchor, task.repeats):
            anchor = anchor.parent or anchor
        roots[anchor] = None
    where = changes.where or {}
    for index, bound in task.reads.items():
        roots |= dict.fromkeys(frame.above(bound) for frame in where.get(index, ()))
    gone = changes.gone
    return [root for root in roots if gone is None or root.above(gone.depth) is not gone]


def run(task: Task, node: Node, e: Env) -> bool:
    """Run one task for one node; tell whether anything changed.

    Where what it reads is gone, a value stays, and shown is what holds an answer.
    """
    if e.frozen and (task.rank, node) in e.frozen:
        return task.kind == "relevant" and _put_own(node, _holds_any(node))
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
    return _put_own(node, own)


def _put_own(node: Node, own: bool) -> bool:  # noqa: FBT001  # the outcome of an expression
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
            spread(node.attributes, above=relevant)


def _holds_any(node: Node) -> bool:
    return bool(node.text) or any(below.text for below in node.descendants())


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
