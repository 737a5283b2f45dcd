"""Template messages: buttons, a confirmation, carousels."""

from bot.simulator.page.boxes import Fingers, act, acting, part_of, parts_of, picture
from bot.simulator.page.parts import Words, box, lines
from bot.simulator.people import Json


def draw_template(message: Json, fingers: Fingers) -> None:
    """Draw a template message as one card, or as several side by side."""
    template = part_of(message, "template")
    with box("div", "cards", role="group", aria_label=str(message.get("altText", ""))):
        match template.get("type"):
            case "carousel":
                for column in parts_of(template, "columns"):
                    _card(column, fingers)
            case "image_carousel":
                for column in parts_of(template, "columns"):
                    with box("div", "card narrow"):
                        picture(str(column.get("imageUrl", "")), "hero")
                        acting(column, fingers)
            case "confirm":
                _card(template, fingers, answers="box horizontal")
            case _:
                _card(template, fingers)


def _card(part: Json, fingers: Fingers, *, answers: str = "box vertical") -> None:
    with box("div", "card"):
        if "thumbnailImageUrl" in part:
            picture(str(part["thumbnailImageUrl"]), "hero")
        with box("div", "part"):
            if "title" in part:
                Words("div", str(part["title"]), "strong")
            lines(str(part.get("text", "")))
            acting(part, fingers, "defaultAction")
        with box("div", answers):
            for action in parts_of(part, "actions"):
                act(action, fingers)
