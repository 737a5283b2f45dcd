"""Sheets: what opens over the page to pick a date, a place, or to say what would happen."""

from collections.abc import Awaitable, Callable
from typing import Final, Self, TypeAlias

from nicegui.events import GenericEventArguments

from bot.simulator.page.parts import Words, both, box, in_browser, press_both
from bot.simulator.people import Json

Chosen: TypeAlias = Callable[[str], Awaitable[None]]
"""Hears what was picked, as LINE writes it."""

Placed: TypeAlias = Callable[[float, float, str], Awaitable[None]]
"""Hears a place: degrees north, degrees east, its name ("" where it has none)."""

PLACES: Final = (
    ("ศาลาบ้านสมมุติ", "A made-up village hall", 15.2287, 104.8564),
    ("ตลาดตัวอย่าง", "A made-up market", 15.2441, 104.8479),
    ("ท่าเรือสมมุติ ริมแม่น้ำโขง", "A made-up pier on the Mekong", 16.0402, 105.2231),
)
_INPUTS: Final = {"date": "date", "time": "time", "datetime": "datetime-local"}
_MODES: Final = {
    "date": ("เลือกวันที่", "Pick a date"),
    "time": ("เลือกเวลา", "Pick a time"),
    "datetime": ("เลือกวันและเวลา", "Pick a date and a time"),
}
_READ_VALUE: Final = "(e) => emit(e.target.elements.chosen.value)"
_READ_PLACE: Final = "(e) => emit([e.target.elements.north.value, e.target.elements.east.value])"
_CLOSE: Final = "(e) => e.target.closest('dialog').close()"


class Sheet:
    """A dialog over the page; what is made inside `with` stands in it. Closed, it is gone."""

    def __init__(self, thai: str, english: str) -> None:
        self._element = box("dialog", "sheet", aria_label=f"{thai} · {english}")
        self._element.on("close", self._element.delete, args=[])
        with self._element:
            both("h2", thai, english)

    def __enter__(self) -> Self:
        self._element.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._element.__exit__()
        in_browser(self._element, f"siao.open('{self._element.html_id}')")


def pick(action: Json, chosen: Chosen) -> None:
    """Open the picker of a datetimepicker action."""
    mode = str(action["mode"])
    with Sheet(*_MODES[mode]), box("form", method="dialog") as form:
        form.on("submit", _hearing(chosen), js_handler=_READ_VALUE)
        first = next((str(action[key]) for key in ("initial", "min", "max") if key in action), "")
        field = box("input", "field", type=_INPUTS[mode], name="chosen", required="")
        field.props["aria-label"] = " · ".join(_MODES[mode])
        field.props["^value"] = first.replace("t", "T")
        for edge in ("min", "max"):
            if edge in action:
                field.props[edge] = str(action[edge]).replace("t", "T")
        _buttons()


def place(placed: Placed) -> None:
    """Open a choice of made-up places, with a way to name a position."""
    with Sheet("ส่งตำแหน่ง", "Send a place"), box("form", method="dialog") as form:

        async def hear(event: GenericEventArguments) -> None:
            north, east = map(float, event.args)
            await placed(north, east, "")

        for thai, english, north, east in PLACES:
            _place_button(thai, english, north, east, placed)
        form.on("submit", hear, js_handler=_READ_PLACE)
        with box("div", "pair"):
            _degrees("ละติจูด", "Latitude", "north", 90, PLACES[0][2])
            _degrees("ลองจิจูด", "Longitude", "east", 180, PLACES[0][3])
        _buttons()


def tell(thai: str, english: str, what: str) -> None:
    """Say what a real phone would do now."""
    with Sheet(thai, english), box("form", method="dialog"):
        Words("p", what, "what")
        both("button", "ปิด", "Close", "primary")


def _place_button(thai: str, english: str, north: float, east: float, placed: Placed) -> None:
    async def send() -> None:
        await placed(north, east, thai)

    button = press_both(thai, english, send, "wide")
    button.on("click", js_handler=_CLOSE)


def _degrees(thai: str, english: str, name: str, most: int, first: float) -> None:
    with box("label"):
        both("span", thai, english)
        field = box("input", "field", type="number", name=name, step="any", required="")
        field.props["min"], field.props["max"] = str(-most), str(most)
        field.props["^value"] = str(first)


def _buttons() -> None:
    with box("div", "pair"):
        cancel = both("button", "ยกเลิก", "Cancel")
        cancel.props["type"] = "button"
        cancel.on("click", js_handler=_CLOSE)
        both("button", "ตกลง", "OK", "primary")


def _hearing(chosen: Chosen) -> Callable[[GenericEventArguments], Awaitable[None]]:
    async def hear(event: GenericEventArguments) -> None:
        await chosen(str(event.args))

    return hear
