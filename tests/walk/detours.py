"""What people do besides answering: go back, look over, pause, ask for another language."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from random import Random

from bot.simulator.phone import Phone
from dialogue.reading.choices import numbers
from tests.house import House
from tests.walk.held import Held
from tests.walk.screen import Screen

_LONG = timedelta(minutes=40)  # of silence, after which the bot asks first who is there


class Detours:
    """One person's detours, `left` of them."""

    def __init__(self, house: House, phone: Phone, dice: Random, *, most: int) -> None:
        self._house, self._phone, self._dice = house, phone, dice
        self.left = most
        self._ways: list[Callable[[], Awaitable[object]]] = [
            lambda: phone.type(dice.choice(["ย้อน", "ກັບຄືນ"])),
            lambda: phone.type(dice.choice(["ทบทวน", "ທົບທວນ"])),
            lambda: phone.type(dice.choice(["หยุด", "ຢຸດ"])),
            lambda: phone.type(dice.choice(["ภาษา", "ພາສາ"])),
            lambda: phone.type(dice.choice(["ช่วยเหลือ", "ຊ່ວຍເຫຼືອ"])),
            lambda: phone.type(dice.choice(["ยกเลิก", "ຍົກເລີກ"])),
            phone.send_sticker,
            self._be_silent,
            self._open_more,
        ]

    async def take(self, chance: float) -> str:
        """Take a detour with this chance, and say so; "" where none is taken."""
        if self.left == 0 or self._dice.random() > chance:
            return ""
        self.left -= 1
        await self._dice.choice(self._ways)()
        return "took a detour"

    def turns_aside(self, chance: float) -> bool:
        """Tell whether to do more than go on, where a screen offers it."""
        if self.left == 0 or self._dice.random() > chance:
            return False
        self.left -= 1
        return True

    async def _be_silent(self) -> None:
        self._house.watch.move(_LONG)
        await self._phone.type("สวัสดี")

    async def _open_more(self) -> None:
        more = [button for button in self._phone.buttons() if button.label == "⋯"]
        await (self._phone.press(more[0]) if more else self._phone.send_sticker())


def unshown(held: Held, screen: Screen, dice: Random) -> str:
    """Draw a number that stands beside no choice, where a question lists its choices; else ""."""
    step = held.step
    if step is None or step.control.type != "select_one" or not screen.listed():
        return ""
    names = [choice.value for choice in held.instance.choices(step.path, None)]
    if set(screen.listed()) - set(numbers(names)) or held.passage.offered:
        return ""
    tried = [*map(str, range(len(names) + 2)), *names, "99999"]
    free = [one for one in tried if one.isdecimal() and one not in numbers(names)]
    return dice.choice(free)
