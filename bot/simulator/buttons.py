"""The buttons of a message, as a thumb finds them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.simulator.people import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something that can be tapped. `quick` tells a quick reply from what stays in the chat."""

    label: str
    action: Json
    quick: bool = False


def buttons_of(message: Json, *, last: bool) -> list[Button]:
    """List the buttons of a message, as they stand; quick replies only show on the `last` one."""
    lasting = [
        Button(label=str(action.get("label", "")), action=action) for action in _actions(message)
    ]
    return [*lasting, *_quick(message)] if last else lasting


def _quick(message: Json) -> list[Button]:
    quick = message.get("quickReply")
    items = quick.get("items", []) if isinstance(quick, Mapping) else []
    actions = [item["action"] for item in items]
    return [Button(label=action["label"], action=action, quick=True) for action in actions]


def _actions(message: Json) -> Iterator[Json]:
    for key in ("template", "contents"):
        yield from _within(message.get(key))


def _within(part: object) -> Iterator[Json]:
    """Walk a template or a flex container downward; the action of a part comes before its own."""
    if isinstance(part, list):
        for item in part:
            yield from _within(item)
    elif isinstance(part, Mapping):
        action = part.get("action")
        if isinstance(action, Mapping):
            yield action
        for key, value in part.items():
            if key == "actions" and isinstance(value, list):
                yield from value
            elif key not in ("action", "defaultAction"):
                yield from _within(value)
