"""What an instance holds before the first question, and at its end: defaults and metadata."""

from collections.abc import Mapping

from dialogue.moment import Moment
from dialogue.xforms import dates
from dialogue.xforms.datatypes import canonical, read
from dialogue.xforms.env import Env
from dialogue.xforms.nodes import Node
from dialogue.xforms.schema import Definition


def begin(definition: Definition, node: Node, e: Env, context: Mapping[str, str]) -> None:
    """Put in what the form asks to know about the occasion (jr:preload); check a default."""
    put(definition, node, e, _preloaded(definition, e, context) or node.text)


def put(definition: Definition, node: Node, e: Env, text: str) -> None:
    """Put in a default."""
    if text:
        node.text = canonical(text, definition.type, e) or ""  # what does not fit its type is none
        node.value = read(node.text, definition.type, e)


def _preloaded(definition: Definition, e: Env, context: Mapping[str, str]) -> str:
    match definition.preload, definition.preload_params:
        case "timestamp", "start":
            return dates.write_datetime(e.moment.now)
        case "date", "today":
            return e.moment.today.isoformat()
        case "property", name:
            return context.get(name, "")
        case "uid", _:
            return f"uuid:{e.moment.new_uuid()}"
        case _:
            return ""


def end(definition: Definition, node: Node, moment: Moment) -> str:
    """Tell what a node holds once an instance is finished: its end, an id that it lacks."""
    if (definition.preload, definition.preload_params) == ("timestamp", "end"):
        return dates.write_datetime(moment.now)
    if definition.preload == "uid" and not node.text:
        return f"uuid:{moment.new_uuid()}"
    return node.text
