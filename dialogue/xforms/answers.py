"""How an answer is checked against its question's type, before any rule of the author's."""

from decimal import Decimal

from dialogue.xforms.body import Part
from dialogue.xforms.controls import Refusal, Scale
from dialogue.xforms.datatypes import canonical
from dialogue.xforms.env import Env
from dialogue.xforms.lists import Choices
from dialogue.xforms.nodes import Node
from dialogue.xforms.recompute import LONGEST_VALUE

LONGEST_NAME = 255  # of a file, in characters

_FILES = frozenset({"image", "audio", "video", "file"})


def checked(part: Part, text: str, node: Node, e: Env) -> str | Refusal:
    """Write an answer the way Collect stores it, or say why it is none; a blank always passes."""
    if not text:
        return text
    if len(text) * 4 > LONGEST_VALUE and len(text.encode()) > LONGEST_VALUE:
        return Refusal(kind="too_long")
    if part.choices is not None:
        return _chosen(part, part.choices, text, node, e)
    written = _typed(part, text, e)
    if written is None:
        return Refusal(kind="type")
    scale = part.control.scale
    return written if scale is None or _is_on(scale, written) else Refusal(kind="choice")


def _is_on(scale: Scale, number: str) -> bool:
    """Tell whether a number is one that a range offers."""
    place = Decimal(number) - Decimal(scale.least)
    return 0 <= place <= Decimal(scale.most) - Decimal(scale.least) and not place % Decimal(
        scale.step
    )


def _typed(part: Part, text: str, e: Env) -> str | None:
    kind = part.control.type
    if kind == "acknowledge":
        return text if text == "OK" else None
    if kind in _FILES:
        return text if _is_name(text) else None
    type_name = "string" if part.definition is None else part.definition.type
    if kind == "range" and type_name not in {"int", "decimal"}:
        type_name = "decimal"
    if kind == "dateTime" and "T" not in text:
        return None  # a day alone is half an answer
    return canonical(text if type_name == "string" else text.strip(), type_name, e)


def _chosen(part: Part, choices: Choices, text: str, node: Node, e: Env) -> str | Refusal:
    """Take chosen values, each once, in the order of the list; of a rank all, as they come."""
    e.origin = node
    offered = choices.values(e, node)
    if not choices.many:
        return text if text in offered else Refusal(kind="choice")
    if part.control.type == "rank":
        ranked = text.split()
        return " ".join(ranked) if sorted(ranked) == sorted(offered) else Refusal(kind="choice")
    wanted = set(text.split())
    if not wanted or not wanted <= offered.keys():
        return Refusal(kind="choice")
    return " ".join([value for value in offered if value in wanted])


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and not set(text) & set("/\\\n\r\t")
