"""What was stored, held against what the interview held before its last answer."""

from xml.etree import ElementTree as ET

from dialogue.moment import Moment
from dialogue.xforms.form import Form
from dialogue.xforms.instance import Instance
from dialogue.xforms.keeping import blanked, kept_days
from tests.walk.held import Held


def difference(form: Form, before: Held, moment: Moment, stored: str) -> str:
    """Tell the first value that was stored otherwise than it was held; "" where all are the same.

    The last answer itself is taken from what was stored: nobody wrote it down before.
    """
    instance = Instance.load(form, before.xml, moment)
    step = before.step
    if step is not None and before.passage.mode == "ask" and step.control.kind == "question":
        answer = value_at(stored, step.path)
        if answer != instance.value(step.path):  # else it was left as it is
            instance.answer(step.path, answer, moment)
    not_kept = [path for path, days in kept_days(form).items() if days == 0]
    wanted = leaves(blanked(instance.submission(moment), not_kept))
    found = leaves(stored)
    for one, other in zip(wanted, found, strict=False):
        if one != other:
            return f"{one[0]} {one[1]!r} is {other[0]} {other[1]!r}"
    return "" if len(wanted) == len(found) else f"{len(wanted)} values are {len(found)}"


def leaves(xml: str) -> list[tuple[str, str]]:
    """List the values of a submission with their names, in order."""
    root = ET.fromstring(xml)  # noqa: S314  # our own
    return [(node.tag, node.text or "") for node in root.iter() if not len(node)]


def value_at(xml: str, path: str) -> str:
    """Read a value by its path, with the numbers of instances (/data/member[2]/age)."""
    node: ET.Element | None = ET.fromstring(xml)  # noqa: S314  # our own
    for part in path.strip("/").split("/")[1:]:
        name, _, number = part.removesuffix("]").partition("[")
        children = [] if node is None else list(node)
        named = [child for child in children if child.tag.rpartition("}")[2] == name]
        place = int(number or "1") - 1
        node = named[place] if place < len(named) else None
    return "" if node is None else node.text or ""
