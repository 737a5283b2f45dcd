"""Fingers: what a tap on a button of the chat does to the phone."""

from bot.simulator.buttons import Button
from bot.simulator.page import sheets
from bot.simulator.page.drawings import snapshot
from bot.simulator.page.parts import Do
from bot.simulator.people import Json
from bot.simulator.phone import Phone


async def tap(phone: Phone, action: Json, *, done: Do) -> None:
    """Do what an action says; `done` is called when it was done, maybe after a sheet.

    Must be called where a sheet can be made: in the slot of an element that stays.
    """
    button = Button(label=str(action.get("label", "")), action=action)
    match action.get("type"):
        case "datetimepicker":

            async def pick(value: str) -> None:
                await phone.press(button, value)
                await done()

            sheets.pick(action, pick)
        case "location":
            ask_place(phone, done=done)
        case "camera" | "cameraRoll":
            await phone.send_picture(snapshot())
            await done()
        case "uri":
            _tell_of(str(action["uri"]))
        case "clipboard":
            await phone.press(button)
            sheets.tell("คัดลอกแล้ว", "Copied", phone.clipboard)
        case _:
            await phone.press(button)
            await done()


def ask_place(phone: Phone, *, done: Do) -> None:
    """Let a place be chosen, and send it."""

    async def send(north: float, east: float, title: str) -> None:
        await phone.send_place(north, east, title=title)
        await done()

    sheets.place(send)


def _tell_of(uri: str) -> None:
    if uri.startswith("tel:"):
        sheets.tell("โทรศัพท์จะโทรไปที่", "The phone would call", uri.removeprefix("tel:"))
    else:
        sheets.tell("โทรศัพท์จะเปิดหน้าเว็บ", "The phone would open", uri)
