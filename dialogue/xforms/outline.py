"""What a form asks in which order, as it is declared."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from dialogue.xforms.body import Part
from dialogue.xforms.controls import Control, Step
from dialogue.xforms.errors import FormError
from dialogue.xforms.schema import Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A question or note; inside of a repeat the step is the pattern of its instances."""

    index: int
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A repeat with what it asks in each of its instances."""

    definition: Definition
    control: Control
    groups: tuple[Control, ...]
    entries: list["Entry | Block"] = field(default_factory=list)


Outline: TypeAlias = list[Entry | Block]


def outline_of(parts: Iterable[Part]) -> Outline:
    """Lay out the questions and notes of a form, repeats with what lies in them.

    Raises:
        FormError: when a question is asked outside of the repeat that its node lies in.
    """
    outline: Outline = []
    stack = list[Block]()
    for part in parts:
        definition = part.definition
        if definition is None or part.control.kind == "group":
            continue
        around = definition.repeats_around()
        if definition.is_repeat:
            around = around[:-1]
        while stack and stack[-1].definition not in around:
            stack.pop()
        if len(stack) != len(around):
            raise FormError(f"{definition.path}: asked outside of its repeat")
        entries = stack[-1].entries if stack else outline
        groups = tuple(group for group in part.groups if group.labelled)
        if definition.is_repeat:
            block = Block(definition=definition, control=part.control, groups=groups)
            entries.append(block)
            stack.append(block)
        else:
            step = Step(control=part.control, path=definition.path, groups=groups)
            entries.append(Entry(index=definition.index, step=step))
    return outline
