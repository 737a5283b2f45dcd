"""Taps on buttons by what they carry, as on one of an old message."""

from bot.simulator.buttons import Button
from bot.simulator.phone import Phone
from dialogue.tap import Tap


async def press(phone: Phone, act: str, value: str = "") -> None:
    """Tap a button that asks for this."""
    data = Tap(act=act, value=value).data()
    await phone.press(Button(label="…", action={"type": "postback", "data": data}))
