"""What has to be computed anew after which answer, in which order."""

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Literal, TypeAlias

from dialogue.xforms.errors import FormError
from dialogue.xforms.expression import Expression
from dialogue.xforms.lists import Choices
from dialogue.xforms.schema import Definition

Kind: TypeAlias = Literal["relevant", "calculate", "choices"]


class Task:
    """One thing to compute: what a node shows, its value, or whether its answer is offered still.

    It reads the nodes of `reads`, each in the instances of so many repeats around its own node,
    and may change those of `changes`; `rank` is its place in order. `repeats` are those around its
    node: of each there may be many, or none.
    """

    __slots__ = (
        "changes",
        "choices",
        "definition",
        "expression",
        "fickle",
        "kind",
        "rank",
        "read",
        "reads",
        "repeats",
    )

    def __init__(
        self,
        kind: Kind,
        definition: Definition,
        expression: Expression | None = None,
        choices: Choices | None = None,
    ) -> None:
        self.kind: Kind = kind
        self.definition = definition
        self.expression = expression
        self.choices = choices
        self.rank = 0
        own = {definition.index: definition.depth}
        self.reads: Mapping[int, int] = own if expression is None else expression.reads
        if choices is not None:
            self.reads = {**choices.reads, **own}
        self.read = frozenset(self.reads)
        self.fickle = expression is not None and expression.fickle
        self.changes = frozenset(own)
        if kind == "relevant":
            self.changes |= {below.index for below in definition.all_below()}
        self.repeats = definition.repeats_around()

    def is_settled_by(self, index: int) -> bool:
        """Tell whether whoever takes an answer to this node has done this by then."""
        fixed = self.choices is not None and self.choices.fixed is not None
        return fixed and self.definition.index == index


class Plan:
    """All tasks of a form, in an order in which each comes after what it depends on."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._readers: dict[int, list[Task]] = {}
        for task in tasks:
            for index in task.reads:
                self._readers.setdefault(index, []).append(task)
        self.tasks = self._ordered(tasks)
        self.has_repeats = any(task.repeats for task in tasks)
        self.shows = tuple(task for task in self.tasks if task.kind == "relevant")
        self._after: dict[int, tuple[Task, ...]] = {}
        self._after_answer: dict[int, tuple[Task, ...]] = {}
        self._within: dict[int, tuple[Task, ...]] = {}

    def after(self, index: int) -> tuple[Task, ...]:
        """List what may have to be computed once this node has changed, in order."""
        found = self._after.get(index)
        if found is None:
            found = self._after[index] = self._reached({index}, ())
        return found

    def after_answer(self, index: int) -> tuple[Task, ...]:
        """List the same for an answer that was looked up in its own list, if that never changes."""
        found = self._after_answer.get(index)
        if found is None:
            found = tuple(task for task in self.after(index) if not task.is_settled_by(index))
            self._after_answer[index] = found
        return found

    def after_instance(self, repeat: Definition) -> tuple[Task, ...]:
        """List what may have to be computed once a repeat has an instance more or less."""
        found = self._within.get(repeat.index)
        if found is None:
            inside = [task for task in self.tasks if repeat in task.repeats]
            changed = {repeat.index, *(below.index for below in repeat.all_below())}
            found = self._within[repeat.index] = self._reached(changed, inside)
        return found

    def readers(self, index: int) -> Sequence[Task]:
        """List what reads this very node."""
        return self._readers.get(index, ())

    def _reached(self, changed: set[int], first: Iterable[Task]) -> tuple[Task, ...]:
        found, waiting = set(first), list(changed)
        for task in found:
            waiting.extend(task.changes)
        while waiting:
            for task in self._readers.get(waiting.pop(), ()):
                if task not in found:
                    found.add(task)
                    waiting.extend(task.changes)
        return tuple(sorted(found, key=lambda task: task.rank))

    def _followers(self, task: Task) -> set[Task]:
        found = {follower for index in task.changes for follower in self._readers.get(index, ())}
        return found - {task} if task.kind == "choices" else found

    def _ordered(self, tasks: Sequence[Task]) -> tuple[Task, ...]:
        """Put tasks in order.

        Raises:
            FormError: when some depend on each other in a circle.
        """
        for place, task in enumerate(tasks):
            task.rank = place
        followers = {task: tuple(self._followers(task)) for task in tasks}
        waits = dict.fromkeys(tasks, 0)
        for task in tasks:
            for follower in followers[task]:
                waits[follower] += 1
        ready = [task.rank for task in tasks if not waits[task]]
        heapify(ready)
        done = list[Task]()
        while ready or len(done) < len(tasks):
            if not ready:
                ready.append(_released(waits).rank)
            task = tasks[heappop(ready)]
            if waits[task] < 0:
                continue
            waits[task] = -1
            done.append(task)
            for follower in followers[task]:
                waits[follower] -= 1
                if waits[follower] == 0:
                    heappush(ready, follower.rank)
        for place, task in enumerate(done):
            task.rank = place
        return tuple(done)


def _released(waits: dict[Task, int]) -> Task:
    """Break a circle at a list of choices: those only take away what is not offered."""
    stuck = [task for task, count in waits.items() if count > 0]
    for task in stuck:
        if task.kind == "choices":
            return task
    paths = ", ".join(dict.fromkeys(task.definition.path for task in stuck))
    raise FormError(f"these depend on each other in a circle: {paths}")
