"""A walk through a form that runs: the questions and notes of now, in order."""

from collections.abc import Iterator
from dataclasses import replace

from dialogue.xforms.controls import RepeatPlace, Step
from dialogue.xforms.growing import MOST_INSTANCES
from dialogue.xforms.nodes import Frame, Node
from dialogue.xforms.outline import Block, Entry, Outline
from dialogue.xforms.running import Running


def steps(running: Running) -> Iterator[tuple[Node | None, Step]]:
    """Walk over what is relevant now, each with its node.

    Where an instance may be added, or there are more than a count says, stands a step for that,
    which has no node.
    """
    nodes = running.e.nodes
    for entry in running.form.outline:
        if isinstance(entry, Block):
            yield from _block(running, entry, running.tree.top, ("", ""), ())
        elif (node := nodes[entry.index]).relevant:
            yield node, entry.step


def can_add(running: Running, block: Block, frame: Frame) -> bool:
    """Tell whether a person may add an instance of a repeat here, and it would be relevant."""
    definition = block.definition
    is_full = len(frame.repeats[definition.index]) >= MOST_INSTANCES
    return definition.is_open and not is_full and running.shows(definition, frame)


def is_over(running: Running, block: Block, frame: Frame) -> bool:
    """Tell whether a counted repeat has more instances here than its count says now."""
    wanted = running.wanted(block.definition, frame)
    return wanted is not None and wanted < len(frame.repeats[block.definition.index])


def _block(
    running: Running,
    block: Block,
    frame: Frame,
    around: tuple[str, str],
    places: tuple[RepeatPlace, ...],
) -> Iterator[tuple[Node | None, Step]]:
    """Walk through all instances of a repeat; `around` is the path around, generic and concrete."""
    path = concrete(block.definition.path, around)
    instances = frame.repeats[block.definition.index]
    for index, node in enumerate(instances, 1):
        if not node.relevant:
            continue
        here = f"{path}[{index}]"
        place = RepeatPlace(control=block.control, path=here, index=index, count=len(instances))
        yield from _entries(
            running, block.entries, node.frame, (block.definition.path, here), (*places, place)
        )
    if can_add(running, block, frame) or is_over(running, block, frame):
        step = Step(control=block.control, path=path, groups=block.groups, repeats=places)
        yield None, step


def _entries(
    running: Running,
    entries: Outline,
    frame: Frame,
    around: tuple[str, str],
    places: tuple[RepeatPlace, ...],
) -> Iterator[tuple[Node | None, Step]]:
    for entry in entries:
        if isinstance(entry, Entry):
            if (node := frame.nodes[entry.index]).relevant:
                path = concrete(entry.step.path, around)
                yield node, replace(entry.step, path=path, repeats=places)
        else:
            yield from _block(running, entry, frame, around, places)


def concrete(path: str, around: tuple[str, str]) -> str:
    """Put the concrete path of the instance around into a generic path."""
    generic, here = around
    return here + path[len(generic) :]
