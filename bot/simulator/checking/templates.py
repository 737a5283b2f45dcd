"""Checks of template messages: buttons, confirm and the two carousels."""

from collections.abc import Callable
from typing import Final

from bot.simulator.checking.actions import check_action
from bot.simulator.checking.parts import Details, Part, address, clusters, listed, one_of, words


def check_template(message: Part) -> Details:
    """Check a template message."""
    yield from words(message, "altText", 1500)
    template = message.part("template")
    if template is None:
        yield message.wrong("template", "Must be specified")
        return

    kind = template.fields.get("type")
    check = _CHECKS.get(kind) if isinstance(kind, str) else None
    if check is None:
        yield from one_of(template, "type", *_CHECKS)
        return
    yield from check(template)


def _buttons(part: Part) -> Details:
    yield from _face(part, plain=160)
    yield from _actions(part, 1, 4)


def _confirm(part: Part) -> Details:
    yield from words(part, "text", 240, measure=clusters)
    yield from _actions(part, 2, 2)


def _carousel(part: Part) -> Details:
    yield from listed(part, "columns", 1, 10)
    columns = part.parts("columns")
    for column in columns:
        yield from _face(column, plain=120)
        yield from _actions(column, 1, 3)
    if len({_shape(column) for column in columns}) > 1:
        yield part.wrong("columns", "all columns need the same number of actions, title and image")


def _pictures(part: Part) -> Details:
    yield from listed(part, "columns", 1, 10)
    for column in part.parts("columns"):
        yield from address(column, "imageUrl")
        yield from check_action(column.part("action"), column, "action", stands="picture")


def _face(part: Part, *, plain: int) -> Details:
    decorated = "thumbnailImageUrl" in part.fields or "title" in part.fields
    yield from words(part, "text", 60 if decorated else plain, measure=clusters)
    yield from words(part, "title", 40, measure=clusters, required=False)
    yield from address(part, "thumbnailImageUrl", required=False)
    if "defaultAction" in part.fields:
        default = part.part("defaultAction")
        yield from check_action(default, part, "defaultAction", stands="default")


def _actions(part: Part, least: int, most: int) -> Details:
    yield from listed(part, "actions", least, most)
    for action in part.parts("actions"):
        yield from check_action(action, part, "actions", stands="template")


def _shape(column: Part) -> tuple[int, bool, bool]:
    return (
        len(column.parts("actions")),
        "title" in column.fields,
        "thumbnailImageUrl" in column.fields,
    )


_CHECKS: Final[dict[str, Callable[[Part], Details]]] = {
    "buttons": _buttons,
    "confirm": _confirm,
    "carousel": _carousel,
    "image_carousel": _pictures,
}
