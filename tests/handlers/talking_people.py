"""Shared by tests about people: volunteers of a tambon who type and tap."""

from bot.simulator.phone import Phone
from tests.house import House

TAMBON = "340501"


async def joined(house: House, name: str, *, role: str = "volunteer", area: str = TAMBON) -> Phone:
    """Let someone follow, choose Thai and join."""
    phone = house.phone(name)
    await phone.follow()
    await phone.tap("ไทย")
    code = f"VNTEE{len(house.world.contacts):05d}"
    await phone.type(await house.apart(house.invite, code, role, area))
    return phone


async def says(phone: Phone, *lines: str) -> None:
    """Type each of these; what begins with "=" is tapped."""
    for line in lines:
        if line.startswith("="):
            await phone.tap(line.removeprefix("="))
        else:
            await phone.type(line)


async def noted(phone: Phone, name: str, home: str = "H-7", *more: str) -> None:
    """Note someone at a home; `more` is said where the home is not known yet."""
    await says(phone, "เพิ่มคน", name, "=ยินยอมให้เก็บ", home, *more, "=ข้ามที่เหลือ")


def labels(phone: Phone) -> list[str]:
    """List what stands on the buttons."""
    return [button.label for button in phone.buttons()]
