"""People who write to a person, and people who answer, for tests of their talks."""

from sqlalchemy import select

from bot.simulator.phone import Phone
from models.answerer import ANSWERS
from models.permission import Permission
from models.thread import Thread, ThreadLine
from tests.handlers.members import member
from tests.house import House


async def asker(
    house: House, name: str = "ผู้ถาม", *, place: str = "", language: str = "ไทย"
) -> Phone:
    """Let a visitor open a talk, in Thai or Lao, from a place where one is named."""
    phone = house.phone(name)
    await phone.follow()
    await phone.tap("ไทย")
    await phone.type("คุยกับเจ้าหน้าที่")
    await phone.tap("เขียนถึงเจ้าหน้าที่")
    await phone.tap(language)
    if place:
        await phone.type(place)
    else:
        await phone.tap("ข้าม")
    await phone.tap("ยินยอม เขียนเลย")
    return phone


async def coordinator(house: House, name: str = "ผู้ประสาน", area: str = "34") -> Phone:
    """Give a coordinator of an area."""
    return await member(house, name, ("coordinator", area))


async def volunteer(house: House, name: str, *, takes: str = "", area: str = "3405") -> Phone:
    """Give a volunteer who is permitted to answer; `takes` is a button that says in what."""
    phone = await member(house, name, ("volunteer", area))
    await house.apart(_permit, house, house.lane(phone))
    if takes:
        await phone.type("รับคำถาม")
        await phone.tap(takes)
    return phone


async def taken(phone: Phone) -> None:
    """Let a helper take the first one who waits."""
    await phone.type("คนรอ")
    label = next(one.label for one in phone.buttons() if one.label.startswith("ตอบ "))
    await phone.tap(label)


def threads(house: House) -> list[tuple[str, str, bool]]:
    """List all threads: language, area, and whether somebody answers."""
    with house.store.thinking() as session:
        rows = session.scalars(select(Thread).order_by(Thread.opened_at))
        return [(row.language, row.area, row.helper_id is not None) for row in rows]


def lines(house: House) -> list[tuple[str, str, str | None]]:
    """List all that is kept of what was written: by whom, how it stands, the words."""
    with house.store.thinking() as session:
        rows = session.scalars(select(ThreadLine).order_by(ThreadLine.said_at))
        return [(row.by, row.state, row.text) for row in rows]


def last(house: House, phone: Phone) -> str:
    """Read what a phone was shown last."""
    return house.heard(phone)[-1]


def _permit(house: House, contact_id: str) -> None:
    with house.store.writing() as session:
        session.add(Permission(contact_id=contact_id, name=ANSWERS, given_at=house.watch()))
