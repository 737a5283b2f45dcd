"""The rich menu under the chat, where someone has one."""

from collections.abc import Callable
from typing import Final

from bot.simulator.menus import RichMenu
from bot.simulator.page.boxes import Fingers, act, part_of, parts_of
from bot.simulator.page.parts import Words, box
from bot.simulator.people import Json
from bot.simulator.phone import Phone

PICTURES: Final = "/simulator/menus"
"""Where the page has the pictures of menus from."""


class MenuBar:
    """Shows the menu that the person in hand sees; nothing where there is none."""

    def __init__(self, holding: Callable[[], Phone], fingers: Fingers) -> None:
        self._holding, self._fingers = holding, fingers
        self._shown = ""
        self._place = box("div", "menu-bar")

    def refresh(self) -> None:
        """Show another menu if it changed."""
        phone = self._holding()
        menu = phone.world.menus.seen_by(phone.contact.user_id)
        menu_id = menu.menu_id if menu is not None else ""
        if menu_id == self._shown:
            return
        self._shown = menu_id
        self._place.clear()
        if menu is not None:
            with self._place:
                self._draw(menu)

    def _draw(self, menu: RichMenu) -> None:
        with box("details", "menu") as details:
            if menu.fields.get("selected") is True:
                details.props["open"] = ""
            Words("summary", str(menu.fields.get("chatBarText", "")))
            with box("div", "menu-picture"):
                picture = box("img", alt="")
                picture.props["src"] = f"{PICTURES}/{menu.menu_id}"
                for number, area in enumerate(parts_of(menu.fields, "areas"), start=1):
                    self._draw_area(number, area, part_of(menu.fields, "size"))

    def _draw_area(self, number: int, area: Json, size: Json) -> None:
        action, bounds = part_of(area, "action"), part_of(area, "bounds")
        spoken = str(action.get("label") or action.get("displayText") or action.get("text") or "")
        button = act(action, self._fingers, "menu-area", label=" ")
        button.props["aria-label"] = spoken or f"ปุ่มที่ {number} · Button {number}"
        left, width = (_percent(bounds, key, size, "width") for key in ("x", "width"))
        top, height = (_percent(bounds, key, size, "height") for key in ("y", "height"))
        button.style(f"left: {left}%; width: {width}%; top: {top}%; height: {height}%")


def _percent(bounds: Json, key: str, size: Json, whole: str) -> float:
    value, most = bounds.get(key), size.get(whole)
    if not isinstance(value, int) or not isinstance(most, int):
        return 0.0
    return round(100 * value / most, 3)
