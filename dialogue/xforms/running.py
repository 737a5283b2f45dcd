"""A form that runs: its tree of nodes, kept up to date through every change."""

from collections.abc import Collection, Iterable, Mapping

from dialogue.moment import Moment
from dialogue.xforms import growing, preload, recompute
from dialogue.xforms.actions import CHANGED, FIRST_LOADED, NEW_REPEAT, Action
from dialogue.xforms.datatypes import stored
from dialogue.xforms.env import Env
from dialogue.xforms.errors import FullError
from dialogue.xforms.form import Form
from dialogue.xforms.growing import MOST_INSTANCES, Tree
from dialogue.xforms.live import LiveLists
from dialogue.xforms.nodes import Frame, Node
from dialogue.xforms.plan import Task
from dialogue.xforms.recompute import Changes
from dialogue.xforms.saved import LastSaved
from dialogue.xforms.schema import Definition
from dialogue.xforms.values import to_boolean, to_integer
from dialogue.xforms.xpath.places import gather, seen_from

_DEEPEST_ACTIONS = 20


class Running:
    """The nodes of one filling-in of a form, and where its expressions run."""

    __slots__ = ("e", "form", "tree")

    def __init__(self, form: Form, moment: Moment) -> None:
        """Grow blank nodes, without any instance of a repeat."""
        self.form = form
        self.tree = Tree(form.primary.root)
        language = form.default_language or ""
        self.e = Env(self.tree.top, self.tree.document, form.library, moment, language)
        self.e.live = LiveLists(form.rows)
        self.e.last_saved = LastSaved(form.saved, form.primary.root.name)

    def begin(self, context: Mapping[str, str]) -> None:
        """Put in defaults, metadata and what is set at first load; compute all there is."""
        growing.begin(self.tree, self.form.primary.root)
        self._preload(self.tree.document, context)
        self.act_on(FIRST_LOADED)
        recompute.everything(self.form.plan, self.e)
        self.count_all()

    def act_on(self, events: frozenset[str]) -> None:
        """Do what is tied to one of these events of the whole form."""
        for action, place in self.form.actions:
            if action.events & events:
                for node in self._all(place):
                    self._act(action, node.frame)

    def count_all(self) -> None:
        """Add the instances that counted repeats lack."""
        for repeat in self.form.counted:
            self._count(repeat)

    def answered(self, node: Node, actions: Iterable[Action]) -> None:
        """Compute what follows from an answer that was checked, and do what is tied to it."""
        self._changed(node, self.form.plan.after_answer(node.index), actions)

    def _changed(
        self, node: Node, tasks: Collection[Task], actions: Iterable[Action], *, depth: int = 0
    ) -> None:
        if tasks or self.form.counted:
            self._recount(recompute.after(self.form.plan, tasks, node, self.e))
        for action in actions:
            if CHANGED in action.events:
                self._act(action, node.frame, depth=depth)

    def add(self, repeat: Definition, frame: Frame) -> Node:
        """Add an instance of a repeat, after the others.

        Raises:
            FullError: when there is no room for it.
        """
        node = self.tree.add(repeat, frame)
        growing.fill(self.tree, repeat, node)
        self._preload(node, {})
        for action, place in self.form.actions:
            at_home = place in {self.form.primary.document, repeat}
            if NEW_REPEAT in action.events and at_home and _lies_in(action.target, repeat):
                self._act(action, node.frame)
        self._recount(recompute.after_instance(self.form.plan, repeat, node, self.e, new=True))
        return node

    def remove(self, repeat: Definition, node: Node) -> None:
        """Take an instance of a repeat away, with all that was answered in it."""
        self.tree.remove(node, repeat)
        self._recount(recompute.after_instance(self.form.plan, repeat, node, self.e, new=False))

    def shows(self, repeat: Definition, frame: Frame) -> bool:
        """Tell whether a further instance of a repeat would be relevant here."""
        parent = _parent_of(repeat, frame)
        if not parent.relevant or repeat.relevant is None:
            return parent.relevant
        ghost = self.e.origin = self.tree.next_of(repeat, frame)
        return to_boolean(repeat.relevant.value(self.e, ghost))

    def wanted(self, repeat: Definition, frame: Frame) -> int | None:
        """Count the instances that a repeat should have here (jr:count); None when it is open."""
        if repeat.count is None:
            return None
        ghost = self.e.origin = self.tree.next_of(repeat, frame)
        number = to_integer(repeat.count.value(self.e, ghost))
        return int(min(max(number, 0.0), MOST_INSTANCES)) if number == number else 0  # noqa: PLR0124  # NaN

    def next_of(self, repeat: Definition, frame: Frame) -> Node:
        """Make the instance of a repeat that would come next: it stands nowhere, and is blank."""
        return self.tree.next_of(repeat, frame)

    def _recount(self, changes: Changes) -> None:
        for repeat in self.form.counted:
            reads = () if repeat.count is None else repeat.count.reads
            if repeat.index in changes.indices or not changes.indices.isdisjoint(reads):
                self._count(repeat)

    def _count(self, repeat: Definition) -> None:
        """Add what a count asks for; what is too many stays (JavaRosa): it was answered."""
        assert repeat.parent is not None  # noqa: S101  # the root is no repeat
        for parent in self._all(repeat.parent):
            instances, wanted = (
                parent.frame.repeats[repeat.index],
                self.wanted(repeat, parent.frame),
            )
            while len(instances) < (wanted or 0):  # what is added may ask for more by itself
                try:
                    self.add(repeat, parent.frame)
                except FullError:
                    return

    def _act(self, action: Action, frame: Frame, *, depth: int = 0) -> None:
        """Set the target of an action, as it is seen from a frame."""
        target = action.target
        for node in seen_from(frame, target):
            self.e.origin = node
            value, text = stored(action.value(self.e, node), target.type, self.e)
            if recompute.set_value(node, value, text):
                part = self.form.parts.get(target.path)
                tied = part.actions if part is not None and depth < _DEEPEST_ACTIONS else ()
                tasks = self.form.plan.after(node.index)
                self._changed(node, tasks, tied, depth=depth + 1)

    def _all(self, place: Definition) -> list[Node]:
        if place.index < 0:
            return [self.tree.document]
        return gather(self.tree.top, place.repeats_around(), place.index)

    def _preload(self, node: Node, context: Mapping[str, str]) -> None:
        definitions = self.form.primary.definitions
        for each in (node, *node.descendants()):
            for one in (each, *each.attributes):
                if one.index >= 0:
                    preload.begin(definitions[one.index], one, self.e, context)


def _lies_in(definition: Definition, repeat: Definition) -> bool:
    return repeat in definition.repeats_around()


def _parent_of(repeat: Definition, frame: Frame) -> Node:
    assert repeat.parent is not None  # noqa: S101  # the root is no repeat
    return frame.nodes[repeat.parent.index]
