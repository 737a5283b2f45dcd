"""What a person sends with: the text box, and buttons for all that is not text."""

from collections.abc import Callable
from typing import Final, TypeAlias

from nicegui.element import Element
from nicegui.elements.upload import Upload
from nicegui.events import GenericEventArguments, UploadEventArguments

from bot.simulator.page.drawings import SIGNS, snapshot
from bot.simulator.page.fingers import ask_place
from bot.simulator.page.parts import Do, both, box, drawing
from bot.simulator.phone import Phone

Holding: TypeAlias = Callable[[], Phone]
"""Tells which phone is in the hand now."""

_MOST: Final = 20_000_000  # bytes of a file
_SEND: Final = "(e) => siao.send(e, emit)"
_ENTER: Final = "(e) => siao.enter(e)"
_FOLD: Final = "(e) => { e.target.closest('details').open = false; emit(); }"
_PICTURES: Final = ("image/jpeg", "image/png")


def draw_composer(holding: Holding, *, done: Do, sheets: Callable[[], Element]) -> None:
    """Draw the bar at the bottom of the phone; `done` is called after everything sent.

    `sheets` is the place for what opens over the page.
    """

    async def say(event: GenericEventArguments) -> None:
        await holding().type(str(event.args))
        await done()

    async def sticker() -> None:
        await holding().send_sticker()
        await done()

    with box("div", "composer"):
        _more(holding, done, sheets)
        with box("form") as form:
            form.on("submit", say, js_handler=_SEND)
            text = box("textarea", rows="1", name="text", placeholder="พิมพ์ข้อความ · Message")
            text.props["aria-label"] = "ข้อความ · Message"
            text.on("keydown.enter", js_handler=_ENTER)
            text.on("input", js_handler="(e) => siao.grow(e.target)")
            _sign("sticker", "ส่งสติกเกอร์ · Send a sticker", sticker)
            send = _sign("send", "ส่ง · Send", None)
            send.props["type"] = "submit"


def _more(holding: Holding, done: Do, sheets: Callable[[], Element]) -> None:
    async def picture() -> None:
        await holding().send_picture(snapshot())
        await done()

    async def place() -> None:
        with sheets():
            ask_place(holding(), done=done)

    async def voice() -> None:
        await holding().send_voice()
        await done()

    upload = _uploading(holding, done)
    with box("details", "more"):
        with box("summary", aria_label="ส่งอย่างอื่น · Send something else"):
            drawing("+", "plus")
        with box("div", "tools"):
            _tool("picture", "รูปภาพ", "Picture", picture)
            _tool("place", "ตำแหน่ง", "Place", place)
            _tool("voice", "เสียง", "Voice", voice)
            chooser = _tool("file", "ไฟล์", "File", None)
            chooser.on("click", js_handler=f"(e) => siao.choose(e, {upload.id})")


def _uploading(holding: Holding, done: Do) -> Upload:
    async def send(event: UploadEventArguments) -> None:
        data = await event.file.read()
        if event.file.content_type in _PICTURES:
            await holding().send_picture(data)
        else:
            await holding().send_file(event.file.name, data)
        upload.reset()
        await done()

    upload = Upload(on_upload=send, auto_upload=True, max_file_size=_MOST)
    upload.classes("hidden-upload")
    return upload


def _tool(sign: str, thai: str, english: str, do: Do | None) -> Element:
    with box("button", "tool", type="button") as button:
        drawing(SIGNS[sign])
        both("span", thai, english)
    if do is not None:
        button.on("click", do, args=[], js_handler=_FOLD)
    return button


def _sign(sign: str, spoken: str, do: Do | None) -> Element:
    with box("button", "sign", type="button", aria_label=spoken, title=spoken) as button:
        drawing(SIGNS[sign])
    if do is not None:
        button.on("click", do, args=[])
    return button
